import { Module } from '@nestjs/common';
import { DirectoryModule } from '../../registries/directory/directory.module.js';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { MarkingsModule } from '../../registries/markings/markings.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { AnswerActsPage } from './answer-acts.page.js';
import { AnswerSearchPage } from './answer-search.page.js';
import { AnswerPage } from './answer.page.js';
import { CapitalZones } from './capital-zones.service.js';
import { CaseFormActs } from './case-acts.service.js';
import { RecordChoicePage } from './record-choice.page.js';
import { StateChoices } from './state-choices.service.js';

/** An answer, from the candidates to the second signature. */
@Module({
  imports: [TracingModule, MarkingsModule, DirectoryModule, IdentityModule],
  controllers: [AnswerPage, AnswerActsPage, AnswerSearchPage, RecordChoicePage],
  providers: [CaseFormActs, CapitalZones, StateChoices],
})
export class AnsweringPagesModule {}
