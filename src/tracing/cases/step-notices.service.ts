import { Injectable } from '@nestjs/common';
import { type ClockKind } from '../../domain/deadlines/clock.js';
import { LADDER } from '../../domain/deadlines/escalation.js';
import { type Case, type StepDone } from '../../domain/tracing/case.js';
import { type Plan } from '../../domain/tracing/plan.js';
import { NoticeRepository } from '../../ledgers/notices/notice.repository.js';
import { type Tx } from '../../platform/transaction.js';
import { IdentityService } from '../../registries/identity/identity.service.js';

/** Tells the roles that a step of a clock rings; of a sealed case only its named persons. */
@Injectable()
export class StepNotices {
  constructor(
    private readonly identity: IdentityService,
    private readonly notices: NoticeRepository,
  ) {}

  async tell(tx: Tx, plan: Plan): Promise<void> {
    for (const event of plan.events) {
      if (event.type === 'deadline step reached') await this.tellStep(tx, plan.next, event.step);
    }
  }

  private async tellStep(tx: Tx, kase: Case, step: StepDone): Promise<void> {
    const { clock, ordinal, percent, dueAt, at, detectedAt } = step;
    const { owningAgencyId, sealed, namedPersonIds } = kase.compartment;
    const found: string[] = [];
    for (const role of LADDER[clock as ClockKind][percent as 50 | 80 | 100 | 150]) {
      found.push(...(await this.identity.holders(tx, role, role === 'head of NPC' ? undefined : owningAgencyId)));
    }
    const personIds = [...new Set(found)].filter(
      (id) => !kase.compartment.conflictPersonIds.includes(id) && (!sealed || namedPersonIds.includes(id)),
    );
    await this.notices.add(tx, {
      cause: `${kase.id} ${clock} ${String(ordinal)} ${String(percent)} ${at}`,
      personIds,
      code: 'clock step reached',
      caseId: kase.id,
      detail: { clock, ordinal, percent, dueAt, at, detectedAt, reference: kase.reference },
      at: detectedAt,
    });
  }
}
