import { Injectable } from '@nestjs/common';
import { type Instant } from '../../domain/shared/instant.js';
import { CLOCK_KINDS, type ClockKind } from '../../domain/deadlines/clock.js';
import { type Calendar } from '../../domain/deadlines/calendar.js';
import {
  NATIONAL_DEFAULT,
  NATIONAL_URGENT,
  type ClockPolicy,
  type PolicyChoice,
} from '../../domain/deadlines/presets.js';
import { type Term } from '../../domain/deadlines/term.js';
import { type MarkingPractice, type StateEntry } from '../../domain/directory/entry.js';
import { fingerprintOf } from '../../domain/directory/fingerprint.js';
import { practiceHints } from '../../domain/directory/marking-practice-hints.js';
import { type PartnerProfile } from '../../domain/directory/profile.js';
import { readerOf, Transactions, type Tx } from '../../platform/transaction.js';
import { CalendarRepository } from './calendar.repository.js';
import { ClockPolicyService } from './clock-policy.service.js';
import { EntryRepository, type RecordedEntry } from './entry.repository.js';
import { OwnEntryService } from './own-entry.service.js';
import { ProfileRepository } from './profile.repository.js';

/** A pinned State: what it says about itself, and what we think of it. */
export interface PartnerEntry extends StateEntry {
  readonly profile: PartnerProfile;
  /** Of the profile: nothing is sent to a suspended State, and nothing of it is taken. */
  readonly suspended: boolean;
  readonly recordedAt: Instant;
}

export interface OwnEntry extends StateEntry {
  readonly recordedAt: Instant;
  /** What our contact point reads out when a partner calls to pin us. */
  readonly fingerprint: string;
}

/** The file that is handed to a partner. The fingerprint is not in it: it goes by telephone. */
export interface EntryFile {
  readonly format: 'proofmark directory entry 1';
  readonly entry: StateEntry;
}

/** What the rooms above ask the directory. Outside a transaction `tx` is null. */
@Injectable()
export class DirectoryService {
  constructor(
    private readonly transactions: Transactions,
    private readonly entries: EntryRepository,
    private readonly profiles: ProfileRepository,
    private readonly calendars: CalendarRepository,
    private readonly policies: ClockPolicyService,
    private readonly ownEntry: OwnEntryService,
  ) {}

  /** Undefined for a State that two persons have not pinned, and for ourselves. Keys are all that were ever pinned: judge them by `judgeKey`. */
  async partner(tx: Tx | null, country: string): Promise<PartnerEntry | undefined> {
    if (country === this.ownEntry.country) return undefined;
    const reader = tx ?? readerOf(this.transactions);
    const found = await this.entries.find(reader, country);
    return found === undefined ? undefined : partnerOf(found, await this.profiles.get(reader, country));
  }

  /** By country, after `after`. */
  async partners(after: string, limit: number): Promise<readonly PartnerEntry[]> {
    const reader = readerOf(this.transactions);
    const found = (await this.entries.list(reader, after, limit + 1))
      .filter(({ entry }) => entry.country !== this.ownEntry.country)
      .slice(0, limit);
    const profiles = await this.profiles.listOf(
      reader,
      found.map(({ entry }) => entry.country),
    );
    return found.flatMap((one, i) => (profiles[i] === undefined ? [] : [partnerOf(one, profiles[i])]));
  }

  /** Every pinned State, by its code, and the zone of its contact point, where one is named. */
  async partnerPlaces(): Promise<readonly { readonly country: string; readonly zone: string | null }[]> {
    const places = await this.entries.places(readerOf(this.transactions));
    return places.filter(({ country }) => country !== this.ownEntry.country);
  }

  async own(tx: Tx | null): Promise<OwnEntry> {
    const { entry, recordedAt } =
      tx === null ? await this.transactions.run((opened) => this.ownEntry.get(opened)) : await this.ownEntry.get(tx);
    return { ...entry, recordedAt, fingerprint: fingerprintOf(entry) };
  }

  async exportOwnEntry(): Promise<EntryFile> {
    const { entry } = await this.transactions.run((tx) => this.ownEntry.get(tx));
    return { format: 'proofmark directory entry 1', entry };
  }

  /** How the State shows countries on a weapon: its own word, else hints that are marked as such. */
  async markingPractices(country: string): Promise<readonly MarkingPractice[]> {
    const found = await this.entries.find(readerOf(this.transactions), country);
    return found === undefined || found.entry.markingPractices.length === 0
      ? practiceHints(country)
      : found.entry.markingPractices;
  }

  /** The State's calendar for the day of `at`; for one without any list, version 0: Saturday and Sunday, no holiday. */
  async calendarOf(tx: Tx | null, country: string, at: Instant): Promise<Calendar> {
    const reader = tx ?? readerOf(this.transactions);
    const found = await this.calendars.findFor(reader, country, at.slice(0, 10));
    return found ?? this.plainCalendar(reader, country);
  }

  /** The calendar that a running clock names. Throws for a version that was never here. */
  async getCalendarVersion(tx: Tx | null, country: string, version: number): Promise<Calendar> {
    const reader = tx ?? readerOf(this.transactions);
    if (version === 0) return this.plainCalendar(reader, country);
    const found = await this.calendars.findVersion(reader, country, version);
    if (found === undefined) throw new Error(`no calendar ${country} version ${String(version)}`);
    return found.calendar;
  }

  /**
   * What `whosePolicy` chooses from, for a request between us and `country`. `responder` is who has to act on the clock asked about: its published target counts
   * (the partner by default; our own code where the partner asked us).
   */
  async policyFacts(
    tx: Tx,
    country: string,
    urgency: 'routine' | 'urgent',
    responder: string = country,
  ): Promise<Omit<PolicyChoice, 'clock'>> {
    const rows = await this.policies.inForce(tx);
    const binding = (scope: 'instrument' | 'agreement'): readonly ClockPolicy[] =>
      rows
        .filter(
          (row) =>
            row.scope === scope &&
            row.adopted &&
            [country, this.ownEntry.country].every((state) => row.states.includes(state)),
        )
        .map((row) => row.policy);
    const own = rows
      .filter((row) => row.scope === 'own' && row.adopted)
      .map((row) => row.policy)
      .filter((policy) => policy.urgency === urgency);
    const entry =
      responder === this.ownEntry.country
        ? (await this.ownEntry.get(tx)).entry
        : (await this.entries.find(tx, responder))?.entry;
    const target = entry === undefined ? undefined : targetPolicy(entry, urgency);
    return {
      instruments: binding('instrument'),
      agreements: binding('agreement'),
      ...(target === undefined ? {} : { partnerTarget: target }),
      own:
        own.find((policy) => !isPreset(policy)) ??
        own[0] ??
        (urgency === 'urgent' ? NATIONAL_URGENT : NATIONAL_DEFAULT),
      urgency,
    };
  }

  /** The policy that a running clock names, by its version. Throws for one that was never here. */
  async getPolicyVersion(tx: Tx, id: string, version: number): Promise<ClockPolicy> {
    const [, country, urgency] = /^target:([A-Z]{3}):(routine|urgent)$/.exec(id) ?? [];
    const found =
      country === undefined
        ? await this.policies.findVersion(tx, id, version)
        : await this.targetVersion(tx, country, urgency as 'routine' | 'urgent', version);
    if (found === undefined) throw new Error(`no clock policy ${id} version ${String(version)}`);
    return found;
  }

  private async targetVersion(
    tx: Tx,
    country: string,
    urgency: 'routine' | 'urgent',
    version: number,
  ): Promise<ClockPolicy | undefined> {
    const entry = await this.entries.findVersion(tx, country, version);
    return entry === undefined ? undefined : targetPolicy(entry, urgency);
  }

  private async plainCalendar(reader: Parameters<EntryRepository['find']>[0], country: string): Promise<Calendar> {
    const contacts = (await this.entries.find(reader, country))?.entry.contacts ?? [];
    const zone =
      country === this.ownEntry.country
        ? this.ownEntry.zone
        : (contacts.find((contact) => contact.kind === 'ITI tracing')?.zone ?? 'UTC');
    return { country, version: 0, zone, weekend: [6, 7], holidays: [] };
  }
}

function partnerOf({ entry, recordedAt }: RecordedEntry, profile: PartnerProfile): PartnerEntry {
  return { ...entry, profile, suspended: profile.suspended, recordedAt };
}

function isPreset(policy: ClockPolicy): boolean {
  return policy.id === NATIONAL_DEFAULT.id || policy.id === NATIONAL_URGENT.id;
}

/** What a State says that it aims at, as a policy; its version is the entry's. A clock that this program does not know is left out. */
function targetPolicy(entry: StateEntry, urgency: 'routine' | 'urgent'): ClockPolicy | undefined {
  const target =
    entry.targets.find((one) => one.urgency === urgency) ?? entry.targets.find((one) => one.urgency === 'any');
  const terms: Partial<Record<ClockKind, Term>> = {};
  for (const { clock, amount, unit } of target?.terms ?? []) {
    const known = CLOCK_KINDS.find((kind) => kind === clock);
    if (known !== undefined) terms[known] = { amount, unit };
  }
  if (target === undefined || Object.keys(terms).length === 0) return undefined;
  return {
    id: `target:${entry.country}:${urgency}`,
    version: entry.version,
    title: `Published target of ${entry.country}`,
    source: target.source,
    verified: false,
    standing: 'published target',
    urgency: target.urgency,
    terms,
    startsAt: target.startsAt,
  };
}
