import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { Sweeps } from '../../../platform/jobs.js';
import { Transactions } from '../../../platform/transaction.js';
import { WideSearchLedger } from './wide-search-ledger.js';
import { WideSearchRepository } from './wide-search.repository.js';
import { WideSearchRunner } from './wide-search.runner.js';

/** Parts of one search that are looked at before another has its turn. */
const PARTS_OF_A_TURN = 25;
const REMOVED_AT_ONCE = 500;
const HOUR = 3_600_000;

/** What the sweeper takes from the node. */
@Injectable()
export class WideSweepSeams {
  constructor(
    readonly clock: Clock,
    readonly sweeps: Sweeps,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  get everyMs(): number {
    return this.config['markings.wideSweepMs'];
  }
}

/** Takes wide searches on in the worker, and removes those that are past keeping. */
@Injectable()
export class WideSearchSweeper implements OnModuleInit, OnModuleDestroy {
  private stopping = false;

  constructor(
    private readonly runner: WideSearchRunner,
    private readonly searches: WideSearchRepository,
    private readonly ledger: WideSearchLedger,
    private readonly seams: WideSweepSeams,
    private readonly transactions: Transactions,
  ) {}

  onModuleInit(): void {
    const { sweeps, everyMs } = this.seams;
    sweeps.add({ name: 'markings.wide-search', everyMs, run: () => this.takeOn() });
    sweeps.add({ name: 'markings.wide-expiry', everyMs: HOUR, run: () => this.removeExpired() });
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** One turn of one search; answers how many parts were looked at. A failure keeps the lease: the search goes on when it ends. */
  private async takeOn(): Promise<number> {
    const id = await this.transactions.run((tx) => this.runner.claim(tx));
    if (id === undefined) return 0;
    for (let parts = 1; ; parts += 1) {
      const goesOn = await this.transactions.run((tx) => this.runner.look(tx, id));
      if (!goesOn) return parts;
      if (parts < PARTS_OF_A_TURN && !this.stopping) continue;
      await this.transactions.run((tx) => this.runner.release(tx, id));
      return parts;
    }
  }

  private async removeExpired(): Promise<number> {
    return this.transactions.run(async (tx) => {
      const count = await this.searches.removeExpired(tx, this.seams.clock.now(), REMOVED_AT_ONCE);
      if (count > 0) await this.ledger.removed(tx, count);
      return count;
    });
  }
}
