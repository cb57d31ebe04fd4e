import { Module } from '@nestjs/common';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { ReportingModule } from '../../reporting/reporting.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { LedgerEntryPage } from './ledger/ledger-entry.page.js';
import { LedgerFilesPage } from './ledger/ledger-files.page.js';
import { LedgerPage } from './ledger/ledger.page.js';
import { VerificationPage } from './ledger/verification.page.js';

/** The auditor and the data protection officer. */
@Module({
  imports: [IdentityModule, ReportingModule, TracingModule],
  controllers: [LedgerPage, LedgerFilesPage, VerificationPage, LedgerEntryPage],
})
export class AuditingPagesModule {}
