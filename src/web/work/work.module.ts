import { Module } from '@nestjs/common';
import { ExchangeModule } from '../../exchange/exchange.module.js';
import { MarkingsModule } from '../../registries/markings/markings.module.js';
import { ReportingModule } from '../../reporting/reporting.module.js';
import { LiveWorkController } from '../live/live-work.controller.js';
import { LiveWork } from '../live/live-work.service.js';
import { AdministratorPanel } from '../work-list/panels/administrator.panel.js';
import { AuditorPanel } from '../work-list/panels/auditor.panel.js';
import { HomePanels } from '../work-list/panels/home-panels.service.js';
import { PolicePanel } from '../work-list/panels/police.panel.js';
import { RegistrarPanel } from '../work-list/panels/registrar.panel.js';
import { NoticesModule } from '../../notices/notices.module.js';
import { DirectoryModule } from '../../registries/directory/directory.module.js';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { NoticeInputs } from '../work-list/notice-inputs.service.js';
import { WorkActsPage } from '../work-list/work-acts.page.js';
import { WorkListInputs } from '../work-list/work-list-input.service.js';
import { WorkListPage } from '../work-list/work-list.page.js';
import { AbsencesPage } from './absences/absences.page.js';
import { PartnerPlaces } from './partner-places.service.js';
import { SavedViewRepository } from './saved-view.repository.js';
import { CaseSearchInputs } from './search/case-search-inputs.service.js';
import { CaseSearchPage } from './search/case-search.page.js';
import { WorkloadPage } from './workload/workload.page.js';
import { SavedViews } from './saved-views.service.js';

/** Work: the list, search, queues, hand-over, live updates. */
@Module({
  imports: [
    ExchangeModule,
    MarkingsModule,
    ReportingModule,
    DirectoryModule,
    IdentityModule,
    NoticesModule,
    TracingModule,
  ],
  controllers: [LiveWorkController, WorkListPage, WorkActsPage, CaseSearchPage, WorkloadPage, AbsencesPage],
  providers: [
    LiveWork,
    AdministratorPanel,
    AuditorPanel,
    HomePanels,
    PolicePanel,
    RegistrarPanel,
    CaseSearchInputs,
    NoticeInputs,
    PartnerPlaces,
    SavedViewRepository,
    SavedViews,
    WorkListInputs,
  ],
})
export class WorkPagesModule {}
