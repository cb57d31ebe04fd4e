import { Injectable } from '@nestjs/common';
import { type ClockKind, type ClockReading, type StepPercent } from '../../domain/deadlines/clock.js';
import { nextStep } from '../../domain/deadlines/escalation.js';
import { derivedId } from '../../domain/shared/ids.js';
import { addMs, instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';
import {
  deadlineOf,
  type Deadline,
  type DeadlinePlan,
  type DeadlineRow,
  type DueStep,
  type Ring,
} from './deadline-row.js';

export { type Deadline, type DeadlinePlan, type DueStep, type Ring } from './deadline-row.js';

/** The row of a clock: the same in every reading of the same case. */
export function deadlineId(caseId: string, clock: ClockKind, ordinal: number): string {
  return derivedId(caseId, clock, String(ordinal));
}

@Injectable()
export class DeadlineRepository {
  /**
   * Makes the rows of a case equal its plans, under the case's own lock. A clock that no plan names is cancelled. A step that was rung stays
   * rung, unless its time has moved into the future since: then it is rung again. Answers the next ring of each running clock.
   */
  async reconcile(tx: Tx, caseId: string, plans: readonly DeadlinePlan[], now: Instant): Promise<readonly Ring[]> {
    const before = new Map((await this.lock(tx, caseId)).map((row) => [row.id, row]));
    const wanted = plans.map((plan) => {
      const id = deadlineId(caseId, plan.clock, plan.ordinal);
      return { id, caseId, plan, stepsDone: stillDone(before.get(id)?.stepsDone ?? [], plan.reading, now) };
    });
    if (wanted.length > 0) await tx.execute(UPSERT, [JSON.stringify(wanted.map(columnsOf))]);
    const kept = wanted.map((row) => row.id);
    await tx.execute(CANCEL_OTHERS, [caseId, kept, now]);
    return wanted.flatMap(({ id, plan, stepsDone }) => {
      const next = nextStep(plan.reading, stepsDone);
      return next === undefined ? [] : [{ id, at: next.at }];
    });
  }

  /** Takes due steps by lease, the longest due first. Two sweeps never take the same one; after `leaseMs` an unfinished one is taken again. */
  async claimDue(
    tx: Tx,
    { now, limit, leaseMs }: { now: Instant; limit: number; leaseMs: number },
  ): Promise<readonly DueStep[]> {
    return (await tx.query<DeadlineRow>(CLAIM, [now, addMs(now, leaseMs), limit])).map(dueOf);
  }

  /** Takes one step by lease, as its bell names it; undefined where it is not due, or held by another. */
  async claimOne(
    tx: Tx,
    id: string,
    { now, leaseMs }: { now: Instant; leaseMs: number },
  ): Promise<DueStep | undefined> {
    const [row] = await tx.query<DeadlineRow>(CLAIM_ONE, [now, addMs(now, leaseMs), id]);
    return row === undefined ? undefined : dueOf(row);
  }

  /**
   * Records that a claimed step was rung, in the transaction of its effects; the row's next step takes its place. False where it was rung
   * before, and where the clock has moved since the claim (a pause, an extension): the step that stands there now is still to be rung.
   */
  async stepDone(tx: Tx, id: string, percent: StepPercent, at?: Instant): Promise<boolean> {
    const [row] = await tx.query<DeadlineRow>('SELECT * FROM deadline WHERE id = $1 FOR UPDATE', [id]);
    if (row === undefined || row.lease_until === null || row.next_at === null || row.next_step !== percent)
      return false;
    if (at !== undefined && instantOf(row.next_at) !== at) return false;
    const { reading, stepsDone } = deadlineOf(row);
    const done = [...stepsDone, percent];
    const next = nextStep(reading, done);
    await tx.execute(STEP_DONE, [id, done, next?.at ?? null, next?.percent ?? null]);
    return true;
  }

  /** Gives a step up until `at`, where its effects failed; sooner than its lease would. */
  async release(tx: Tx, id: string, at: Instant): Promise<void> {
    await tx.execute('UPDATE deadline SET lease_until = $2 WHERE id = $1', [id, at]);
  }

  /** What is due until the end of the window and held by nobody: all that the queue needs to hold. */
  async nextWindow(tx: Tx, now: Instant, windowMs: number, limit = 10_000): Promise<readonly Ring[]> {
    const rows = await tx.query<{ id: string; next_at: Date }>(WINDOW, [now, addMs(now, windowMs), limit]);
    return rows.map((row) => ({ id: row.id, at: instantOf(row.next_at) }));
  }

  /** The clocks of a case, in the order in which they began. */
  async ofCase(tx: Tx, caseId: string): Promise<readonly Deadline[]> {
    return (await tx.query<DeadlineRow>(`${OF_CASE} ORDER BY started_at NULLS LAST, clock, ordinal`, [caseId])).map(
      deadlineOf,
    );
  }

  private async lock(tx: Tx, caseId: string): Promise<readonly Deadline[]> {
    return (await tx.query<DeadlineRow>(`${OF_CASE} ORDER BY id FOR UPDATE`, [caseId])).map(deadlineOf);
  }
}

const OF_CASE = 'SELECT * FROM deadline WHERE case_id = $1';

/** A changed row is free at once: its lease was for a step that may no longer be due. */
const UPSERT = `
INSERT INTO deadline AS d (id, case_id, clock, ordinal, policy_id, policy_version, calendar_version, standing, state, started_at, due_at, ended_at,
                           breached, steps, steps_done, next_at, next_step, lease_until, attempts)
SELECT id, case_id, clock, ordinal, policy_id, policy_version, calendar_version, standing, state, started_at, due_at, ended_at,
       breached, steps, ARRAY(SELECT jsonb_array_elements_text(steps_done)::smallint), next_at, next_step, NULL, 0
FROM jsonb_to_recordset($1::jsonb) AS p (
  id uuid, case_id uuid, clock text, ordinal integer, policy_id text, policy_version integer, calendar_version integer, standing text, state text,
  started_at timestamptz, due_at timestamptz, ended_at timestamptz, breached boolean, steps jsonb, steps_done jsonb, next_at timestamptz, next_step smallint)
ON CONFLICT (id) DO UPDATE SET
  policy_id = excluded.policy_id, policy_version = excluded.policy_version, calendar_version = excluded.calendar_version, standing = excluded.standing,
  state = excluded.state, started_at = excluded.started_at, due_at = excluded.due_at, ended_at = excluded.ended_at, breached = excluded.breached,
  steps = excluded.steps, steps_done = excluded.steps_done, next_at = excluded.next_at, next_step = excluded.next_step,
  lease_until = CASE WHEN d.next_at = excluded.next_at AND d.next_step = excluded.next_step THEN d.lease_until END,
  attempts = CASE WHEN d.next_at = excluded.next_at AND d.next_step = excluded.next_step THEN d.attempts ELSE 0 END
WHERE (d.policy_id, d.policy_version, d.calendar_version, d.standing, d.state, d.started_at, d.due_at, d.ended_at, d.breached, d.steps, d.steps_done)
  IS DISTINCT FROM (excluded.policy_id, excluded.policy_version, excluded.calendar_version, excluded.standing, excluded.state, excluded.started_at,
                    excluded.due_at, excluded.ended_at, excluded.breached, excluded.steps, excluded.steps_done)`;

const CANCEL_OTHERS = `
UPDATE deadline SET state = 'cancelled', ended_at = $3, next_at = NULL, next_step = NULL, lease_until = NULL
WHERE case_id = $1 AND NOT (id = ANY ($2::uuid[])) AND state NOT IN ('met', 'cancelled')`;

const CLAIM = `
WITH due AS (
  SELECT id FROM deadline
  WHERE next_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
  ORDER BY next_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
), taken AS (
  UPDATE deadline d SET lease_until = $2, attempts = d.attempts + 1 FROM due WHERE d.id = due.id RETURNING d.*
)
SELECT * FROM taken ORDER BY next_at, id`;

const CLAIM_ONE = `
UPDATE deadline SET lease_until = $2, attempts = attempts + 1
WHERE id = $3 AND next_at <= $1 AND (lease_until IS NULL OR lease_until <= $1) RETURNING *`;

const STEP_DONE = `
UPDATE deadline SET steps_done = $2, next_at = $3, next_step = $4, lease_until = NULL, attempts = 0 WHERE id = $1`;

const WINDOW = `
SELECT id, next_at FROM deadline WHERE next_at <= $2 AND (lease_until IS NULL OR lease_until <= $1) ORDER BY next_at, id LIMIT $3`;

function stillDone(done: readonly StepPercent[], reading: ClockReading, now: Instant): readonly StepPercent[] {
  return done.filter((percent) => {
    const step = reading.steps.find((one) => one.percent === percent);
    return step === undefined || step.at <= now;
  });
}

function columnsOf({
  id,
  caseId,
  plan,
  stepsDone,
}: {
  id: string;
  caseId: string;
  plan: DeadlinePlan;
  stepsDone: readonly StepPercent[];
}): Record<string, unknown> {
  const { reading } = plan;
  const next = nextStep(reading, stepsDone);
  return {
    id,
    case_id: caseId,
    clock: plan.clock,
    ordinal: plan.ordinal,
    policy_id: plan.policyId,
    policy_version: plan.policyVersion,
    calendar_version: plan.calendarVersion,
    standing: plan.standing,
    state: reading.state,
    started_at: reading.startedAt,
    due_at: reading.dueAt,
    ended_at: reading.endedAt,
    breached: reading.breached,
    steps: reading.steps,
    steps_done: stepsDone,
    next_at: next?.at,
    next_step: next?.percent,
  };
}

function dueOf(row: DeadlineRow): DueStep {
  if (row.next_at === null || row.next_step === null) throw new Error('a claimed deadline has a next step');
  return {
    id: row.id,
    caseId: row.case_id,
    clock: row.clock,
    ordinal: row.ordinal,
    percent: row.next_step,
    at: instantOf(row.next_at),
    standing: row.standing,
    attempts: row.attempts,
  };
}
