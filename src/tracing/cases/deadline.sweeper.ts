import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DeadlineRepository, type DueStep } from '../../ledgers/deadlines/deadline.repository.js';
import { msBetween } from '../../domain/shared/instant.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions } from '../../platform/transaction.js';
import { TracingService } from '../tracing.service.js';
import { StepNotices } from './step-notices.service.js';
import { WorkSeams } from './work-seams.js';

/**
 * Postgres remembers every clock; the queue only rings for the next window. A sweep finds every due step again, so that a lost queue delays a
 * step by one sweep interval at most, and never doubles it: the law voids a step that was done, or whose clock has moved.
 */
@Injectable()
export class DeadlineSweeper implements OnModuleInit {
  private readonly log = new Logger('deadlines');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly deadlines: DeadlineRepository,
    private readonly tracing: TracingService,
    private readonly transactions: Transactions,
    private readonly notices: StepNotices,
    private readonly seams: WorkSeams,
  ) {}

  onModuleInit(): void {
    this.seams.handlers.on('deadline.fire', async ({ deadlineId }) => {
      const step = await this.transactions.run((tx) => this.deadlines.claimOne(tx, deadlineId, this.lease()));
      if (step !== undefined) await this.fire(step);
    });
    this.seams.sweeps.add({
      name: 'deadlines.due',
      everyMs: this.config['deadlines.sweepMs'],
      run: () => this.sweepDue(),
    });
    this.seams.sweeps.add({
      name: 'deadlines.ring',
      everyMs: this.config['deadlines.ringMs'],
      run: () => this.ringNextWindow(),
    });
  }

  private async sweepDue(): Promise<number> {
    const due = await this.transactions.run((tx) =>
      this.deadlines.claimDue(tx, { ...this.lease(), limit: this.config['deadlines.batch'] }),
    );
    let fired = 0;
    for (const step of due) if (await this.fire(step)) fired += 1;
    return fired;
  }

  private lease(): { now: string; leaseMs: number } {
    return { now: this.seams.clock.now(), leaseMs: this.config['deadlines.leaseMs'] };
  }

  /** The command and the mark that it is done stand or fall together; one bad case holds up no other. */
  private async fire(step: DueStep): Promise<boolean> {
    try {
      await this.transactions.run(async (tx) => {
        const command = {
          type: 'reach deadline',
          clock: step.clock,
          ordinal: step.ordinal,
          percent: step.percent,
          stepAt: step.at,
        } as const;
        const done = await this.tracing.executeSystem(tx, step.caseId, command, 'deadlines.sweeper');
        if (done.ok) await this.notices.tell(tx, done.value.plan);
        await this.deadlines.stepDone(tx, step.id, step.percent, step.at);
      });
      return true;
    } catch (error) {
      this.log.error({
        deadline: step.id,
        attempts: step.attempts,
        error: error instanceof Error ? error.message : 'unknown',
      });
      return false;
    }
  }

  /** Rings what is due soon; answers 0, since nothing in Postgres has moved. */
  private async ringNextWindow(): Promise<number> {
    const now = this.seams.clock.now();
    const rings = await this.transactions.run((tx) =>
      this.deadlines.nextWindow(tx, now, this.config['deadlines.ringMs'] * 2),
    );
    for (const { id, at } of rings)
      await this.seams.bell.ring('deadline.fire', { deadlineId: id }, { delayMs: Math.max(0, msBetween(now, at)) });
    return 0;
  }
}
