import { Module } from '@nestjs/common';
import { AuditModule } from '../../ledgers/audit/audit.module.js';
import { CalendarRepository } from './calendar.repository.js';
import { CalendarService } from './calendar.service.js';
import { CalendarsController } from './calendars.controller.js';
import { ClockPolicyService } from './clock-policy.service.js';
import { DirectoryKeyService } from './directory-key.service.js';
import { DirectoryKeysController } from './directory-keys.controller.js';
import { DirectoryController } from './directory.controller.js';
import { DirectoryService } from './directory.service.js';
import { DuePreviewService } from './due-preview.service.js';
import { EntryIntakeService } from './entry-intake.service.js';
import { EntryRepository } from './entry.repository.js';
import { EntryService } from './entry.service.js';
import { OwnCalendarQueries } from './own-calendar.queries.js';
import { OwnEntryService } from './own-entry.service.js';
import { PinService } from './pin.service.js';
import { PoliciesController } from './policies.controller.js';
import { PolicyRepository } from './policy.repository.js';
import { ProfileRepository } from './profile.repository.js';
import { ProfileService } from './profile.service.js';
import { ProfilesController } from './profiles.controller.js';
import { ProposalRepository } from './proposal.repository.js';
import { ProposalsController } from './proposals.controller.js';

const SERVICES = [
  DirectoryService,
  PinService,
  EntryService,
  DirectoryKeyService,
  ProfileService,
  CalendarService,
  ClockPolicyService,
  DuePreviewService,
];

@Module({
  imports: [AuditModule],
  controllers: [
    DirectoryController,
    ProposalsController,
    DirectoryKeysController,
    ProfilesController,
    CalendarsController,
    PoliciesController,
  ],
  providers: [
    ...SERVICES,
    EntryIntakeService,
    OwnEntryService,
    OwnCalendarQueries,
    EntryRepository,
    ProposalRepository,
    ProfileRepository,
    CalendarRepository,
    PolicyRepository,
  ],
  exports: [...SERVICES, OwnCalendarQueries],
})
export class DirectoryModule {}
