import { type ClockKind, type ClockReading } from '../deadlines/clock.js';
import { type Letter, type Role } from '../messages/index.js';
import { type Instant } from '../shared/instant.js';
import { type Case } from './case.js';
import { type ChainOrigin, type SystemCommand } from './command.js';
import { type CaseEvent } from './event.js';

/** All consequences of a decision, as data. Nothing has happened yet; one transaction carries it out. */
export interface Plan {
  readonly events: readonly CaseEvent[];
  /** The case after the events. */
  readonly next: Case;
  readonly messages: readonly OutgoingLetter[];
  /** Every clock of the case as it reads now; what is not here has ended. */
  readonly deadlines: readonly PlannedClock[];
  readonly followUps: readonly FollowUp[];
  /** For the accepted receipt of a REQUEST. */
  readonly due: readonly DueNotice[];
  /** Why an incoming letter was recorded without effect. */
  readonly without?: string;
}

export interface OutgoingLetter {
  readonly jti: string;
  readonly thread: string;
  readonly partner: string;
  readonly direction: Role;
  readonly seq: number;
  readonly seen: number;
  readonly letter: Letter;
  readonly exercise: boolean;
  /** Takes the place of an earlier letter of our own that was not delivered. */
  readonly voids?: boolean;
}

export interface PlannedClock {
  readonly clock: ClockKind;
  readonly ordinal: number;
  readonly reading: ClockReading;
  readonly policyId: string;
  readonly policyVersion: number;
  readonly calendarVersion: number;
  readonly standing: 'instrument' | 'agreement' | 'published target' | 'our reminder';
}

export interface DueNotice {
  readonly clock: string;
  readonly policy: string;
  readonly policyVersion: number;
  readonly calendarVersion: number;
  readonly zone: string;
  readonly dueAt: Instant;
}

/** A command for another case, or for this one later; its id is derived, so that carrying out twice is once. */
export type FollowUp =
  | { readonly id: string; readonly kind: 'command'; readonly caseId: string; readonly command: SystemCommand }
  | { readonly id: string; readonly kind: 'open'; readonly caseId: string; readonly from: ChainOrigin }
  | { readonly id: string; readonly kind: 'match'; readonly caseId: string }
  | { readonly id: string; readonly kind: 'erase'; readonly caseId: string };
