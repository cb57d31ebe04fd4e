import { Module } from '@nestjs/common';
import { AuditModule } from '../../ledgers/audit/audit.module.js';
import { ReferenceModule } from '../reference/reference.module.js';
import { BatchController } from './batch/batch.controller.js';
import { BatchLedger } from './batch/batch-ledger.js';
import { BatchService } from './batch/batch.service.js';
import { CandidateFinder } from './candidate-finder.js';
import { FirearmsRepository } from './firearms.repository.js';
import { FirearmReportsController } from './firearm-reports.controller.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';
import { FileIntakeService } from './loading/file-intake.service.js';
import { LoadSweeper } from './loading/load.sweeper.js';
import { LoadUndoService } from './loading/load-undo.service.js';
import { LoadWork } from './loading/load-work.js';
import { LoadWriterService } from './loading/load-writer.service.js';
import { LoadingService } from './loading/loading.service.js';
import { LoadsRepository } from './loading/loads.repository.js';
import { StageRepository } from './loading/stage.repository.js';
import { MarkSearchRepository } from './mark-search.repository.js';
import { FirearmsController, ImportsController, MarkingQueriesController } from './markings.controller.js';
import { MarkingPersonsService } from './marking-persons.service.js';
import { MarkingsService } from './markings.service.js';
import { RecentRecordsQueries } from './recent-records.queries.js';
import { RecentRecordsService } from './recent-records.service.js';
import { RegistrationService } from './registration.service.js';
import { ReportsRepository } from './reports.repository.js';
import { ReportsService } from './reports.service.js';
import { SerialSearch } from './search/serial-search.js';
import { SerialSearchRepository } from './search/serial-search.repository.js';
import { WideQuestions } from './search/wide-questions.service.js';
import { WideSearchBook, WideSearchBookSeams } from './search/wide-search-book.js';
import { WideSearchController } from './search/wide-search.controller.js';
import { WideSearchLedger } from './search/wide-search-ledger.js';
import { WideSearchRepository } from './search/wide-search.repository.js';
import { WideSearchRunner, WideSearchSeams } from './search/wide-search.runner.js';
import { WideSearchService } from './search/wide-search.service.js';
import { WideSearchSweeper, WideSweepSeams } from './search/wide-search.sweeper.js';

@Module({
  imports: [AuditModule, ReferenceModule],
  // Imports before firearms: `imports` is no id of a firearm.
  controllers: [
    ImportsController,
    FirearmsController,
    FirearmReportsController,
    MarkingQueriesController,
    WideSearchController,
    BatchController,
  ],
  providers: [
    FirearmsRepository,
    MarkSearchRepository,
    SerialSearch,
    SerialSearchRepository,
    WideQuestions,
    WideSearchBook,
    WideSearchBookSeams,
    WideSearchLedger,
    WideSearchRepository,
    WideSearchRunner,
    WideSearchSeams,
    WideSearchService,
    WideSearchSweeper,
    WideSweepSeams,
    ImportsRepository,
    BatchLedger,
    BatchService,
    CandidateFinder,
    LoadsRepository,
    StageRepository,
    LoadWork,
    FileIntakeService,
    LoadWriterService,
    LoadingService,
    LoadUndoService,
    LoadSweeper,
    MarkingsService,
    MarkingPersonsService,
    RegistrationService,
    ImportsService,
    RecentRecordsQueries,
    RecentRecordsService,
    ReportsRepository,
    ReportsService,
  ],
  exports: [
    MarkingsService,
    MarkingPersonsService,
    RegistrationService,
    ImportsService,
    RecentRecordsService,
    ReportsService,
    WideSearchService,
    BatchService,
  ],
})
export class MarkingsModule {}
