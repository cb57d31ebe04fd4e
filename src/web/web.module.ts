import { Module } from '@nestjs/common';
import { AdministrationPagesModule } from './administration/administration.module.js';
import { AnsweringPagesModule } from './answering/answering.module.js';
import { AuditingPagesModule } from './auditing/auditing.module.js';
import { CasePagesModule } from './cases/cases.module.js';
import { EntryPagesModule } from './entry.module.js';
import { ListPagesModule } from './lists/lists.module.js';
import { PageBaseModule } from './page/page-base.module.js';
import { PolicePagesModule } from './police/police.module.js';
import { RegistryPagesModule } from './registry/registry.module.js';
import { RequestPagesModule } from './requests/requests.module.js';
import { WorkPagesModule } from './work/work.module.js';

/** The pages, one module for each thing that people come to do: add yours. */
@Module({
  imports: [
    PageBaseModule,
    EntryPagesModule,
    WorkPagesModule,
    CasePagesModule,
    AnsweringPagesModule,
    RequestPagesModule,
    PolicePagesModule,
    RegistryPagesModule,
    ListPagesModule,
    AuditingPagesModule,
    AdministrationPagesModule,
  ],
})
export class WebModule {}
