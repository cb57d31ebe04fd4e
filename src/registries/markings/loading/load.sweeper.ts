import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { Sweeps } from '../../../platform/jobs.js';
import { LoadWork } from './load-work.js';
import { LoadingService } from './loading.service.js';

/** Loads whose process died go on; a file that was still being read is gone with its sender. */
@Injectable()
export class LoadSweeper implements OnModuleInit {
  constructor(
    private readonly work: LoadWork,
    private readonly loading: LoadingService,
    private readonly sweeps: Sweeps,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sweeps.add({ name: 'markings.loads', everyMs: this.config['markings.importSweepMs'], run: () => this.run() });
  }

  private async run(): Promise<number> {
    const now = this.clock.now();
    const abandoned = await this.work.transactions.run((tx) => this.work.loads.abandoned(tx, now));
    for (const load of abandoned) {
      if (load.state === 'reading') await this.loading.giveUp(load.id, 'stopped');
      else await this.loading.write(load.id);
    }
    return abandoned.length;
  }
}
