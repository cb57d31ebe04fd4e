import { Injectable } from '@nestjs/common';
import { type Compartment } from '../../domain/access/policy.js';
import { type Instant } from '../../domain/shared/instant.js';
import { type Refusal } from '../../domain/shared/refusal.js';
import { purgeRefusal } from '../../domain/tracing/decide-keeping.js';
import { Transactions } from '../../platform/transaction.js';
import { CaseRepository } from './case.repository.js';
import { HistoriesQueries, type HistoryLine } from './histories.queries.js';

export interface PurgeLine extends HistoryLine {
  readonly version: number;
  /** Why it can not be erased yet. */
  readonly refusal?: Refusal;
}

/** Cases that are over and whose retention has ended, those that ended first first. */
@Injectable()
export class PurgeQueueQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly histories: HistoriesQueries,
    private readonly cases: CaseRepository,
  ) {}

  async list(compartment: Compartment, changedBefore: Instant, limit: number): Promise<readonly PurgeLine[]> {
    const rows = await this.transactions.read<{ id: string }>(
      "SELECT id FROM trace_case WHERE state IN ('closed', 'withdrawn', 'void') AND changed_at < $1 ORDER BY changed_at, id LIMIT $2",
      [changedBefore, limit],
    );
    const lines = await this.histories.listByIds(
      compartment,
      rows.map(({ id }) => id),
    );
    const found: PurgeLine[] = [];
    for (const { id } of rows) {
      const line = lines.get(id);
      const kase = (await this.transactions.run((tx) => this.cases.find(tx, id)))?.kase;
      if (line === undefined || kase === undefined) continue;
      const refusal = purgeRefusal(kase);
      found.push({ ...line, version: kase.version, ...(refusal === undefined ? {} : { refusal }) });
    }
    return found;
  }
}
