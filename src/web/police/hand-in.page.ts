import { Get, Inject, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { HandInDrafts } from './hand-in-drafts.service.js';
import { handInView } from './hand-in.view.js';

/** Handing a recovery in, from a phone: what is told, what is open. */
@Page()
export class HandInPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly drafts: HandInDrafts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.handIn.route)
  @Permit('recoveries.hand-in')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const draft = await this.drafts.find(actor);
    const keptDays = Math.floor(this.config['web.draftHours'] / 24);
    return this.pages.render(call, 'police/hand-in', handInView(call.words, draft, keptDays));
  }

  /** Drops what was written so far. */
  @Post(paths.handIn.route)
  @Permit('recoveries.hand-in')
  async discard(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    await this.drafts.drop(actor);
    return this.pages.redirect(call, paths.handIn.to(), { key: 'requests.journey.discarded' });
  }
}
