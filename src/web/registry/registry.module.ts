import { Module } from '@nestjs/common';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { MarkingsModule } from '../../registries/markings/markings.module.js';
import { CorrectionPage } from './correction.page.js';
import { FirearmPage } from './firearm.page.js';
import { FirearmsPage } from './firearms.page.js';
import { ImportsPage } from './imports.page.js';
import { NewFirearmPage } from './new-firearm.page.js';
import { PersonNames } from './person-names.service.js';
import { ReportPage } from './report.page.js';

/** The registrar's records. */
@Module({
  imports: [IdentityModule, MarkingsModule],
  controllers: [FirearmsPage, NewFirearmPage, FirearmPage, CorrectionPage, ReportPage, ImportsPage],
  providers: [PersonNames],
})
export class RegistryPagesModule {}
