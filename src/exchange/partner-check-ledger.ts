import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../domain/shared/actor.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { Clock } from '../platform/clock.js';
import { IdSource } from '../platform/id-source.js';
import { Transactions } from '../platform/transaction.js';
import { PartnerCheckRepository, type NewPartnerCheck } from './partner-check.repository.js';
import { type PartnerCheck } from './partner-state.queries.js';

type Outcome = Omit<NewPartnerCheck, 'id' | 'partner' | 'at' | 'by' | 'versions'> & {
  readonly versions?: readonly number[];
};

/** Keeps the result of a check with its entry. */
@Injectable()
export class PartnerCheckLedger {
  constructor(
    private readonly transactions: Transactions,
    private readonly checks: PartnerCheckRepository,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async keep(actor: PersonActor, partner: string, { versions = [], ...outcome }: Outcome): Promise<PartnerCheck> {
    const at = this.clock.now();
    await this.transactions.run(async (tx) => {
      await this.checks.add(tx, { ...outcome, versions, id: this.ids.next(), partner, at, by: actor.id });
      await this.audit.append(tx, {
        at,
        act: 'exchange.partner-checked',
        actor: { kind: actor.kind, id: actor.id },
        data: { partner, result: outcome.result, ...(outcome.error === undefined ? {} : { error: outcome.error }) },
      });
    });
    return { at, ...outcome };
  }
}
