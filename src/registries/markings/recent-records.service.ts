import { Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { succeed, type Result } from '../../domain/shared/refusal.js';
import { Transactions } from '../../platform/transaction.js';
import { RecentRecordsQueries, type RecentRecord } from './recent-records.queries.js';

export { type RecentRecord } from './recent-records.queries.js';

const SHOWN = 20;

/** Where a registrar goes on. The caller's route writes the entry of the ledger. */
@Injectable()
export class RecentRecordsService {
  constructor(
    private readonly queries: RecentRecordsQueries,
    private readonly transactions: Transactions,
  ) {}

  async list(actor: PersonActor): Promise<Result<readonly RecentRecord[]>> {
    const allowed = may(actor, 'firearms.register');
    if (!allowed.yes) return refusalOf(allowed);
    return succeed(await this.transactions.run((tx) => this.queries.by(tx, actor.id, SHOWN)));
  }
}
