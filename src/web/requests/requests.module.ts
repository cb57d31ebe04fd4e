import { Module } from '@nestjs/common';
import { DirectoryModule } from '../../registries/directory/directory.module.js';
import { MarkingsModule } from '../../registries/markings/markings.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { AddresseePage } from './draft/addressee.page.js';
import { DraftCases } from './draft/draft-cases.service.js';
import { DraftPage } from './draft/draft.page.js';
import { DraftStepPage } from './draft/draft-step.page.js';
import { FoundAtHomePage } from './draft/found-at-home.page.js';
import { NationalCheckPage } from './draft/national-check.page.js';
import { KeptFile } from './files/kept-file.service.js';
import { RecoveryFileCheckPage } from './files/recovery-file-check.page.js';
import { RecoveryFilePage } from './files/recovery-file.page.js';
import { RecoveryFilesPage } from './files/recovery-files.page.js';
import { IncidentListPage } from './incidents/incident-list.page.js';
import { IncidentPage } from './incidents/incident.page.js';
import { IncidentCheckPage } from './journey/incident-check.page.js';
import { IncidentStepPage } from './journey/incident-step.page.js';
import { IncidentWeaponPage } from './journey/incident-weapon.page.js';
import { IncidentWeaponsPage } from './journey/incident-weapons.page.js';
import { NewIncidentPage } from './journey/new-incident.page.js';
import { RecoveryDrafts } from './journey/recovery-drafts.service.js';
import { Duplicates } from './duplicates.service.js';
import { StepPages } from './step-pages.service.js';

/** From an incident to a request, one or many at a time. */
@Module({
  imports: [TracingModule, DirectoryModule, MarkingsModule],
  controllers: [
    NewIncidentPage,
    IncidentWeaponsPage,
    IncidentCheckPage,
    IncidentStepPage,
    IncidentWeaponPage,
    RecoveryFilesPage,
    RecoveryFileCheckPage,
    RecoveryFilePage,
    IncidentListPage,
    IncidentPage,
    NationalCheckPage,
    AddresseePage,
    FoundAtHomePage,
    DraftPage,
    DraftStepPage,
  ],
  providers: [Duplicates, KeptFile, RecoveryDrafts, DraftCases, StepPages],
  exports: [StepPages],
})
export class RequestPagesModule {}
