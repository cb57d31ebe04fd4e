import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { HealthService } from '../../../platform/health.service.js';
import { backendOf } from '../../../platform/job-backend.js';
import { Sweeps } from '../../../platform/jobs.js';
import { SweepRuns } from '../../../platform/sweep-runs.js';
import { type QueuesInput } from './queues.view.js';

/** The machine's part: database, queue, sweeps. */
@Injectable()
export class NodeHealth {
  constructor(
    private readonly health: HealthService,
    private readonly sweeps: Sweeps,
    private readonly runs: SweepRuns,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(): Promise<Pick<QueuesInput, 'readiness' | 'sweeps' | 'runs' | 'queue' | 'now'>> {
    return {
      readiness: await this.health.readiness(),
      sweeps: [...this.sweeps.all()].sort((a, b) => (a.name < b.name ? -1 : 1)),
      runs: await this.runs.list(),
      queue: backendOf(this.config),
      now: this.clock.now(),
    };
  }
}
