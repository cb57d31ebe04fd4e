import { Module } from '@nestjs/common';
import { AuditModule } from '../../ledgers/audit/audit.module.js';
import { MarkingsModule } from '../markings/markings.module.js';
import { CaseHoldingsSeam } from './case-holdings.service.js';
import { DataSubjectsController } from './data-subjects.controller.js';
import { DataSubjectsRepository } from './data-subjects.repository.js';
import { DataSubjectsService } from './data-subjects.service.js';
import { SubjectDecisionsService } from './subject-decisions.service.js';
import { SubjectWork } from './subject-work.js';

/** What persons whose data the node holds may ask of it. */
@Module({
  imports: [AuditModule, MarkingsModule],
  controllers: [DataSubjectsController],
  providers: [DataSubjectsRepository, CaseHoldingsSeam, SubjectWork, DataSubjectsService, SubjectDecisionsService],
  exports: [CaseHoldingsSeam, DataSubjectsService, SubjectDecisionsService],
})
export class DataSubjectsModule {}
