import { type Body, type Letter, type Role } from '../messages/index.js';
import { type Instant } from '../shared/instant.js';
import {
  type Case,
  type ClockRules,
  type Compartment,
  type Consultation,
  type Draft,
  type Flag,
  type HolderCheck,
  type OtherContact,
  type PartnerDue,
  type StepDone,
  type ToldWithConsent,
} from './case.js';
import { type CandidateList, type ChosenRecord } from './candidate.js';
import { type Proposal } from './proposal.js';
import { type Closing } from './closing.js';
import { type Hold } from './custody.js';
import { type Transcription } from './paper.js';
import { type Place, type StreamEntry } from './stream.js';

/** All that can happen to a case. `evolve` reads nothing else, so that the fold of the events is the stored row. */
export type CaseEvent =
  | { readonly type: 'case opened'; readonly opened: OpenedCase }
  | { readonly type: 'draft edited'; readonly body: Draft['body']; readonly parallelReason?: string }
  | { readonly type: 'addressee chosen'; readonly partner: string }
  | { readonly type: 'holder checked'; readonly check: HolderCheck }
  | { readonly type: 'told changed'; readonly told: readonly ToldWithConsent[] }
  | { readonly type: 'proposed'; readonly proposal: Proposal }
  | { readonly type: 'approved'; readonly by: string; readonly at: Instant; readonly ownReason?: string }
  | { readonly type: 'proposal returned'; readonly by: string; readonly reason: string }
  | { readonly type: 'letter written'; readonly entry: StreamEntry; readonly rules?: ClockRules }
  | { readonly type: 'letter voided'; readonly seq: number; readonly entry: StreamEntry }
  | { readonly type: 'letter received'; readonly entry: StreamEntry }
  /** A place of a stream that a signed final rejection used up. */
  | { readonly type: 'place used up'; readonly role: Role; readonly entry: StreamEntry }
  | {
      readonly type: 'delivery recorded';
      readonly seq: number;
      readonly jti: string;
      readonly mid: string;
      readonly receivedAt: Instant;
    }
  | {
      readonly type: 'rejection recorded';
      readonly seq: number;
      readonly jti: string;
      readonly code: string;
      readonly standingMid?: string;
    }
  | { readonly type: 'undeliverable recorded'; readonly seq: number }
  | { readonly type: 'partner due recorded'; readonly due: readonly PartnerDue[] }
  | { readonly type: 'request accepted'; readonly by: string; readonly at: Instant }
  | { readonly type: 'candidates found'; readonly candidates: CandidateList }
  | { readonly type: 'record chosen'; readonly chosen: ChosenRecord }
  | { readonly type: 'assigned'; readonly personId: string; readonly reason?: string }
  | { readonly type: 'compartment changed'; readonly compartment: Compartment; readonly reason: string }
  | { readonly type: 'deadline step reached'; readonly step: StepDone }
  | { readonly type: 'consultation opened'; readonly consultation: Consultation }
  | { readonly type: 'consultation ended'; readonly ordinal: number; readonly at: Instant; readonly result: string }
  | { readonly type: 'storage confirmed'; readonly at: Instant }
  | { readonly type: 'disposal recorded'; readonly kind: 'marked and recorded' | 'destroyed'; readonly at: Instant }
  | { readonly type: 'hold placed'; readonly hold: Hold }
  | { readonly type: 'hold lifted'; readonly id: string; readonly at: Instant }
  | { readonly type: 'contact recorded'; readonly contact: OtherContact }
  | { readonly type: 'flag raised'; readonly flag: Flag }
  | { readonly type: 'flag settled'; readonly code: Flag['code']; readonly at: Instant }
  | { readonly type: 'next opened'; readonly caseId: string; readonly state: string }
  | { readonly type: 'closed'; readonly closing: Closing }
  | { readonly type: 'reopened'; readonly by: string; readonly reason: string }
  | { readonly type: 'paper transcribed'; readonly transcription: Transcription }
  | { readonly type: 'paper returned'; readonly by: string; readonly at: Instant; readonly reason: string }
  | {
      readonly type: 'paper confirmed';
      readonly transcribedBy: string;
      readonly confirmedBy: string;
      readonly confirmedAt: Instant;
      /** The letters that are new by it. */
      readonly places: readonly Place[];
      readonly rules?: ClockRules;
    }
  | { readonly type: 'purged'; readonly at: Instant };

/** Their names, for the lists of the screens. */
export const CASE_EVENTS = Object.keys({
  'case opened': true,
  'draft edited': true,
  'addressee chosen': true,
  'holder checked': true,
  'told changed': true,
  'proposed': true,
  'approved': true,
  'proposal returned': true,
  'letter written': true,
  'letter voided': true,
  'letter received': true,
  'place used up': true,
  'delivery recorded': true,
  'rejection recorded': true,
  'undeliverable recorded': true,
  'partner due recorded': true,
  'request accepted': true,
  'candidates found': true,
  'record chosen': true,
  'assigned': true,
  'compartment changed': true,
  'deadline step reached': true,
  'consultation opened': true,
  'consultation ended': true,
  'storage confirmed': true,
  'disposal recorded': true,
  'hold placed': true,
  'hold lifted': true,
  'contact recorded': true,
  'flag raised': true,
  'flag settled': true,
  'next opened': true,
  'closed': true,
  'reopened': true,
  'paper transcribed': true,
  'paper returned': true,
  'paper confirmed': true,
  'purged': true,
} satisfies Record<CaseEvent['type'], true>) as readonly CaseEvent['type'][];

export interface OpenedCase {
  readonly id: string;
  readonly role: Role;
  readonly own: string;
  readonly partner?: string;
  readonly thread: string;
  readonly exercise: boolean;
  readonly at: Instant;
  readonly by: string;
  readonly reference: string;
  readonly compartment: Compartment;
  readonly draft?: Draft;
  readonly rules?: ClockRules;
  readonly previous?: Case['previous'];
  readonly inCustodySince?: Instant;
  readonly nationalCheck?: readonly HolderCheck[];
}

/** Names a letter for the ledger and the screens without its content. */
export interface LetterLabel {
  readonly kind: Letter['kind'];
  readonly part?: Body<'ANSWER'>['part'];
  readonly outcome?: Body<'ANSWER'>['outcome'];
}

export function labelOf(letter: Letter): LetterLabel {
  return letter.kind === 'ANSWER'
    ? { kind: letter.kind, part: letter.body.part, outcome: letter.body.outcome }
    : { kind: letter.kind };
}
