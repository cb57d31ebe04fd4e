import { Module } from '@nestjs/common';
import { AuditModule } from '../ledgers/audit/audit.module.js';
import { CaseLedgerService } from './ledger/case-ledger.service.js';
import { TracingModule } from '../tracing/tracing.module.js';
import { HistoriesController } from './histories/histories.controller.js';
import { HistoryReadingService } from './histories/history-reading.service.js';
import { HistorySamplesRepository } from './histories/history-samples.repository.js';
import { HistorySamplesService } from './histories/history-samples.service.js';
import { LedgerBundlesController } from './ledger/ledger-bundles.controller.js';
import { LedgerCheckService } from './ledger/ledger-check.service.js';
import { LedgerProofService } from './ledger/ledger-proof.service.js';
import { LedgerReadingService } from './ledger/ledger-reading.service.js';
import { LedgerWriting } from './ledger/ledger-writing.service.js';
import { DirectoryModule } from '../registries/directory/directory.module.js';
import { LooksController } from './looks/looks.controller.js';
import { LooksService } from './looks/looks.service.js';
import { UnusualUse } from './looks/unusual-use.service.js';
import { LedgerController } from './ledger/ledger.controller.js';

@Module({
  imports: [AuditModule, DirectoryModule, TracingModule],
  controllers: [LedgerController, LedgerBundlesController, HistoriesController, LooksController],
  providers: [
    CaseLedgerService,
    LedgerReadingService,
    LedgerProofService,
    LedgerCheckService,
    LedgerWriting,
    HistoryReadingService,
    HistorySamplesRepository,
    HistorySamplesService,
    LooksService,
    UnusualUse,
  ],
  exports: [
    CaseLedgerService,
    LedgerReadingService,
    LedgerProofService,
    LedgerCheckService,
    HistoryReadingService,
    HistorySamplesService,
    LooksService,
  ],
})
export class ReportingModule {}
