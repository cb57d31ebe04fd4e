import { Get, Inject, Post } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { CodeLoadQuery } from '../../registries/reference/reference.dto.js';
import { ReferenceCodesQueries } from '../../registries/reference/reference-codes.queries.js';
import { ReferenceService, type CodeLoadReport } from '../../registries/reference/reference.service.js';
import { readForm } from '../forms/form-body.js';
import { FormDrafts } from '../forms/form-drafts.service.js';
import { inputOf } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { noFile } from '../forms/no-file.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { LISTS, type ListName } from './list-rows.js';
import { listsView, PAGE_ROWS, type ListsAsked } from './lists.view.js';

const LOADS_SHOWN = 10;

/** The reference lists: what ships with the program and the codes that this node has loaded. */
@Page()
export class ListsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: FormDrafts,
    private readonly reference: ReferenceService,
    private readonly codes: ReferenceCodesQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.lists.route)
  @Permit('reference.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const asked = askedOf(call);
    const { load } = call.request.query as Readonly<Record<string, unknown>>;
    const coded = asked.list === 'codes';
    const view = listsView(call.words, asked, {
      form: await this.forms.at(call),
      lexicon: await this.reference.lexicon(),
      codes: coded ? await this.codes.codes(asked.text, PAGE_ROWS, (asked.page - 1) * PAGE_ROWS) : [],
      loads: coded ? await this.codes.loads(LOADS_SHOWN) : [],
      loaded: ((await this.drafts.findReturned(actor, load)) as { report?: CodeLoadReport } | undefined)?.report,
      mayLoad: may(actor, 'reference.load').yes,
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'lists/lists', view);
  }

  @Post(paths.lists.route)
  @Permit('reference.load')
  async load(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { upload } = call.request;
    const here = `${paths.lists.to()}?list=codes`;
    const query = await readForm(CodeLoadQuery, inputOf(upload?.fields));
    if (!query.ok) return this.forms.back(call, query, here);
    if (upload === undefined || upload.name === '') return this.forms.back(call, noFile(call.words), here);
    const report = await this.reference.load(actor, query.value.source, upload.stream);
    if (!report.ok) return this.forms.back(call, { ...report, field: '/file' }, here);
    const id = await this.drafts.keepReturned(actor.id, paths.lists.to(), { report: report.value });
    return this.pages.redirect(call, id === undefined ? here : `${here}&load=${id}`);
  }
}

function askedOf(call: PageCall): ListsAsked {
  const { list, text, page } = call.request.query as Readonly<Record<string, unknown>>;
  const number = typeof page === 'string' && /^\d{1,4}$/.test(page) ? Number(page) : 1;
  return {
    list: LISTS.find((one): one is ListName => one === list) ?? 'makes',
    text:
      typeof text === 'string'
        ? text
            .slice(0, 100)
            .replace(/\p{Cc}/gu, ' ')
            .trim()
        : '',
    page: Math.max(1, number),
  };
}
