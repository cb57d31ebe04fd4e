import { Get, Inject, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { typed } from '../steps/step.js';
import { incidentWeaponsView } from './incident-weapons.view.js';
import { RecoveryDrafts } from './recovery-drafts.service.js';

/** The weapons of an incident that is not recorded yet: change, take out, add another. */
@Page()
export class IncidentWeaponsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: RecoveryDrafts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.incidentWeapons.route)
  @Permit('cases.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const draft = await this.drafts.get(actor);
    const view = incidentWeaponsView(call.words, draft, this.config['tracing.itemsMax']);
    return this.pages.render(call, 'requests/journey/incident-weapons', view);
  }

  /** Takes one weapon out. */
  @Post(paths.incidentWeapons.route)
  @Permit('cases.work')
  async remove(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const draft = await this.drafts.get(actor);
    const number = Number(typed(inputOf(call.request.body), 'remove'));
    const weapons = draft.weapons.filter((_, index) => index !== number - 1);
    const refusal = await this.drafts.save(actor, { ...draft, weapons });
    return refusal === undefined
      ? this.pages.redirect(call, paths.incidentWeapons.to())
      : this.forms.back(call, refusal);
  }
}
