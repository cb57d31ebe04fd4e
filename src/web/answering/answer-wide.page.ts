import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { WideSearchDto } from '../../registries/markings/query.dto.js';
import { WideSearchService } from '../../registries/markings/search/wide-search.service.js';
import { CaseAnswering } from '../../tracing/cases/case-answering.service.js';
import { FormDrafts } from '../forms/form-drafts.service.js';
import { readForm } from '../forms/form-body.js';
import { Forms } from '../forms/forms.service.js';
import { anId } from '../page/an-id.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { NUMBER_KINDS } from '../police/query-kinds.js';
import { keptQuery } from '../police/wide-search.page.js';
import { withReason } from './answer-search.page.js';
import { answerWideView } from './answer-wide.view.js';
import { fieldsIn } from './case-form.js';

/** A look through every number for a case that asks us: whoever works on the case follows it and sees what it found. */
@Page()
export class AnswerWidePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: FormDrafts,
    private readonly answering: CaseAnswering,
    private readonly wide: WideSearchService,
  ) {}

  @Post(paths.answerWideSearches.route)
  @Permit('cases.work')
  async ask(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const { view: kase } = unwrap(await this.answering.view(actor, id));
    const input = await keptQuery(this.drafts, actor, fieldsIn(call)['query']?.[0]);
    const query = await readForm(WideSearchDto, withReason(input, kase), NUMBER_KINDS);
    const place = paths.answerSearch.to(id);
    if (!query.ok) return this.forms.back(call, query, place);
    const begun = await this.wide.ask(actor, query.value, { caseId: id });
    // The list shows the one that is under way.
    if (!begun.ok) return this.forms.back(call, begun, paths.wideSearches.to());
    return this.pages.redirect(call, paths.answerWideSearch.to(id, begun.value.id));
  }

  @Get(paths.answerWideSearch.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('search', anId()) searchId: string,
  ): Promise<string> {
    const { view: kase } = unwrap(await this.answering.view(actor, id));
    const search = unwrap(await this.wide.get(actor, searchId, { caseId: id }));
    return this.pages.render(call, 'answering/answer-wide', answerWideView(call.words, kase, search));
  }
}
