import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type FollowUp } from '../../domain/tracing/plan.js';
import { addMs } from '../../domain/shared/instant.js';
import { FollowUpRepository, type FollowUp as StoredFollowUp } from '../../ledgers/outbox/follow-up.repository.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions } from '../../platform/transaction.js';
import { FollowUpWork } from './follow-up-work.service.js';
import { WorkSeams } from './work-seams.js';

/** Executes what a plan left for another case, each once, in a transaction of its own. */
@Injectable()
export class FollowUpRunner implements OnModuleInit {
  private readonly log = new Logger('follow-ups');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly work: FollowUpWork,
    private readonly followUps: FollowUpRepository,
    private readonly transactions: Transactions,
    private readonly seams: WorkSeams,
  ) {}

  onModuleInit(): void {
    this.seams.handlers.on('followup.execute', async ({ followUpId }) => {
      const claimed = await this.transactions.run((tx) => this.followUps.claimOne(tx, followUpId, this.lease()));
      if (claimed !== undefined) await this.executeOne(claimed);
    });
    this.seams.sweeps.add({
      name: 'tracing.follow-ups',
      everyMs: this.config['tracing.followUpSweepMs'],
      run: () => this.sweep(),
    });
  }

  private async sweep(): Promise<number> {
    const claimed = await this.transactions.run((tx) =>
      this.followUps.claim(tx, { ...this.lease(), limit: this.config['tracing.followUpBatch'] }),
    );
    let done = 0;
    for (const one of claimed) if (await this.executeOne(one)) done += 1;
    return done;
  }

  private lease(): { now: string; leaseMs: number } {
    return { now: this.seams.clock.now(), leaseMs: this.config['tracing.leaseMs'] };
  }

  /** The command and the mark that it is done stand or fall together; one that fails waits and holds up no other. */
  private async executeOne(stored: StoredFollowUp): Promise<boolean> {
    try {
      await this.transactions.run(async (tx) => {
        if (await this.followUps.done(tx, stored.id, this.seams.clock.now()))
          await this.work.carryOut(tx, stored.command as unknown as FollowUp);
      });
      return true;
    } catch (error) {
      const attempts = stored.attempts + 1;
      const nextAt = addMs(
        this.seams.clock.now(),
        Math.min(this.config['tracing.retryMaxMs'], this.config['tracing.retryMs'] * 2 ** Math.min(attempts, 16)),
      );
      await this.transactions.run((tx) =>
        this.followUps.failed(tx, stored.id, {
          attempts,
          nextAt,
          error: error instanceof Error ? error.name : 'unknown',
        }),
      );
      this.log.error({ followUp: stored.id, attempts, error: error instanceof Error ? error.message : 'unknown' });
      return false;
    }
  }
}
