import { Module } from '@nestjs/common';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { DirectoryModule } from '../../registries/directory/directory.module.js';
import { ExchangeModule } from '../../exchange/exchange.module.js';
import { ReportingModule } from '../../reporting/reporting.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { ActPage, AssignmentPage, CustodyPage, PurgePage } from './acts/act.page.js';
import { StateChoices } from '../answering/state-choices.service.js';
import { AccessPage, BreakGlassPage } from './acts/access.page.js';
import { LetterPage } from './acts/letter.page.js';
import { ActChoices } from './acts/act-choices.service.js';
import { ActForms } from './acts/act-forms.service.js';
import { CaseLedgerPage } from './case-ledger.page.js';
import { CasePage } from './case.page.js';
import { ChainPage } from './chain.page.js';
import { MessagesPage } from './messages.page.js';
import { CaseUses } from './use/case-uses.service.js';
import { LetterFilePage } from './use/letter-file.page.js';
import { UsePage } from './use/use.page.js';
import { TimelinePage } from './timeline.page.js';
import { CasePaperPage } from './paper/paper.page.js';
import { OpenCases } from './open-cases.service.js';

/** A case as its officer sees it. */
@Module({
  imports: [DirectoryModule, ExchangeModule, IdentityModule, ReportingModule, TracingModule],
  controllers: [
    CasePage,
    CasePaperPage,
    MessagesPage,
    ActPage,
    CustodyPage,
    AssignmentPage,
    PurgePage,
    LetterPage,
    AccessPage,
    BreakGlassPage,
    UsePage,
    LetterFilePage,
    TimelinePage,
    ChainPage,
    CaseLedgerPage,
  ],
  providers: [OpenCases, CaseUses, ActChoices, ActForms, StateChoices],
})
export class CasePagesModule {}
