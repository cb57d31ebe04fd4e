import { type StateEntry } from '../../domain/directory/entry.js';
import { type EntryFile, type OwnEntry } from '../../registries/directory/directory.service.js';
import { draftCalendar } from '../calendar.js';
import { type Desks, Refused } from './node-api.js';
import { STATES, type State } from './registries.js';

const TELEPHONES = { XAA: '+999 1 000 0001', USA: '+1 202 555 0100', AUT: '+43 1 000 0002' } as const satisfies Record<
  State,
  string
>;

/** What each State says of itself: contact point, calendar, and the times that it aims at. */
export async function enterOwn(desks: Desks, state: State, zone: string, year: number): Promise<void> {
  const own = await desks.head.get<OwnEntry>('/api/directory/own');
  await desks.head.put(
    '/api/directory/own',
    {
      authority: `National point of contact of ${state} (exercise)`,
      contacts: [
        {
          kind: 'ITI tracing',
          office: `Tracing desk of ${state} (invented)`,
          telephone: TELEPHONES[state],
          languages: ['en'],
          zone,
        },
      ],
      calendar: calendarOf(state, zone, year),
      targets: [
        {
          urgency: 'any',
          startsAt: 'received',
          source: `target that ${state} published for the exercise; the ITI sets no number of days`,
          terms: [
            { clock: 'acknowledge', amount: 2, unit: 'working days' },
            { clock: 'answer', amount: 15, unit: 'working days' },
            { clock: 'supply more', amount: 10, unit: 'working days' },
          ],
        },
      ],
    },
    own.version,
  );
}

/** Drafted by date-holidays for a real State; an exercise State has none on file. */
function calendarOf(state: State, zone: string, year: number): object {
  const draft = draftCalendar(state, year, year + 1);
  if (draft === undefined)
    return { zone, weekend: [6, 7], holidays: [`${String(year)}-01-01`, `${String(year + 1)}-01-01`] };
  const { zone: _zone, source: _source, weekend, holidays, validFrom, validTo } = draft;
  return { zone, weekend, holidays, validFrom, validTo };
}

export interface Pinned {
  readonly at: State;
  readonly partner: State;
  readonly fingerprint: string;
}

/** Every State pins the two others: one officer brings the entry, a supervisor types the digits that the other side reads out. */
export async function pinEachOther(desks: Readonly<Record<State, Desks>>): Promise<readonly Pinned[]> {
  const pinned: Pinned[] = [];
  for (const at of STATES) {
    for (const partner of STATES.filter((state) => state !== at)) {
      const file = await desks[partner].officer.get<EntryFile>('/api/directory/own/file');
      const { fingerprint } = await desks[partner].officer.get<OwnEntry>('/api/directory/own');
      await pin(desks[at], file, fingerprint);
      pinned.push({ at, partner, fingerprint });
    }
  }
  return pinned;
}

/** A State that is in the directory and has no node: its requests are made ready as files. */
export async function enterStateWithoutNode(desks: Desks, country: string): Promise<void> {
  const entry: StateEntry = {
    country,
    version: 1,
    authority: `Contact point of ${country} (no node in this exercise)`,
    contacts: [],
    channel: { kind: 'file' },
    keys: [],
    markingPractices: [],
    targets: [],
    capabilities: { versions: [1], kinds: [], batchMax: 1 },
  };
  await pin(desks, { format: 'proofmark directory entry 1', entry }, '');
}

async function pin(desks: Desks, file: EntryFile, fingerprint: string): Promise<void> {
  const proposal = await desks.officer.post<{ id: string }>('/api/directory/proposals', file);
  await desks.supervisor.post(`/api/directory/proposals/${proposal.id}/confirmation`, { fingerprint });
}

/** Enters each State once, however many rows ask for it at the same time. */
export class StatesWithoutNode {
  private readonly entered = new Map<string, Promise<boolean>>();

  constructor(private readonly desks: Desks) {}

  /** False where the directory takes no such State. */
  has(country: string): Promise<boolean> {
    const known =
      this.entered.get(country) ??
      enterStateWithoutNode(this.desks, country).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Refused) return false;
          throw error;
        },
      );
    this.entered.set(country, known);
    return known;
  }
}
