import {
  type Body,
  type DisclosureLevel,
  type Handling,
  type Letter,
  type MessageKind,
  type Outcome,
  type RefusalGround,
  type Role,
  type RecordFact,
} from '../messages/index.js';
import { type Actor } from '../shared/actor.js';
import { type CalendarDate, type Instant } from '../shared/instant.js';
import {
  type ClockRules,
  type Compartment,
  type Draft,
  type Flag,
  type HolderCheck,
  type OtherContact,
  type PartnerDue,
  type ToldWithConsent,
} from './case.js';
import { type CandidateList } from './candidate.js';
import { type Difference } from '../firearm/serial-number.js';
import { type Closing } from './closing.js';
import { type PaperContent } from './paper.js';
import { type HeldBack } from './held-back.js';

/** Letters that a person writes without a second one; all others are proposed, approved and sent. */
export const PLAIN_KINDS = [
  'ACKNOWLEDGE',
  'ASK_MORE',
  'MORE',
  'CLARIFY',
  'CLARIFICATION',
  'CONSENT_REQUEST',
  'WITHDRAW',
  'FEEDBACK',
  'REMIND',
  'PART',
] as const satisfies readonly MessageKind[];
/** Letters that are proposed as they stand; REQUEST and ANSWER are composed by the law itself. */
export const PROPOSED_KINDS = [
  'DELAY',
  'RESTRICT',
  'REFUSE',
  'NOT_ACCEPTED',
  'FORWARD_NOTICE',
  'CONSENT',
  'CORRECT',
] as const satisfies readonly MessageKind[];
export type PlainKind = (typeof PLAIN_KINDS)[number];
export type ProposedKind = Exclude<MessageKind, PlainKind | 'VOID'>;
type LetterOf<K extends MessageKind> = Extract<Letter, { kind: K }>;

/** What our own people do. */
export type OwnCommand =
  | {
      readonly type: 'open case';
      readonly body: Draft['body'];
      readonly exercise: boolean;
      readonly inCustodySince?: Instant;
      readonly nationalCheck?: readonly HolderCheck[];
    }
  | {
      readonly type: 'open paper case';
      /** Which side we are on: did we ask, or were we asked? */
      readonly role: Role;
      readonly partner: string;
      readonly content: PaperContent;
      readonly exercise: boolean;
    }
  | { readonly type: 'transcribe paper'; readonly content: PaperContent }
  | { readonly type: 'confirm paper' }
  | { readonly type: 'return paper'; readonly reason: string }
  | { readonly type: 'edit draft'; readonly body: Draft['body']; readonly parallelReason?: string }
  | { readonly type: 'choose addressee'; readonly partner: string }
  | { readonly type: 'record national check'; readonly check: HolderCheck }
  | { readonly type: 'drop told'; readonly thread: string }
  | { readonly type: 'propose request' }
  | {
      readonly type: 'propose letter';
      readonly letter: LetterOf<Exclude<ProposedKind, 'REQUEST' | 'ANSWER'>>;
      readonly trueGround?: RefusalGround;
    }
  | {
      readonly type: 'compose answer';
      readonly part: 'part' | 'final';
      readonly level: DisclosureLevel;
      readonly legalBasis?: string;
      readonly necessity?: string;
      readonly note?: string;
      /** Narrower terms than the node's own; nothing here ever widens them. */
      readonly handling?: Handling;
      readonly heldBack?: HeldBack;
    }
  | { readonly type: 'approve'; readonly digest: string; readonly factsDigest: string; readonly ownReason?: string }
  | { readonly type: 'return proposal'; readonly reason: string }
  | { readonly type: 'send' }
  | { readonly type: 'write'; readonly letter: LetterOf<PlainKind> }
  | { readonly type: 'void letter'; readonly seq: number; readonly reason: string }
  | { readonly type: 'accept request' }
  | {
      readonly type: 'choose record';
      readonly firearmId?: string;
      readonly outcome: Outcome;
      readonly nextState?: string;
    }
  | { readonly type: 'assign'; readonly personId: string; readonly reason?: string }
  | { readonly type: 'change compartment'; readonly compartment: Compartment; readonly reason: string }
  | { readonly type: 'open consultation'; readonly kind: 'consult' | 'record holder'; readonly withWhom: string }
  | { readonly type: 'end consultation'; readonly ordinal: number; readonly result: string }
  | { readonly type: 'confirm storage' }
  | { readonly type: 'record disposal'; readonly kind: 'marked and recorded' | 'destroyed' }
  | { readonly type: 'place hold'; readonly kind: 'court' | 'partner' | 'legal'; readonly reason: string }
  | { readonly type: 'lift hold'; readonly id: string }
  | { readonly type: 'record contact'; readonly contact: Omit<OtherContact, 'by'> }
  | { readonly type: 'settle flag'; readonly code: Flag['code'] }
  | { readonly type: 'open next request'; readonly state: string }
  | {
      readonly type: 'close';
      readonly outcome: Outcome;
      readonly established: Closing['established'];
      readonly diversion?: Closing['diversion'];
      readonly lessons?: string;
    }
  | { readonly type: 'reopen'; readonly reason: string }
  | { readonly type: 'purge' };

/** What the wire, a sweep or another case brings. Never refused but for what can't stand in a stream at all. */
export type SystemCommand =
  | { readonly type: 'receive letter'; readonly incoming: Incoming }
  | {
      readonly type: 'record delivery';
      readonly seq: number;
      readonly jti: string;
      readonly mid: string;
      readonly receivedAt: Instant;
      readonly flagged: boolean;
    }
  | { readonly type: 'record acceptance'; readonly due: readonly Omit<PartnerDue, 'differs'>[] }
  | {
      readonly type: 'record rejection';
      readonly seq: number;
      readonly jti: string;
      readonly code: string;
      readonly standingMid?: string;
    }
  | { readonly type: 'record undeliverable'; readonly seq: number }
  | {
      readonly type: 'reach deadline';
      readonly clock: string;
      readonly ordinal: number;
      readonly percent: number;
      readonly stepAt: Instant;
    }
  | { readonly type: 'hand in candidates'; readonly list: CandidateList['list'] }
  | { readonly type: 'open next case'; readonly from: ChainOrigin }
  | { readonly type: 'note next case'; readonly caseId: string; readonly state: string }
  | {
      readonly type: 'note consent';
      readonly thread: string;
      readonly consent: ToldWithConsent['consent'];
      readonly consentId?: string;
      readonly expires?: string;
    }
  | {
      readonly type: 'recover own letter';
      readonly letter: Letter;
      readonly seq: number;
      readonly seen: number;
      readonly jti: string;
      readonly mid: string;
      readonly sentAt: Instant;
      readonly receivedAt: Instant;
      readonly partner: string;
      readonly thread: string;
      readonly exercise: boolean;
    };

export type Command = OwnCommand | SystemCommand;
export type CommandType = Command['type'];
export type OwnCommandType = OwnCommand['type'];

/** A verified letter of the partner at the next place of its stream. */
export interface Incoming {
  readonly partner: string;
  readonly thread: string;
  readonly seq: number;
  readonly seen: number;
  readonly jti: string;
  readonly mid: string;
  readonly letter: Letter;
  readonly sentAt: Instant;
  readonly receivedAt: Instant;
  readonly exercise: boolean;
}

/** What the answered case hands to the next one of the chain. */
export interface ChainOrigin {
  readonly caseId: string;
  readonly thread: string;
  readonly by: string;
  readonly state: string;
  readonly compartment: Compartment;
  readonly exercise: boolean;
  readonly nationalCheck: readonly HolderCheck[];
  readonly request: Body<'REQUEST'>;
  readonly told: readonly ToldWithConsent[];
}

/** Who decides when, and the ids that the decision may use: all arguments, so that a decision can be repeated. */
export interface Deciding {
  readonly now: Instant;
  readonly actor: Actor;
  /** Of this execution; ids of proposals, holds and follow-ups derive from it. */
  readonly commandId: string;
  /** UUIDv7 for the one letter that a command may write. */
  readonly jti: string;
}

/** What the service read in the same transaction. Every value has a version, stored with the event. */
export interface Facts {
  /** Our own State, and whether this node only exercises. */
  readonly own: {
    readonly state: string;
    readonly exercise: boolean;
    /** Since when requests go over this node; only earlier ones are keyed in from paper. */
    readonly liveSince?: CalendarDate;
  };
  /** Id, thread, reference and compartment for a case that this command opens. */
  readonly newCase?: {
    readonly caseId: string;
    readonly thread: string;
    readonly reference: string;
    readonly compartment: Compartment;
  };
  readonly partner?: PartnerFacts;
  readonly rules?: ClockRules;
  /** The record that was chosen, as the registry tells it now. */
  readonly record?: RecordFacts;
  readonly singleOfficer: boolean;
  /** For an assignment: may that person work on the case? */
  readonly assigneeFit?: boolean;
  /** For a disposal: a later request of the chain about this weapon is not over. */
  readonly chainOpen?: boolean;
  /** Own handling terms that go with an answer. */
  readonly handling?: Body<'ANSWER'>['handling'];
}

export interface PartnerFacts {
  readonly state: string;
  readonly version: number;
  readonly channel: 'node' | 'file' | 'mail' | 'none';
  /** Pinned by two persons, with a sealing key that is not revoked. */
  readonly pinned: boolean;
  readonly suspended: boolean;
  readonly highestLevel: DisclosureLevel;
  readonly confidentialityAssessed: boolean;
}

export interface RecordFacts {
  readonly firearmId: string;
  readonly version: string;
  readonly facts: readonly RecordFact[];
  readonly basis: 'exact' | 'look-alike';
  readonly differences: readonly Difference[];
  readonly status?: 'lost or stolen';
  readonly exportedTo?: string;
  /** What the record by itself amounts to; a person chooses. */
  readonly suggests?: Outcome;
  /** The number that stands for the weapon in the record. */
  readonly serial?: string;
}
