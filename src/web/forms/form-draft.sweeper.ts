import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { addMs } from '../../domain/shared/instant.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Sweeps } from '../../platform/jobs.js';
import { Transactions } from '../../platform/transaction.js';
import { FormDraftRepository } from './form-draft.repository.js';

const HOUR_MS = 3_600_000;

/** Forms that nobody came back to are dropped. */
@Injectable()
export class FormDraftSweeper implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly drafts: FormDraftRepository,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sweeps.add({ name: 'web drafts', everyMs: this.config['web.draftSweepMs'], run: () => this.run() });
  }

  private async run(): Promise<number> {
    const before = addMs(this.clock.now(), -this.config['web.draftHours'] * HOUR_MS);
    return this.transactions.run((tx) => this.drafts.dropOlderThan(tx, before));
  }
}
