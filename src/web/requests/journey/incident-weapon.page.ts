import { Get, Inject, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { StepPages, type StepPlace } from '../step-pages.service.js';
import { weaponPlace } from '../weapon-place.js';
import { stepIn, WEAPON_STEPS, type WeaponStep } from '../steps/step.js';
import { RecoveryDrafts } from './recovery-drafts.service.js';

/** One weapon of an incident that is not recorded yet, and its marks. */
@Page()
export class IncidentWeaponPage {
  constructor(
    private readonly steps: StepPages,
    private readonly drafts: RecoveryDrafts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.incidentWeapon.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('number') number: string,
    @Param('step') step: string,
  ): Promise<string> {
    return this.steps.show(
      call,
      stepIn(WEAPON_STEPS, step),
      await this.placeOf(call, actor, number, stepIn(WEAPON_STEPS, step)),
    );
  }

  @Post(paths.incidentWeapon.route)
  @Permit('cases.work')
  async save(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('number') number: string,
    @Param('step') step: string,
  ): Promise<string> {
    return this.steps.save(
      call,
      stepIn(WEAPON_STEPS, step),
      await this.placeOf(call, actor, number, stepIn(WEAPON_STEPS, step)),
    );
  }

  private async placeOf(call: PageCall, actor: PersonActor, number: string, step: WeaponStep): Promise<StepPlace> {
    return weaponPlace({
      words: call.words,
      draft: await this.drafts.get(actor),
      number,
      step,
      most: this.config['tracing.itemsMax'],
      back: paths.incidentWeapons.to(),
      save: (draft) => this.drafts.save(actor, draft),
      after: () => paths.incidentWeapons.to(),
      hrefOf: (other) => paths.incidentWeapon.to(number, other),
    });
  }
}
