import { Get, Inject } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { isUuid } from '../../../domain/shared/ids.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { IncidentsService } from '../../../tracing/incidents/incidents.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { RecoveryDrafts } from '../journey/recovery-drafts.service.js';
import { incidentListView } from './incident-list.view.js';

const PAGE_SIZE = 50;

/** Incidents, the latest first, and the ways to add one. */
@Page()
export class IncidentListPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly incidents: IncidentsService,
    private readonly drafts: RecoveryDrafts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.incidents.route)
  @Permit('incidents.work', 'incident.list-read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { before } = call.request.query as Readonly<Record<string, unknown>>;
    const from = typeof before === 'string' && isUuid(before) ? before : undefined;
    const found = await this.incidents.latest(actor, from, PAGE_SIZE + 1);
    const view = incidentListView(call.words, {
      incidents: found.slice(0, PAGE_SIZE),
      more: found.length > PAGE_SIZE,
      draft: await this.drafts.find(actor),
      writes: may(actor, 'cases.work').yes,
      first: from === undefined,
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'requests/incidents/incident-list', view);
  }
}
