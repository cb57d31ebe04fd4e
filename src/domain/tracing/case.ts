import { type Calendar } from '../deadlines/calendar.js';
import { type ClockKind } from '../deadlines/clock.js';
import { type ClockPolicy } from '../deadlines/presets.js';
import { type Body, type Role, type Told } from '../messages/index.js';
import { type CalendarDate, type Instant } from '../shared/instant.js';
import { type CandidateList, type ChosenRecord } from './candidate.js';
import { type Closing } from './closing.js';
import { type Custody, type Hold } from './custody.js';
import { type PaperTrail } from './paper.js';
import { type Proposal } from './proposal.js';
import { readShared, type Shared, type SharedState } from './shared-state.js';
import { EMPTY_STREAMS, type Streams } from './stream.js';

/** What a case is, said in one word for lists, guards and clocks; derived from the parts, stored for queries. */
export const CASE_STATES = [
  'keyed in', // from paper, either side; counts once a second person has confirmed it
  'draft', // requester: being written
  'proposed', // requester: the exact content waits for a second person
  'approved', // requester: may be sent; where the asked State has no node, ready as a file
  'sent', // requester: in the outbox, no signed receipt yet
  'undeliverable', // requester: a person was told; slow retries go on
  'delivered', // requester: a machine's receipt
  'received', // responder: stands here, nobody has acknowledged it
  'acknowledged', // an act of the contact point
  'in hand', // responder: an officer has accepted the request for tracing
  'more asked',
  'answered in part',
  'delayed',
  'restricted',
  'answered',
  'refused',
  'not accepted',
  'forwarded',
  'closed', // local: still takes CORRECT, FEEDBACK, CLARIFY and Reopen
  'withdrawn',
  'void',
  'purged', // terminal
] as const;
export type CaseState = (typeof CASE_STATES)[number];
export const TERMINAL_STATES = ['withdrawn', 'void', 'purged'] as const satisfies readonly CaseState[];

export interface Case {
  readonly id: string;
  readonly role: Role;
  /** Our own State. */
  readonly own: string;
  /** The other State: absent only in a draft that has no addressee yet. */
  readonly partner?: string;
  readonly thread: string;
  readonly exercise: boolean;
  /** Number of events applied. */
  readonly version: number;
  readonly openedAt: Instant;
  readonly openedBy: string;
  /** Human references of both contact points. */
  readonly reference: string;
  readonly partnerReference?: string;
  readonly compartment: Compartment;
  readonly assigneeId?: string;
  readonly draft?: Draft;
  readonly nationalCheck: readonly HolderCheck[];
  readonly streams: Streams;
  readonly proposal?: Proposal;
  readonly undeliverable: boolean;
  readonly accepted?: { readonly at: Instant; readonly by: string };
  readonly candidates?: CandidateList;
  readonly chosen?: ChosenRecord;
  readonly rules?: ClockRules;
  readonly partnerDue: readonly PartnerDue[];
  readonly steps: readonly StepDone[];
  readonly consultations: readonly Consultation[];
  readonly custody: Custody;
  readonly holds: readonly Hold[];
  readonly contacts: readonly OtherContact[];
  readonly flags: readonly Flag[];
  readonly previous?: { readonly caseId: string; readonly thread: string; readonly by: string };
  readonly next: readonly { readonly caseId: string; readonly state: string }[];
  /** Begun on paper: its letters went by post, and none goes over the wire. */
  readonly paper?: PaperTrail;
  readonly closing?: Closing;
  readonly purgedAt?: Instant;
}

export interface Compartment {
  readonly owningAgencyId: string;
  readonly sealed: boolean;
  readonly namedPersonIds: readonly string[];
  readonly conflictPersonIds: readonly string[];
}

/** The request while it is written: any part of its body, the addressee, and what earlier States told. */
export interface Draft {
  readonly body: Partial<Omit<Body<'REQUEST'>, 'told' | 'nationalCheck' | 'reference'>>;
  readonly told: readonly ToldWithConsent[];
  /** Why a trace abroad runs before the one at home is complete (domain 4). */
  readonly parallelReason?: string;
}

export interface ToldWithConsent extends Told {
  readonly consent: 'missing' | 'asked' | 'granted' | 'denied';
  readonly expires?: CalendarDate;
}

export type HolderCheck = Body<'REQUEST'>['nationalCheck'][number];

/** Clocks that both States see; the others are our own house's. */
export const SHARED_CLOCKS = [
  'acknowledge',
  'answer',
  'supply more',
  'clarify',
  'consent',
] as const satisfies readonly ClockKind[];
export type SharedClock = (typeof SHARED_CLOCKS)[number];

/** The policies and calendars a case was opened under; later changes do not reach it. */
export interface ClockRules {
  readonly shared: Readonly<Record<SharedClock, ClockPolicy>>;
  /** Our own local clocks: approve, deliver, consult, custody. */
  readonly local: ClockPolicy;
  readonly calendars: Readonly<Record<Role, Calendar>>;
}

export interface PartnerDue {
  readonly clock: string;
  readonly dueAt: Instant;
  readonly policy: string;
  readonly differs: boolean;
}

export interface StepDone {
  readonly clock: string;
  readonly ordinal: number;
  readonly percent: number;
  readonly dueAt: Instant;
  readonly at: Instant;
  /** Later than `at` where the node was down. */
  readonly detectedAt: Instant;
}

export const CONSULTATION_KINDS = ['consult', 'record holder'] as const;

export interface Consultation {
  readonly ordinal: number;
  readonly kind: (typeof CONSULTATION_KINDS)[number];
  readonly withWhom: string;
  readonly openedAt: Instant;
  readonly endedAt?: Instant;
  readonly result?: string;
}

export const CONTACT_CHANNELS = ['telephone', 'I-24/7', 'letter', 'e-mail', 'in person'] as const;

export interface OtherContact {
  readonly at: Instant;
  readonly by: string;
  readonly channel: (typeof CONTACT_CHANNELS)[number];
  readonly what: string;
  readonly calledBack: boolean;
}

/** What somebody must look at. */
export const FLAG_CODES = [
  'received outside the window',
  'due date differs',
  'rejected by partner',
  'correction to act on',
  'persons to erase',
  'recovered',
] as const;

export interface Flag {
  readonly code: (typeof FLAG_CODES)[number];
  readonly at: Instant;
  readonly detail: string;
  readonly doneAt?: Instant;
}

export const EMPTY_CASE_PARTS = {
  version: 0,
  nationalCheck: [],
  streams: EMPTY_STREAMS,
  undeliverable: false,
  partnerDue: [],
  steps: [],
  consultations: [],
  custody: {},
  holds: [],
  contacts: [],
  flags: [],
  next: [],
} as const satisfies Partial<Case>;

const RESPONDER_WORDS = { requested: 'received' } as const;

/** The one word for a case. */
export function stateOf(kase: Case): CaseState {
  if (kase.purgedAt !== undefined) return 'purged';
  const shared = sharedOf(kase).state;
  if (shared === 'withdrawn' || shared === 'void') return shared;
  if (kase.closing !== undefined) return 'closed';
  if (kase.paper?.confirmed.length === 0) return 'keyed in';
  return kase.role === 'requester' ? requesterState(kase, shared) : responderState(kase, shared);
}

function requesterState(kase: Case, shared: SharedState): CaseState {
  // A REQUEST that the partner rejected for its form can't be sent again in this thread; its content goes into a new draft.
  if (shared === 'none' && kase.streams.requester.length > 0) return 'void';
  if (shared === 'none')
    return kase.proposal?.letter.kind !== 'REQUEST'
      ? 'draft'
      : kase.proposal.approval === undefined
        ? 'proposed'
        : 'approved';
  if (shared !== 'requested') return shared;
  const request = kase.streams.requester[0];
  if (request?.standing === 'received') return 'delivered';
  return kase.undeliverable ? 'undeliverable' : 'sent';
}

function responderState(kase: Case, shared: SharedState): CaseState {
  if (shared === 'none') return 'void';
  if (kase.accepted !== undefined && (shared === 'requested' || shared === 'acknowledged')) return 'in hand';
  return shared === 'requested' ? RESPONDER_WORDS.requested : shared;
}

/** The shared reading of the case's streams. */
export function sharedOf(kase: Case): Shared {
  return readShared(kase.streams);
}
