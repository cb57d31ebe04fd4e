import { Get, Inject, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { CaseSearchService } from '../../../tracing/cases/case-search.service.js';
import { CaseSearchDto } from '../../../tracing/cases/dto/search.dto.js';
import { readForm } from '../../forms/form-body.js';
import { FormDrafts } from '../../forms/form-drafts.service.js';
import { errorsOf, FormState, inputOf, type FormInput } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { CaseSearchInputs } from './case-search-inputs.service.js';
import { caseSearchView } from './case-search.view.js';

/** Members that may stand in an address; a number on a weapon may not. */
const IN_ADDRESS = ['partner', 'state', 'role', 'assigneeId', 'from', 'until'];

/** All cases that this person may know of. What was typed is kept sealed under an id, since a serial number has no place in an address. */
@Page()
export class CaseSearchPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: FormDrafts,
    private readonly searches: CaseSearchService,
    private readonly inputs: CaseSearchInputs,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.caseSearch.route)
  @Permit('cases.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const address = inputOf(call.request.query);
    const id = address['query']?.[0];
    const kept = (await this.drafts.findReturned(actor, id)) as { readonly input: FormInput } | undefined;
    const input = kept?.input ?? only(address, IN_ADDRESS);
    const returned = await this.forms.at(call);
    const ask = await readForm(CaseSearchDto, { ...input, ...only(address, ['after']) });
    const limit = this.config['web.workListMax'];
    const found = ask.ok ? await this.searches.search(actor, ask.value, limit) : ask;
    const form = new FormState(input, found.ok ? [] : errorsOf(call.words, found, input));
    const view = caseSearchView(call.words, {
      form: returned.returned ? returned : form,
      input,
      id: kept === undefined ? undefined : id,
      found: found.ok ? found.value : undefined,
      ...(await this.inputs.of(actor, found.ok ? found.value.items : [])),
    });
    const sealed = may(actor, 'cases.break-glass').yes ? { sealed: paths.breakGlass.to() } : {};
    return this.pages.render(call, 'work/search/case-search', { ...view, ...sealed });
  }

  @Post(paths.caseSearch.route)
  @Permit('cases.read')
  async ask(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const input = inputOf(call.request.body);
    const ask = await readForm(CaseSearchDto, input);
    if (!ask.ok) return this.forms.back(call, ask, paths.caseSearch.to());
    const id = await this.drafts.keepReturned(actor.id, paths.caseSearch.to(), { input });
    return this.pages.redirect(call, `${paths.caseSearch.to()}?query=${id ?? ''}`);
  }
}

function only(input: FormInput, names: readonly string[]): FormInput {
  return Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name)));
}
