import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config.js';
import { JobHandlers, Sweeps } from '../../platform/jobs.js';
import { AuditSequencer } from './audit-sequencer.service.js';
import { AuditQueries } from './audit.queries.js';
import { AuditRepository } from './audit.repository.js';
import { BundleQueries } from './bundle.queries.js';
import { LedgerKeys } from './ledger-keys.service.js';
import { LedgerStateQueries } from './ledger-state.queries.js';
import { LooksQueries } from './looks.queries.js';
import { TreeQueries } from './tree.queries.js';
import { TreeRepository } from './tree.repository.js';

@Module({
  providers: [
    AuditRepository,
    TreeRepository,
    LedgerKeys,
    AuditSequencer,
    AuditQueries,
    TreeQueries,
    BundleQueries,
    LedgerStateQueries,
    LooksQueries,
  ],
  exports: [AuditRepository, AuditQueries, TreeQueries, BundleQueries, LedgerStateQueries, LooksQueries],
})
export class AuditModule implements OnModuleInit {
  constructor(
    private readonly sequencer: AuditSequencer,
    private readonly sweeps: Sweeps,
    private readonly handlers: JobHandlers,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.sweeps.add({
      name: 'audit.sequencer',
      everyMs: this.config['audit.sequenceMs'],
      run: () => this.sequencer.run(),
    });
    this.handlers.on('audit.sequence', async () => {
      await this.sequencer.run();
    });
  }
}
