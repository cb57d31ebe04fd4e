import { Injectable } from '@nestjs/common';
import { type Case } from '../../domain/tracing/case.js';
import { type Command } from '../../domain/tracing/command.js';
import { type OutgoingLetter, type Plan } from '../../domain/tracing/plan.js';
import { type Json } from '../../domain/shared/canonical.js';
import { type Instant } from '../../domain/shared/instant.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { DeadlineRepository } from '../../ledgers/deadlines/deadline.repository.js';
import { FollowUpRepository } from '../../ledgers/outbox/follow-up.repository.js';
import { OutboxRepository } from '../../ledgers/outbox/outbox.repository.js';
import { JobBell } from '../../platform/jobs.js';
import { type Tx } from '../../platform/transaction.js';
import { auditOf } from './case-audit.js';
import { CaseRepository, type EventMeta } from './case.repository.js';

/** Carries a plan out: case and events, clocks, outbox, follow-ups and ledger in the one transaction; bells after it. */
@Injectable()
export class PlanCarrier {
  constructor(
    private readonly cases: CaseRepository,
    private readonly deadlines: DeadlineRepository,
    private readonly outbox: OutboxRepository,
    private readonly followUps: FollowUpRepository,
    private readonly audit: AuditRepository,
    private readonly bell: JobBell,
  ) {}

  async carryOut(
    tx: Tx,
    before: Case | undefined,
    plan: Plan,
    { command, meta }: { readonly command: Command; readonly meta: EventMeta },
  ): Promise<void> {
    const { next } = plan;
    await this.cases.save(tx, before?.version ?? 0, next, plan.events, meta);
    await this.deadlines.reconcile(tx, next.id, plan.deadlines, meta.at);
    for (const message of plan.messages) await this.post(tx, next, message, meta.at);
    for (const followUp of plan.followUps) {
      await this.followUps.add(tx, {
        id: followUp.id,
        caseId: followUp.caseId,
        command: followUp as unknown as Json,
        at: meta.at,
      });
      tx.afterCommit(() => this.bell.ring('followup.execute', { followUpId: followUp.id }));
    }
    await this.audit.append(tx, auditOf(plan, command, meta.actor, meta.at));
  }

  private async post(tx: Tx, kase: Case, message: OutgoingLetter, at: Instant): Promise<void> {
    const { jti, thread, partner, direction, seq, seen, letter, exercise, voids } = message;
    const place = { id: jti, caseId: kase.id, partner, seen, exercise, at };
    if (voids === true && letter.kind === 'VOID')
      await this.outbox.replaceByVoid(tx, { thread, direction, seq, void: { ...place, letter } });
    else await this.outbox.addMessage(tx, { ...place, thread, direction, seq, letter });
    tx.afterCommit(() => this.bell.ring('outbox.dispatch', { outboxId: jti }));
  }
}
