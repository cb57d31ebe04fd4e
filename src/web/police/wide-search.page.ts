import { Get, Inject, Param, Post } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { WideSearchDto } from '../../registries/markings/query.dto.js';
import { WideSearchService } from '../../registries/markings/search/wide-search.service.js';
import { FormDrafts } from '../forms/form-drafts.service.js';
import { readForm } from '../forms/form-body.js';
import { inputOf, type FormInput } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { anId } from '../page/an-id.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { NUMBER_KINDS } from './query-kinds.js';
import { wideSearchesView, wideSearchView } from './wide-search.view.js';

/** A look through every number: asked by the query whose result it widens, then followed until it ends. */
@Page()
export class WideSearchPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: FormDrafts,
    private readonly wide: WideSearchService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.wideSearches.route)
  @Permit('markings.query', 'markings.wide-listed')
  async list(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const searches = unwrap(await this.wide.list(actor));
    const form = await this.forms.at(call);
    const view = wideSearchesView(call.words, searches, { form, zone: this.config['node.zone'] });
    return this.pages.render(call, 'police/wide-searches', view);
  }

  @Post(paths.wideSearches.route)
  @Permit('markings.query')
  async ask(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const query = await keptQuery(this.drafts, actor, inputOf(call.request.body)['query']?.[0]);
    const asked = await readForm(WideSearchDto, query, NUMBER_KINDS);
    if (!asked.ok) return this.forms.back(call, asked, paths.wideSearches.to());
    const begun = await this.wide.ask(actor, asked.value);
    if (!begun.ok) return this.forms.back(call, begun, paths.wideSearches.to());
    return this.pages.redirect(call, paths.wideSearch.to(begun.value.id));
  }

  @Get(paths.wideSearch.route)
  @Permit('markings.query')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
  ): Promise<string> {
    const search = unwrap(await this.wide.get(actor, id));
    const view = wideSearchView(call.words, search, may(actor, 'firearms.read').yes);
    return this.pages.render(call, 'police/wide-search', view);
  }

  @Post(paths.wideSearchEnd.route)
  @Permit('markings.query')
  async cancel(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
  ): Promise<string> {
    const ended = await this.wide.cancel(actor, id);
    // Where it has ended meanwhile, its page shows what it found.
    if (!ended.ok && ended.code !== 'wide-search-ended') throw new RefusalError(ended);
    return this.pages.redirect(call, paths.wideSearch.to(id));
  }
}

/** What was asked stands sealed under the id of the query; one edit is within two. */
export async function keptQuery(drafts: FormDrafts, actor: PersonActor, id: string | undefined): Promise<FormInput> {
  const kept = (await drafts.findReturned(actor, id)) as { readonly input: FormInput } | undefined;
  if (kept === undefined) throw new RefusalError(refuse('not-found'));
  const { oneEdit: _within, ...input } = kept.input;
  return input;
}
