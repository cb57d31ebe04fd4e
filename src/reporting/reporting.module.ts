import { Module } from '@nestjs/common';
import { AuditModule } from '../ledgers/audit/audit.module.js';
import { LedgerBundlesController } from './ledger/ledger-bundles.controller.js';
import { LedgerProofService } from './ledger/ledger-proof.service.js';
import { LedgerReadingService } from './ledger/ledger-reading.service.js';
import { LedgerController } from './ledger/ledger.controller.js';

@Module({
  imports: [AuditModule],
  controllers: [LedgerController, LedgerBundlesController],
  providers: [LedgerReadingService, LedgerProofService],
})
export class ReportingModule {}
