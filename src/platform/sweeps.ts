import { Injectable, Logger, Optional } from '@nestjs/common';
import { Sweeps, type Sweep } from './jobs.js';
import { SweepRuns } from './sweep-runs.js';

/** The list of sweeps, and their clockwork in the process that works. */
@Injectable()
export class SweepRunner extends Sweeps {
  private readonly log = new Logger('sweeps');
  private readonly sweeps: Sweep[] = [];
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly underWay = new Set<Promise<void>>();
  private running = false;

  /** Without a memory of its runs it sweeps all the same. */
  constructor(@Optional() private readonly runs?: SweepRuns) {
    super();
  }

  override add(sweep: Sweep): void {
    if (this.sweeps.some((one) => one.name === sweep.name)) throw new Error(`two sweeps are called ${sweep.name}`);
    this.sweeps.push(sweep);
    if (this.running) this.plan(sweep);
  }

  override all(): readonly Sweep[] {
    return this.sweeps;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    for (const sweep of this.sweeps) this.plan(sweep);
  }

  /** Waits for the runs that are under way. */
  async stop(): Promise<void> {
    this.running = false;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    await Promise.all(this.underWay);
  }

  /** The next run is planned when this one has ended: a sweep never overlaps itself in one process. */
  private plan(sweep: Sweep): void {
    const timer = setTimeout(() => {
      const run = this.runOnce(sweep).finally(() => {
        this.underWay.delete(run);
        if (this.running) this.plan(sweep);
      });
      this.underWay.add(run);
    }, sweep.everyMs);
    this.timers.set(sweep.name, timer);
  }

  private async runOnce(sweep: Sweep): Promise<void> {
    try {
      const moved = await sweep.run();
      await this.runs?.note(sweep.name, moved);
    } catch (error) {
      this.log.error(
        { sweep: sweep.name, error: error instanceof Error ? error.message : 'unknown' },
        error instanceof Error ? error.stack : undefined,
      );
      // Where the database itself is gone this cannot be written either; the log has said so.
      await this.runs?.note(sweep.name, undefined).catch(() => undefined);
    }
  }
}
