import { Module } from '@nestjs/common';
import { AuditModule } from '../ledgers/audit/audit.module.js';
import { DeadlinesModule } from '../ledgers/deadlines/deadlines.module.js';
import { NoticeLedgerModule } from '../ledgers/notices/notice-ledger.module.js';
import { OutboxModule } from '../ledgers/outbox/outbox.module.js';
import { DataSubjectsModule } from '../registries/data-subjects/data-subjects.module.js';
import { DirectoryModule } from '../registries/directory/directory.module.js';
import { IdentityModule } from '../registries/identity/identity.module.js';
import { MarkingsModule } from '../registries/markings/markings.module.js';
import { ReferenceModule } from '../registries/reference/reference.module.js';
import { ApprovalsQueries } from './cases/approvals.queries.js';
import { ApprovalsService } from './cases/approvals.service.js';
import { AssignmentsService } from './cases/assignments.service.js';
import { CaseActs } from './cases/case-acts.service.js';
import { ApprovalsController, CaseAnsweringController } from './cases/case-answering.controller.js';
import { CaseAnswering } from './cases/case-answering.service.js';
import { CaseColumnsSweeper } from './cases/case-columns.sweeper.js';
import { CaseDecisions } from './cases/case-decisions.service.js';
import { CaseDraftsController } from './cases/case-drafts.controller.js';
import { CaseFactsService } from './cases/case-facts.service.js';
import { CaseForesight } from './cases/case-foresight.service.js';
import { CaseKeepingController } from './cases/case-keeping.controller.js';
import { CaseLettersController } from './cases/case-letters.controller.js';
import { CaseMatching } from './cases/case-matching.service.js';
import { CaseProposals } from './cases/case-proposal.service.js';
import { CaseReader } from './cases/case-reader.service.js';
import { CaseReadingLedger } from './cases/case-reading-ledger.service.js';
import { CaseReadingService } from './cases/case-reading.service.js';
import { CaseRecordsService } from './cases/case-records.service.js';
import { CaseRepository } from './cases/case.repository.js';
import { CaseSearchService } from './cases/case-search.service.js';
import { CaseSealsService } from './cases/case-seals.service.js';
import { CaseTrailService } from './cases/case-trail.service.js';
import { CasesController } from './cases/cases.controller.js';
import { CasesQueries } from './cases/cases.queries.js';
import { DeadlineSweeper } from './cases/deadline.sweeper.js';
import { FollowUpRunner } from './cases/follow-up.runner.js';
import { FollowUpWork } from './cases/follow-up-work.service.js';
import { CaseMentions } from './cases/case-mentions.service.js';
import { HistoriesQueries } from './cases/histories.queries.js';
import { NewCaseService } from './cases/new-case.service.js';
import { PaperCasesController } from './cases/paper-cases.controller.js';
import { PaperCases } from './cases/paper-cases.service.js';
import { PlanCarrier } from './cases/plan-carrier.service.js';
import { PurgeQueueQueries } from './cases/purge-queue.queries.js';
import { RefusalGroundsQueries } from './cases/refusal-grounds.queries.js';
import { StepNotices } from './cases/step-notices.service.js';
import { WorkListController } from './cases/work-list.controller.js';
import { WorkListQueries } from './cases/work-list.queries.js';
import { WorkListService } from './cases/work-list.service.js';
import { WorkloadQueries } from './cases/workload.queries.js';
import { WorkloadService } from './cases/workload.service.js';
import { WorkSeams } from './cases/work-seams.js';
import { IncidentRepository } from './incidents/incident.repository.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { IncidentsService } from './incidents/incidents.service.js';
import { RecoveryFilesController } from './incidents/recovery-files.controller.js';
import { RecoveryFilesRepository } from './incidents/recovery-files.repository.js';
import { RecoveryFileSeams } from './incidents/recovery-file-seams.js';
import { RecoveryFilesService } from './incidents/recovery-files.service.js';
import { TracingService } from './tracing.service.js';

/** Incidents, cases, approvals, the chain: the shell around the law of tracing. */
@Module({
  imports: [
    NoticeLedgerModule,
    AuditModule,
    DeadlinesModule,
    OutboxModule,
    DataSubjectsModule,
    DirectoryModule,
    IdentityModule,
    MarkingsModule,
    ReferenceModule,
  ],
  controllers: [
    IncidentsController,
    RecoveryFilesController,
    CasesController,
    CaseDraftsController,
    CaseLettersController,
    CaseKeepingController,
    CaseAnsweringController,
    ApprovalsController,
    PaperCasesController,
    WorkListController,
  ],
  providers: [
    AssignmentsService,
    CaseSearchService,
    WorkloadQueries,
    WorkloadService,
    WorkListQueries,
    WorkListService,
    StepNotices,
    TracingService,
    IncidentsService,
    IncidentRepository,
    RecoveryFilesService,
    RecoveryFilesRepository,
    RecoveryFileSeams,
    CaseRepository,
    CaseColumnsSweeper,
    CaseDecisions,
    CaseFactsService,
    CaseRecordsService,
    CaseTrailService,
    CaseReader,
    CaseReadingService,
    CaseReadingLedger,
    CaseSealsService,
    CaseMatching,
    CaseActs,
    PaperCases,
    CasesQueries,
    HistoriesQueries,
    CaseMentions,
    PurgeQueueQueries,
    RefusalGroundsQueries,
    NewCaseService,
    PlanCarrier,
    FollowUpRunner,
    FollowUpWork,
    DeadlineSweeper,
    WorkSeams,
    ApprovalsQueries,
    ApprovalsService,
    CaseAnswering,
    CaseForesight,
    CaseProposals,
  ],
  exports: [
    PaperCases,
    WorkloadService,
    AssignmentsService,
    CaseSearchService,
    WorkListService,
    TracingService,
    CasesQueries,
    HistoriesQueries,
    PurgeQueueQueries,
    RefusalGroundsQueries,
    CaseReader,
    CaseReadingService,
    CaseSealsService,
    IncidentsService,
    RecoveryFilesService,
    ApprovalsService,
    CaseAnswering,
    CaseForesight,
    CaseMatching,
    CaseProposals,
  ],
})
export class TracingModule {}
