import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Result } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { MarkingsService, type CandidateList } from '../../registries/markings/markings.service.js';
import { MarkingQueryDto } from '../../registries/markings/query.dto.js';
import { WideSearchService } from '../../registries/markings/search/wide-search.service.js';
import { CaseAnswering, type CaseView } from '../../tracing/cases/case-answering.service.js';
import { FormDrafts } from '../forms/form-drafts.service.js';
import { readForm } from '../forms/form-body.js';
import { errorsOf, FormState, type FormInput } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { answerSearchView } from './answer-search.view.js';
import { fieldsIn } from './case-form.js';

const KINDS = { ticks: ['lookAlikes'] } as const;

/** The registry asked with other terms. Purpose and case number ride along; each showing of a result is a look-up of its own in the ledger. */
@Page()
export class AnswerSearchPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: FormDrafts,
    private readonly answering: CaseAnswering,
    private readonly markings: MarkingsService,
    private readonly wide: WideSearchService,
  ) {}

  @Get(paths.answerSearch.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const { view: kase } = unwrap(await this.answering.view(actor, id));
    const { query } = call.request.query as Readonly<Record<string, unknown>>;
    const kept = (await this.drafts.findReturned(actor, query)) as { readonly input: FormInput } | undefined;
    const returned = await this.forms.at(call);
    const found = kept === undefined ? undefined : await this.lookUp(actor, kase, kept.input);
    const form = returned.returned || kept === undefined ? returned : formOf(call, kept.input, found);
    const list = found?.ok === true ? found.value : undefined;
    const searches = unwrap(await this.wide.list(actor, { caseId: id }));
    const asked = kept === undefined ? undefined : String(query);
    const view = answerSearchView(call.words, kase, { form, list, asked, searches });
    return this.pages.render(call, 'answering/answer-search', view);
  }

  @Post(paths.answerSearch.route)
  @Permit('cases.work')
  async ask(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const place = paths.answerSearch.to(id);
    const { view: kase } = unwrap(await this.answering.view(actor, id));
    const input = fieldsIn(call);
    const query = await readForm(MarkingQueryDto, withReason(input, kase), KINDS);
    if (!query.ok) return this.forms.back(call, query, place);
    // A serial number has no place in an address.
    const kept = await this.drafts.keepReturned(actor.id, place, { input });
    return this.pages.redirect(call, `${place}?query=${kept ?? ''}`);
  }

  private async lookUp(actor: PersonActor, kase: CaseView, input: FormInput): Promise<Result<CandidateList>> {
    const query = await readForm(MarkingQueryDto, withReason(input, kase), KINDS);
    return query.ok ? this.markings.lookUp(actor, query.value) : query;
  }
}

function formOf(call: PageCall, input: FormInput, found: Result<unknown> | undefined): FormState {
  return new FormState(input, found === undefined || found.ok ? [] : errorsOf(call.words, found, input));
}

/** Why the registry is read stands on the case and is typed by nobody. */
export function withReason(input: FormInput, { case: kase }: CaseView): FormInput {
  return { ...input, purpose: ['answer to a partner State'], caseNumber: [kase.reference] };
}
