import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { digestOf } from '../../domain/shared/canonical.js';
import { refuse, succeed, type Refusal, type Result } from '../../domain/shared/refusal.js';
import { CLOCK_KINDS } from '../../domain/deadlines/clock.js';
import { checkEntry } from '../../domain/directory/entry-check.js';
import { type DatedCalendar, type DirectoryKey, type StateEntry } from '../../domain/directory/entry.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { sameVersion } from '../../platform/etag.js';
import { Transactions } from '../../platform/transaction.js';
import { EntryIntakeService } from './entry-intake.service.js';
import { OwnEntryService } from './own-entry.service.js';

/** What a contact point says about itself. Keys come from the key store, the version rises by itself, a changed calendar gets its next version. */
export type OwnChanges = Partial<
  Pick<StateEntry, 'authority' | 'contacts' | 'channel' | 'markingPractices' | 'targets'>
> & {
  readonly calendar?: Omit<DatedCalendar, 'version'>;
};

/** Edits of entries that bring no new key; those need a pin. */
@Injectable()
export class EntryService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly intake: EntryIntakeService,
    private readonly own: OwnEntryService,
  ) {}

  /**
   * A partner's newer entry, as it sent it. Refusals: those of the intake, `not-found` (never pinned), `entry-of-another`, `version-stale`,
   * `entry-version-not-higher`, `entry-key-not-pinned`.
   */
  async updateEntry(actor: Actor, country: string, value: unknown, readVersion: number): Promise<Result<StateEntry>> {
    const checked = this.intake.check(value);
    if (!checked.ok) return checked;
    const entry = checked.value;
    if (entry.country !== country)
      return refuse('entry-of-another', { field: '/country', rule: 'the State of the address' });
    return this.transactions.run(async (tx) => {
      const current = await this.intake.lock(tx, country);
      if (current === undefined) return refuse('not-found');
      const same = sameVersion(readVersion, current.entry.version);
      if (!same.ok) return same;
      const refusal = (await this.intake.checkNext(tx, entry, current)) ?? newKey(entry.keys, current.entry.keys);
      if (refusal !== undefined) return refusal;
      await this.intake.record(
        tx,
        entry,
        { by: actor.id, at: this.clock.now() },
        { actor, act: 'directory.entry-updated' },
      );
      return succeed((await this.intake.lock(tx, country))?.entry ?? entry);
    });
  }

  /** Our own entry. Refusals: `entry-invalid`, `version-stale`. */
  async updateOwn(actor: Actor, changes: OwnChanges, readVersion: number): Promise<Result<StateEntry>> {
    return this.transactions.run(async (tx) => {
      await this.own.get(tx);
      const current = await this.intake.lock(tx, this.own.country);
      if (current === undefined) throw new Error('the own entry was laid down and is gone');
      const same = sameVersion(readVersion, current.entry.version);
      if (!same.ok) return same;
      const { calendar: given, ...rest } = changes;
      const calendar = given === undefined ? current.entry.calendar : nextCalendar(given, current.entry.calendar);
      const next = {
        ...current.entry,
        ...rest,
        version: current.entry.version + 1,
        ...(calendar === undefined ? {} : { calendar }),
      };
      const checked = checkEntry(next, {
        exercise: true,
        plainHttp: this.config['node.mode'] !== 'production',
        clocks: CLOCK_KINDS,
      });
      if (!checked.ok) return checked;
      await this.intake.record(
        tx,
        next,
        { by: actor.id, at: this.clock.now() },
        { actor, act: 'directory.own-updated' },
      );
      return succeed(next);
    });
  }
}

function newKey(keys: readonly DirectoryKey[], pinned: readonly DirectoryKey[]): Refusal | undefined {
  const index = keys.findIndex((key) => !pinned.some((known) => known.use === key.use && known.kid === key.kid));
  return index < 0
    ? undefined
    : refuse('entry-key-not-pinned', {
        field: `/keys/${String(index)}`,
        rule: 'a new key is read out by telephone and confirmed by a second person',
      });
}

function nextCalendar(given: Omit<DatedCalendar, 'version'>, current: DatedCalendar | undefined): DatedCalendar {
  const version = current?.version ?? 0;
  return current !== undefined && digestOf({ ...given, version }) === digestOf(current)
    ? current
    : { ...given, version: version + 1 };
}
