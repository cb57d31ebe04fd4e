import { type ClockKind, type ClockReading, type ClockStep, type StepPercent } from '../../domain/deadlines/clock.js';
import { type ClockPolicy } from '../../domain/deadlines/presets.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';

/** What a plan asks of one clock: its reading, and the versions it was read by. */
export interface DeadlinePlan {
  readonly clock: ClockKind;
  /** The round of this wait in its case, from 1. */
  readonly ordinal: number;
  readonly reading: ClockReading;
  readonly policyId: string;
  readonly policyVersion: number;
  readonly calendarVersion: number;
  readonly standing: ClockPolicy['standing'];
}

/** A clock of a case as the table has it. */
export interface Deadline extends DeadlinePlan {
  readonly id: string;
  readonly caseId: string;
  readonly stepsDone: readonly StepPercent[];
  readonly next?: ClockStep;
}

/** A due step, held by a lease. */
export interface DueStep {
  readonly id: string;
  readonly caseId: string;
  readonly clock: ClockKind;
  readonly ordinal: number;
  readonly percent: StepPercent;
  /** When the step was due, however late it is found. */
  readonly at: Instant;
  readonly standing: ClockPolicy['standing'];
  /** How often the row has been claimed since its last step was done, this time included. */
  readonly attempts: number;
}

export interface Ring {
  readonly id: string;
  readonly at: Instant;
}

export interface DeadlineRow {
  readonly id: string;
  readonly case_id: string;
  readonly clock: ClockKind;
  readonly ordinal: number;
  readonly policy_id: string;
  readonly policy_version: number;
  readonly calendar_version: number;
  readonly standing: ClockPolicy['standing'];
  readonly state: ClockReading['state'];
  readonly started_at: Date | null;
  readonly due_at: Date | null;
  readonly ended_at: Date | null;
  readonly breached: boolean;
  readonly steps: readonly ClockStep[];
  readonly steps_done: readonly StepPercent[];
  readonly next_at: Date | null;
  readonly next_step: StepPercent | null;
  readonly lease_until: Date | null;
  readonly attempts: number;
}

export function deadlineOf(row: DeadlineRow): Deadline {
  return {
    id: row.id,
    caseId: row.case_id,
    clock: row.clock,
    ordinal: row.ordinal,
    policyId: row.policy_id,
    policyVersion: row.policy_version,
    calendarVersion: row.calendar_version,
    standing: row.standing,
    stepsDone: row.steps_done,
    ...(row.next_at === null || row.next_step === null
      ? {}
      : { next: { percent: row.next_step, at: instantOf(row.next_at) } }),
    reading: {
      state: row.state,
      ...(row.started_at === null ? {} : { startedAt: instantOf(row.started_at) }),
      ...(row.due_at === null ? {} : { dueAt: instantOf(row.due_at) }),
      ...(row.ended_at === null ? {} : { endedAt: instantOf(row.ended_at) }),
      breached: row.breached,
      steps: row.steps,
    },
  };
}
