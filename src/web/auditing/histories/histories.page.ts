import { Get, Inject, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { unwrap } from '../../../platform/problem.js';
import { DrawHistoriesDto, HistoryListQuery } from '../../../reporting/histories/dto/histories.dto.js';
import { HistoryReadingService } from '../../../reporting/histories/history-reading.service.js';
import { HistorySamplesService } from '../../../reporting/histories/history-samples.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { historiesView } from './histories.view.js';

const SAMPLES = 20;

/** All trace histories, and the draw of a sample of those that the filter leaves. */
@Page()
export class HistoriesPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly reading: HistoryReadingService,
    private readonly samples: HistorySamplesService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.histories.route)
  @Permit('ledger.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { draft: _draft, ...query } = inputOf(call.request.query);
    const filter = await readForm(HistoryListQuery, query);
    // A filter that is none shows everything; the list is no place for errors of an address.
    const page = unwrap(await this.reading.list(actor, filter.ok ? filter.value : {}));
    const samples = await this.samples.list(actor, SAMPLES);
    const view = historiesView(call.words, {
      actor,
      page,
      samples,
      filter: filter.ok ? filter.value : {},
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'auditing/histories/histories', { ...view, form: await this.forms.at(call) });
  }

  @Post(paths.historySamples.route)
  @Permit('ledger.sample')
  async draw(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const wanted = await readForm(DrawHistoriesDto, inputOf(call.request.body), { numbers: ['size'] });
    if (!wanted.ok) return this.forms.back(call, wanted);
    const drawn = await this.samples.draw(actor, wanted.value);
    if (!drawn.ok) return this.forms.back(call, drawn);
    return this.pages.redirect(call, paths.historySample.to(drawn.value), { key: 'auditing.sample.drawn' });
  }
}
