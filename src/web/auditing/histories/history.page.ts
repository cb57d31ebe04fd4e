import { Get, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { isUuid } from '../../../domain/shared/ids.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { unwrap } from '../../../platform/problem.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import {
  HistoryReadingService,
  type HistoryView as Found,
} from '../../../reporting/histories/history-reading.service.js';
import { UnmaskingDto } from '../../../reporting/ledger/dto/ledger.dto.js';
import { readForm } from '../../forms/form-body.js';
import { FormState, inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { textsOf } from '../period.js';
import { personIdsOf } from '../who.js';
import { historyView } from './history.view.js';

/** One case from its opening on, as the ledger tells it. */
@Page()
export class HistoryPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly reading: HistoryReadingService,
    private readonly people: PeopleQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.history.route)
  @Permit('ledger.read')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const after = textsOf(call.request.query)('after');
    const found = unwrap(await this.reading.get(actor, id, after === '' ? {} : { after }));
    return this.page(call, actor, found, await this.forms.at(call));
  }

  /** Answers the page itself: what is shown in the clear has no address at which it could be found again. */
  @Post(paths.history.route)
  @Permit('ledger.read')
  async unmask(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const { sample: _sample, after: _after, ...input } = inputOf(call.request.body);
    const read = await readForm(UnmaskingDto, input);
    if (!read.ok) return this.forms.back(call, read);
    const after = textsOf(call.request.body)('after');
    const more = { reason: read.value.reason, ...(after === '' ? {} : { after }) };
    const found = unwrap(await this.reading.get(actor, id, more));
    void call.reply.status(200);
    return this.page(call, actor, found, FormState.EMPTY);
  }

  private async page(call: PageCall, actor: PersonActor, found: Found, form: FormState): Promise<string> {
    const texts = textsIn(call.request.method === 'POST' ? call.request.body : call.request.query);
    const names = await this.people.namesOf(personIdsOf(found.entries.items.map((entry) => entry.actor)));
    const view = historyView(call.words, {
      found,
      names,
      form,
      zone: this.config['node.zone'],
      ...(isUuid(texts.sample) && may(actor, 'ledger.sample').yes ? { sampleId: texts.sample } : {}),
      after: texts.after,
    });
    return this.pages.render(call, 'auditing/histories/history', view);
  }
}

function textsIn(values: unknown): { readonly sample: string; readonly after: string } {
  const text = textsOf(values);
  return { sample: text('sample'), after: text('after') };
}
