import { type ClockKind } from '../deadlines/clock.js';
import { type Role } from '../messages/index.js';
import { type Instant } from '../shared/instant.js';
import { type Case, type CaseState, sharedOf, stateOf } from './case.js';
import { type Proposal } from './proposal.js';
import { clocksOf } from './clocks.js';
import { type PaperTrail } from './paper.js';
import { type PlannedClock } from './plan.js';

/** What a case waits for from our own side, the most pressing first; derived from the case, stored for lists and counts. */
export const WAITS = [
  'see why nothing arrives', // slow retries go on; a person looks for another way
  'correct the entry', // a second person found that the papers say otherwise
  'confirm the entry', // what was keyed in from paper waits for a second person
  'sign', // the exact content waits for a second person
  'send', // signed and not sent
  'act on a flag', // a correction, a rejection, persons to erase
  'decide on consent', // the other State asks leave to pass something on
  'clarify the reasons', // ITI 23
  'supply what was asked', // ASK_MORE stands
  'read the answer',
  'read the refusal', // refused or not accepted
  'ask the State that was named',
  'complete the request',
  'acknowledge', // nobody of the contact point has taken note
  'accept for tracing',
  'answer',
] as const;
export type Wait = (typeof WAITS)[number];

/** (role, state) -> what is ours to do next; an empty row where the other State is to act, or nothing is owed. */
const OURS = {
  requester: {
    'draft': ['complete the request'],
    'more asked': ['supply what was asked'],
    'answered in part': ['read the answer'],
    'answered': ['read the answer'],
    'refused': ['read the refusal'],
    'not accepted': ['read the refusal'],
    'forwarded': ['ask the State that was named'],
  },
  responder: {
    'received': ['acknowledge'],
    'acknowledged': ['accept for tracing'],
    'in hand': ['answer'],
    'answered in part': ['answer'],
    'delayed': ['answer'],
    'restricted': ['answer'],
  },
} as const satisfies Record<Role, Partial<Record<CaseState, readonly Wait[]>>>;

const OVER = ['withdrawn', 'void', 'purged'] as const satisfies readonly CaseState[];

export function waitsOf(kase: Case): readonly Wait[] {
  const state = stateOf(kase);
  if (state === 'purged') return [];
  const flag = kase.flags.some(({ doneAt }) => doneAt === undefined);
  const found: readonly Wait[] = (OVER as readonly CaseState[]).includes(state)
    ? []
    : [
        ...(kase.undeliverable ? (['see why nothing arrives'] as const) : []),
        ...asked(kase),
        ...(kase.paper === undefined ? next(kase, state) : onPaper(kase, kase.paper, state)),
      ];
  return WAITS.filter((one) => found.includes(one) || (flag && one === 'act on a flag'));
}

function next({ role, proposal }: Case, state: CaseState): readonly Wait[] {
  return proposal === undefined ? nextOf(role, state) : signing(proposal);
}

/** A second person confirms what was keyed in; whatever else is owed to the other State is owed by post: its answer. */
function onPaper({ role }: Case, { waiting }: PaperTrail, state: CaseState): readonly Wait[] {
  if (state === 'closed') return [];
  if (waiting !== undefined) return [waiting.returned === undefined ? 'confirm the entry' : 'correct the entry'];
  const ours = nextOf(role, state);
  return role === 'responder' && ours.length > 0 ? ['answer'] : ours;
}

function nextOf(role: Role, state: CaseState): readonly Wait[] {
  return (OURS[role] as Partial<Record<CaseState, readonly Wait[]>>)[state] ?? [];
}

function signing({ approval, needs }: Proposal): readonly Wait[] {
  return [approval === undefined && needs !== 'none' ? 'sign' : 'send'];
}

function asked(kase: Case): readonly Wait[] {
  const consent = Object.values(sharedOf(kase).consents).some(
    ({ asker, decision }) => asker !== kase.role && decision === 'asked',
  );
  const reasons =
    kase.role === 'responder' &&
    clocksOf(kase).some(({ clock, reading }) => clock === 'clarify' && reading.state === 'running');
  return [...(consent ? (['decide on consent'] as const) : []), ...(reasons ? (['clarify the reasons'] as const) : [])];
}

/** What is to be done about a clock that has run out in a case that waits for nothing else of ours. */
export const LATE_ACTS = [
  'remind',
  'ask within the State',
  'confirm storage',
  'record disposal',
  'look after it',
] as const;
export type LateAct = (typeof LATE_ACTS)[number];

const LATE = {
  'deliver': 'look after it',
  'acknowledge': 'remind',
  'answer': 'remind',
  'supply more': 'remind',
  'clarify': 'remind',
  'consent': 'remind',
  'correct': 'look after it',
  'approve': 'look after it',
  'consult': 'ask within the State',
  'record holder': 'ask within the State',
  'custody': 'confirm storage',
  'disposal': 'record disposal',
} as const satisfies Record<ClockKind, LateAct>;

export function lateActOf(clock: ClockKind): LateAct {
  return LATE[clock];
}

export interface Due {
  readonly at: Instant;
  readonly clock: ClockKind;
  /** What runs under our own reminder is never called overdue. */
  readonly standing: PlannedClock['standing'];
}

/** The running clock of a case that is due first. */
export function nextDue(kase: Case): Due | undefined {
  const running = clocksOf(kase).flatMap(({ clock, standing, reading }): Due[] =>
    reading.state === 'running' && reading.dueAt !== undefined ? [{ at: reading.dueAt, clock, standing }] : [],
  );
  return running.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0];
}
