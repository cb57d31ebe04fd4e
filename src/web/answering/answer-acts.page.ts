import { Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CaseMatching } from '../../tracing/cases/case-matching.service.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { CaseFormActs } from './case-acts.service.js';
import { versionIn } from './case-form.js';

/** Forms of one button on the answer's page. */
@Page()
export class AnswerActsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly acts: CaseFormActs,
    private readonly matching: CaseMatching,
  ) {}

  @Post(paths.answerAcceptance.route)
  @Permit('cases.work')
  accept(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const done = { to: paths.answer.to(id), notice: { key: 'answering.done.accepted' } };
    return this.acts.carryOut(call, actor, id, { type: 'accept request' }, done);
  }

  @Post(paths.answerMatching.route)
  @Permit('cases.work')
  async match(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const found = await this.matching.again(actor, id, versionIn(call));
    if (!found.ok) return this.forms.back(call, found);
    const count = found.value.candidates?.list.length ?? 0;
    return this.pages.redirect(call, paths.answer.to(id), { key: 'answering.done.matched', values: { count } });
  }
}
