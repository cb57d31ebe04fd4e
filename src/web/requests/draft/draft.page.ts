import { Get, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { DraftCases, shownVersion } from './draft-cases.service.js';
import { Duplicates } from '../duplicates.service.js';
import { draftView } from './draft.view.js';

/** The request of a case once more before a second person sees it: every answer with its link, and what still keeps it from being sent. */
@Page()
export class DraftPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: DraftCases,
    private readonly duplicates: Duplicates,
  ) {}

  @Get(paths.draft.route)
  @Permit('cases.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const found = await this.drafts.find(actor, id);
    if (found === undefined) return this.pages.redirect(call, paths.caseView.to(id));
    const weapons = found.parts.weapon === undefined ? [] : [found.parts.weapon];
    const same = await this.duplicates.of(actor, call.words, weapons, id);
    const view = { ...draftView(call.words, found, actor, await this.forms.at(call)), duplicates: same };
    return this.pages.render(call, 'requests/draft/draft', view);
  }

  /** Asks a second person to approve exactly what is shown. */
  @Post(paths.draft.route)
  @Permit('cases.work')
  async propose(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
  ): Promise<string> {
    await this.drafts.get(actor, id);
    const refusal = await this.drafts.act(actor, id, { type: 'propose request' }, shownVersion(call));
    return refusal === undefined
      ? this.pages.redirect(call, paths.draft.to(id), { key: 'requests.draft.proposed' })
      : this.forms.back(call, refusal);
  }
}
