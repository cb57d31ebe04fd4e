import { Module } from '@nestjs/common';
import { DirectoryModule } from '../../registries/directory/directory.module.js';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { MarkingsModule } from '../../registries/markings/markings.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { AnswerActsPage } from './answer-acts.page.js';
import { AnswerSearchPage } from './answer-search.page.js';
import { AnswerWidePage } from './answer-wide.page.js';
import { AnswerPage } from './answer.page.js';
import { ApprovalActsPage } from './approval-acts.page.js';
import { ApprovalPage } from './approval.page.js';
import { ApprovalsPage } from './approvals.page.js';
import { ApproveManyPage } from './approve-many.page.js';
import { CapitalZones } from './capital-zones.service.js';
import { CaseFormActs } from './case-acts.service.js';
import { Composer } from './composer.service.js';
import { CompositionPage } from './composition.page.js';
import { LetterPage } from './letter.page.js';
import { ManyApprovals } from './many-approvals.service.js';
import { PartnerLanguage } from './partner-language.service.js';
import { PreviewPage } from './preview.page.js';
import { RecordChoicePage } from './record-choice.page.js';
import { StateChoices } from './state-choices.service.js';

/** An answer, from the candidates to the second signature. */
@Module({
  imports: [TracingModule, MarkingsModule, DirectoryModule, IdentityModule],
  controllers: [
    AnswerPage,
    AnswerActsPage,
    AnswerSearchPage,
    AnswerWidePage,
    RecordChoicePage,
    ApprovalPage,
    ApprovalActsPage,
    ApprovalsPage,
    ApproveManyPage,
    CompositionPage,
    PreviewPage,
    LetterPage,
  ],
  providers: [CaseFormActs, CapitalZones, StateChoices, PartnerLanguage, ManyApprovals, Composer],
})
export class AnsweringPagesModule {}
