import { Get, Inject } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { isUuid } from '../../domain/shared/ids.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IncidentsService } from '../../tracing/incidents/incidents.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { HandInDrafts } from './hand-in-drafts.service.js';
import { recoveriesView } from './recoveries.view.js';

const PAGE_SIZE = 30;

/** What this person handed in, the latest first. */
@Page()
export class RecoveriesPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly incidents: IncidentsService,
    private readonly drafts: HandInDrafts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.recoveries.route)
  @Permit('recoveries.hand-in', 'incident.list-read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { before } = call.request.query as Readonly<Record<string, unknown>>;
    const from = typeof before === 'string' && isUuid(before) ? before : undefined;
    const found = await this.incidents.handedInBy(actor, from, PAGE_SIZE + 1);
    const view = recoveriesView(call.words, {
      lines: found.slice(0, PAGE_SIZE),
      more: found.length > PAGE_SIZE,
      begun: (await this.drafts.find(actor)) !== undefined,
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'police/recoveries', view);
  }
}
