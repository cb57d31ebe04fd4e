import { Module } from '@nestjs/common';
import { AuditModule } from '../../ledgers/audit/audit.module.js';
import { ReferenceModule } from '../reference/reference.module.js';
import { CandidateFinder } from './candidate-finder.js';
import { FirearmsRepository } from './firearms.repository.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';
import { MarkSearchRepository } from './mark-search.repository.js';
import { FirearmsController, ImportsController, MarkingQueriesController } from './markings.controller.js';
import { MarkingsService } from './markings.service.js';
import { RegistrationService } from './registration.service.js';
import { RegistryLoader } from './registry-loader.js';

@Module({
  imports: [AuditModule, ReferenceModule],
  // Imports before firearms: `imports` is no id of a firearm.
  controllers: [ImportsController, FirearmsController, MarkingQueriesController],
  providers: [
    FirearmsRepository,
    MarkSearchRepository,
    ImportsRepository,
    CandidateFinder,
    RegistryLoader,
    MarkingsService,
    RegistrationService,
    ImportsService,
  ],
  exports: [MarkingsService, RegistrationService, ImportsService],
})
export class MarkingsModule {}
