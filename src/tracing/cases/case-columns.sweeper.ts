import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { NO_ID } from '../../domain/shared/ids.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { CaseRepository } from './case.repository.js';
import { WorkSeams } from './work-seams.js';

/** Batches of one run: a node that stops waits no longer than for these. */
const BATCHES = 20;

/**
 * Fills the columns by which cases are listed where a new build derives more of them than the one that wrote the row. Each batch is a
 * transaction of its own and leaves its rows marked, so that it may stop anywhere, run in two processes, and run again.
 */
@Injectable()
export class CaseColumnsSweeper implements OnModuleInit {
  private readonly log = new Logger('cases.columns');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly cases: CaseRepository,
    private readonly transactions: Transactions,
    private readonly seams: WorkSeams,
  ) {}

  onModuleInit(): void {
    this.seams.sweeps.add({
      name: 'cases.columns',
      everyMs: this.config['tracing.columnsSweepMs'],
      run: () => this.renew(),
    });
  }

  private async renew(): Promise<number> {
    let renewed = 0;
    let after: string | undefined = NO_ID;
    for (let batch = 0; batch < BATCHES && after !== undefined; batch += 1) {
      const from: string = after;
      const done = await this.transactions.run((tx) => this.renewBatch(tx, from));
      renewed += done.renewed;
      after = done.last;
    }
    return renewed;
  }

  /** `last` is where the next batch begins; absent: there is no more. A row that cannot be read holds up no other. */
  private async renewBatch(tx: Tx, after: string): Promise<{ readonly renewed: number; readonly last?: string }> {
    const limit = this.config['tracing.columnsBatch'];
    const ids = await this.cases.staleColumns(tx, after, limit);
    let renewed = 0;
    for (const id of ids) {
      try {
        await tx.execute('SAVEPOINT renewed');
        await this.cases.renewColumns(tx, id);
        renewed += 1;
      } catch (error) {
        await tx.execute('ROLLBACK TO SAVEPOINT renewed');
        this.log.error({ case: id, error: error instanceof Error ? error.name : 'unknown' });
      }
    }
    const last = ids.at(-1);
    return { renewed, ...(last === undefined || ids.length < limit ? {} : { last }) };
  }
}
