import { Module } from '@nestjs/common';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { DataSubjectsModule } from '../../registries/data-subjects/data-subjects.module.js';
import { ReportingModule } from '../../reporting/reporting.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { HistoriesPage } from './histories/histories.page.js';
import { HistoryPage } from './histories/history.page.js';
import { SamplePage } from './histories/sample.page.js';
import { LedgerEntryPage } from './ledger/ledger-entry.page.js';
import { LedgerFilesPage } from './ledger/ledger-files.page.js';
import { LedgerPage } from './ledger/ledger.page.js';
import { LookReportPage } from './looks/look-report.page.js';
import { LooksPage } from './looks/looks.page.js';
import { VerificationPage } from './ledger/verification.page.js';

import { PurgesPage } from './subjects/purges.page.js';
import { SubjectFrame } from './subjects/subject-frame.service.js';
import { SubjectPage } from './subjects/subject.page.js';
import { SubjectsPage } from './subjects/subjects.page.js';

/** The auditor and the data protection officer. */
@Module({
  imports: [DataSubjectsModule, IdentityModule, ReportingModule, TracingModule],
  controllers: [
    LedgerPage,
    LedgerFilesPage,
    VerificationPage,
    LedgerEntryPage,
    HistoriesPage,
    SamplePage,
    HistoryPage,
    LooksPage,
    LookReportPage,
    SubjectsPage,
    SubjectPage,
    PurgesPage,
  ],
  providers: [SubjectFrame],
})
export class AuditingPagesModule {}
