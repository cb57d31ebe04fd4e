import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../domain/shared/actor.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { Clock } from '../platform/clock.js';
import { JobBell } from '../platform/jobs.js';
import { Transactions } from '../platform/transaction.js';
import { PartnerCheckRepository } from './partner-check.repository.js';

/** Bells of one call; the sweep finds whatever else is due. */
const RINGS_MAX = 100;

/** A person knows that the partner is back: what waits for it is due now, and the schedule goes on from there. */
@Injectable()
export class RetryNowService {
  constructor(
    private readonly transactions: Transactions,
    private readonly checks: PartnerCheckRepository,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly bell: JobBell,
  ) {}

  /** Answers how many deliveries are tried now instead of later. */
  async retry(actor: PersonActor, partner: string): Promise<number> {
    const at = this.clock.now();
    return this.transactions.run(async (tx) => {
      const ids = await this.checks.hurry(tx, partner, at);
      await this.audit.append(tx, {
        at,
        act: 'exchange.retried-now',
        actor: { kind: actor.kind, id: actor.id },
        data: { partner, count: ids.length },
      });
      for (const outboxId of ids.slice(0, RINGS_MAX))
        tx.afterCommit(() => this.bell.ring('outbox.dispatch', { outboxId }));
      return ids.length;
    });
  }
}
