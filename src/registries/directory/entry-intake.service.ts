import { Inject, Injectable } from '@nestjs/common';
import { digestOf } from '../../domain/shared/canonical.js';
import { refuse, type Refusal, type Result } from '../../domain/shared/refusal.js';
import { type Actor } from '../../domain/shared/actor.js';
import { type Calendar } from '../../domain/deadlines/calendar.js';
import { checkEntry } from '../../domain/directory/entry-check.js';
import { type StateEntry } from '../../domain/directory/entry.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { type Tx } from '../../platform/transaction.js';
import { CalendarRepository } from './calendar.repository.js';
import { EntryRepository, type EntrySource, type RecordedEntry } from './entry.repository.js';

/** The one way by which an entry comes into the directory, whoever brings it. */
@Injectable()
export class EntryIntakeService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly entries: EntryRepository,
    private readonly calendars: CalendarRepository,
    private readonly audit: AuditRepository,
  ) {}

  /** A partner's entry by form and by itself. Refusals: `entry-invalid`, `entry-of-ourselves`, those of `checkCountry`. */
  check(value: unknown): Result<StateEntry> {
    const checked = checkEntry(value, {
      exercise: this.config['node.exercise'],
      plainHttp: this.config['node.mode'] !== 'production',
    });
    if (!checked.ok || checked.value.country !== this.config['node.state']) return checked;
    return refuse('entry-of-ourselves', { field: '/country', rule: 'a State pins its partners' });
  }

  /** Locks the State's entry until the end of the transaction and answers what is in force. */
  async lock(tx: Tx, country: string): Promise<RecordedEntry | undefined> {
    await this.entries.lock(tx, country);
    return this.entries.find(tx, country);
  }

  /** Against what is in force. Refusals: `entry-version-not-higher`, `calendar-invalid`. */
  async checkNext(tx: Tx, entry: StateEntry, current: RecordedEntry | undefined): Promise<Refusal | undefined> {
    if (current !== undefined && entry.version <= current.entry.version) {
      return refuse('entry-version-not-higher', { field: '/version', rule: `above ${String(current.entry.version)}` });
    }
    if (entry.calendar === undefined) return undefined;
    const same = await this.calendars.findVersion(tx, entry.country, entry.calendar.version);
    if (same === undefined || digestOf(same.calendar) === digestOf(calendarOfEntry(entry))) return undefined;
    return refuse('calendar-invalid', {
      field: '/calendar/version',
      rule: 'one version, one list: a clock names the version it was computed by',
    });
  }

  async record(
    tx: Tx,
    entry: StateEntry,
    source: EntrySource,
    told: { actor: Pick<Actor, 'kind' | 'id'>; act: string; reason?: string; ownApproval?: boolean },
  ): Promise<void> {
    await this.entries.record(tx, entry, source);
    const calendar = calendarOfEntry(entry);
    if (calendar !== undefined)
      await this.calendars.add(tx, calendar, `entry version ${String(entry.version)}`, source.by, source.at);
    await this.audit.append(tx, {
      at: source.at,
      act: told.act,
      actor: { kind: told.actor.kind, id: told.actor.id },
      data: {
        country: entry.country,
        version: entry.version,
        digest: digestOf(entry),
        keys: entry.keys.map((key) => `${key.use} ${key.kid}`),
        ...(source.proposalId === undefined ? {} : { proposalId: source.proposalId }),
        ...(told.ownApproval === true ? { ownApproval: true } : {}),
      },
      ...(told.reason === undefined ? {} : { personal: { reason: told.reason } }),
    });
  }
}

function calendarOfEntry(entry: StateEntry): Calendar | undefined {
  return entry.calendar === undefined ? undefined : { ...entry.calendar, country: entry.country };
}
