import { Get, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { compartmentOf } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { PurgeQueueQueries } from '../../../tracing/cases/purge-queue.queries.js';
import { TracingService } from '../../../tracing/tracing.service.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { textsOf } from '../period.js';
import { purgesView } from './purges.view.js';

const SHOWN = 50;

/** Cases whose retention has ended: their content is erased one by one, by a person. */
@Page()
export class PurgesPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly queue: PurgeQueueQueries,
    private readonly tracing: TracingService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.purges.route)
  @Permit('cases.purge', 'purges.list-read')
  async list(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const compartment = compartmentOf(actor, 'cases.read');
    const years = this.config['cases.retentionYears'];
    const now = this.clock.now();
    const before = `${String(Number(now.slice(0, 4)) - years)}${now.slice(4)}`;
    const lines = compartment === undefined ? [] : await this.queue.list(compartment, before, SHOWN);
    const view = purgesView(call.words, lines, years, this.config['node.zone']);
    return this.pages.render(call, 'auditing/subjects/purges', { ...view, form: await this.forms.at(call) });
  }

  @Post(paths.purge.route)
  @Permit('cases.purge')
  async purge(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const version = Number(textsOf(call.request.body)('version'));
    const done = await this.tracing.execute(actor, id, { type: 'purge' }, version);
    if (!done.ok) return this.forms.back(call, done, paths.purges.to());
    return this.pages.redirect(call, paths.purges.to(), { key: 'dataSubjects.purge.done' });
  }
}
