import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../domain/shared/refusal.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { Clock } from '../platform/clock.js';
import { JobBell } from '../platform/jobs.js';
import { Transactions, type Tx } from '../platform/transaction.js';
import { type RetriedKind } from './failed-work.queries.js';

/** One thing that stands still, tried at once because a person says so; its schedule goes on from there. */
@Injectable()
export class FailedWorkService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly bell: JobBell,
  ) {}

  /** `not-found`: it is done meanwhile, or under way this very moment. */
  async retry(actor: PersonActor, kind: RetriedKind, id: string): Promise<Result<void>> {
    const at = this.clock.now();
    return this.transactions.run(async (tx) => {
      const [row] = await tx.query<{ case_id: string | null; attempts: number }>(HURRY[kind], [id, at]);
      if (row === undefined) return refuse('not-found');
      await this.audit.append(tx, {
        at,
        act: 'exchange.retried-one',
        actor: { kind: actor.kind, id: actor.id },
        ...(row.case_id === null ? {} : { caseId: row.case_id }),
        data: { kind, id, attempts: row.attempts },
      });
      this.ringAfter(tx, kind, id);
      return succeed(undefined);
    });
  }

  private ringAfter(tx: Tx, kind: RetriedKind, id: string): void {
    tx.afterCommit(() =>
      kind === 'follow-up'
        ? this.bell.ring('followup.execute', { followUpId: id })
        : this.bell.ring('outbox.dispatch', { outboxId: id }),
    );
  }
}

const FREE = "state = 'waiting' AND attempts > 0 AND (lease_until IS NULL OR lease_until <= $2)";
const HURRY = {
  'letter': `UPDATE outbox SET next_at = least(next_at, $2) WHERE id = $1 AND kind = 'message' AND ${FREE} RETURNING case_id, attempts`,
  'receipt': `UPDATE outbox SET next_at = least(next_at, $2) WHERE id = $1 AND kind = 'receipt' AND ${FREE} RETURNING case_id, attempts`,
  'follow-up': `UPDATE follow_up SET next_at = least(next_at, $2) WHERE id = $1 AND ${FREE} RETURNING case_id, attempts`,
} as const satisfies Record<RetriedKind, string>;
