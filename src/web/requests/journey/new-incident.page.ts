import { Get, Inject, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { newIncidentView } from './new-incident.view.js';
import { RecoveryDrafts } from './recovery-drafts.service.js';

/** The list of what is to be told of a recovery: what is done, what is open. */
@Page()
export class NewIncidentPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly drafts: RecoveryDrafts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.newIncident.route)
  @Permit('cases.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const view = newIncidentView(call.words, {
      draft: await this.drafts.find(actor),
      keptDays: Math.floor(this.config['web.draftHours'] / 24),
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'requests/journey/new-incident', view);
  }

  /** Drops what was written so far. */
  @Post(paths.newIncident.route)
  @Permit('cases.work')
  async discard(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    await this.drafts.drop(actor);
    return this.pages.redirect(call, paths.newIncident.to(), { key: 'requests.journey.discarded' });
  }
}
