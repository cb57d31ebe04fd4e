import { Get, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { unwrap } from '../../../platform/problem.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { ReviewDto } from '../../../reporting/histories/dto/histories.dto.js';
import { HistorySamplesService } from '../../../reporting/histories/history-samples.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { sampleView } from './sample.view.js';

/** One sample: why these cases, and what was found in each. */
@Page()
export class SamplePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly samples: HistorySamplesService,
    private readonly people: PeopleQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.historySample.route)
  @Permit('ledger.sample')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const found = unwrap(await this.samples.get(actor, id));
    const names = await this.people.namesOf([
      found.sample.drawnBy,
      ...found.cases.flatMap((one) => one.reviewedBy ?? []),
    ]);
    const view = sampleView(call.words, found, names, this.config['node.zone']);
    return this.pages.render(call, 'auditing/histories/sample', view);
  }

  @Post(paths.historyReview.route)
  @Permit('ledger.sample')
  async review(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('caseId', ParseUUIDPipe) caseId: string,
  ): Promise<string> {
    const review = await readForm(ReviewDto, inputOf(call.request.body));
    if (!review.ok) return this.forms.back(call, review);
    const done = await this.samples.review(actor, id, caseId, review.value);
    if (!done.ok) return this.forms.back(call, done);
    return this.pages.redirect(call, paths.historySample.to(id), { key: 'auditing.sample.reviewSaved' });
  }
}
