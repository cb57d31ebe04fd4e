import { Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { type Result, succeed } from '../../domain/shared/refusal.js';
import { type Case } from '../../domain/tracing/case.js';
import { type Command, type Facts } from '../../domain/tracing/command.js';
import { decide } from '../../domain/tracing/decide.js';
import { type Plan } from '../../domain/tracing/plan.js';
import { Clock } from '../../platform/clock.js';
import { IdSource } from '../../platform/id-source.js';
import { type Tx } from '../../platform/transaction.js';
import { CaseFactsService, versionsOf } from './case-facts.service.js';
import { PlanCarrier } from './plan-carrier.service.js';

export interface Executed {
  readonly kase: Case;
  readonly plan: Plan;
}

/** One decision on one locked case: facts in, plan out, carried out in the caller's transaction. */
@Injectable()
export class CaseDecisions {
  constructor(
    private readonly facts: CaseFactsService,
    private readonly carrier: PlanCarrier,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  async run(
    tx: Tx,
    actor: Actor,
    kase: Case | undefined,
    command: Command,
    newCase?: Facts['newCase'],
  ): Promise<Result<Executed>> {
    const now = this.clock.now();
    const facts: Facts = {
      ...(await this.facts.load(tx, kase, command, now)),
      ...(newCase === undefined ? {} : { newCase }),
    };
    const commandId = this.ids.next();
    const decided = decide(kase, command, facts, { now, actor, commandId, jti: this.ids.next() });
    if (!decided.ok) return decided;
    const plan = decided.value;
    if (plan.events.length > 0 || plan.followUps.length > 0) {
      await this.carrier.carryOut(tx, kase, plan, {
        command,
        meta: { at: now, actor, commandId, facts: versionsOf(facts) },
      });
    }
    return succeed({ kase: plan.next, plan });
  }
}
