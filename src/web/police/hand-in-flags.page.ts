import { Get, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { inputOf } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer, type View } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { HandInDrafts } from './hand-in-drafts.service.js';
import { nextOf } from './hand-in-order.js';

interface FlagsView extends View {
  readonly chosen: readonly string[];
}

/** Who may know of a recovery, and whether the holders in the records may be asked. */
@Page()
export class HandInFlagsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: HandInDrafts,
  ) {}

  @Get(paths.handInFlags.route)
  @Permit('recoveries.hand-in')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { covert, common } = await this.drafts.get(actor);
    const view: FlagsView = {
      title: call.words.t('police.handIn.task.flags'),
      back: { href: paths.handIn.to() },
      chosen: [...(covert ? ['covert'] : []), ...(common.doNotContactHolders === true ? ['quiet'] : [])],
      form: await this.forms.at(call),
    };
    return this.pages.render(call, 'police/hand-in-flags', view);
  }

  @Post(paths.handInFlags.route)
  @Permit('recoveries.hand-in')
  async save(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const flags = inputOf(call.request.body)['flags'] ?? [];
    const draft = await this.drafts.get(actor);
    const changed = {
      ...draft,
      flagged: true,
      covert: flags.includes('covert'),
      common: { ...draft.common, doNotContactHolders: flags.includes('quiet') },
    };
    const refusal = await this.drafts.save(actor, changed);
    return refusal === undefined ? this.pages.redirect(call, nextOf(changed)) : this.forms.back(call, refusal);
  }
}
