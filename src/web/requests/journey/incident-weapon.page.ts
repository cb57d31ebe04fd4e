import { Get, Inject, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { StepPages, type StepPlace } from '../step-pages.service.js';
import { memberOf, type WeaponStep, WEAPON_STEPS } from '../steps/step.js';
import { nextOfWeapon } from './journey-order.js';
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
    return this.steps.show(call, weaponStep(step), await this.placeOf(call, actor, number, weaponStep(step)));
  }

  @Post(paths.incidentWeapon.route)
  @Permit('cases.work')
  async save(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('number') number: string,
    @Param('step') step: string,
  ): Promise<string> {
    return this.steps.save(call, weaponStep(step), await this.placeOf(call, actor, number, weaponStep(step)));
  }

  private async placeOf(call: PageCall, actor: PersonActor, text: string, step: WeaponStep): Promise<StepPlace> {
    const draft = await this.drafts.get(actor);
    const number = Number(text);
    const most = Math.min(draft.weapons.length + (step === 'weapon' ? 1 : 0), this.config['tracing.itemsMax']);
    if (!/^\d{1,5}$/.test(text) || number < 1 || number > most) throw new RefusalError(refuse('not-found'));
    const weapon = draft.weapons[number - 1];
    return {
      parts: { ...draft.common, ...(weapon === undefined ? {} : { weapon }) },
      caption: call.words.t('requests.weapon.caption', { number: call.words.number(number) }),
      back: paths.incidentWeapons.to(),
      store: async ({ weapon: changed }) => {
        if (changed === undefined) return undefined;
        const weapons = [...draft.weapons];
        weapons[number - 1] = changed;
        return this.drafts.save(actor, { ...draft, weapons });
      },
      next: (done) => nextOfWeapon(done as WeaponStep, number),
      hrefOf: (other) => paths.incidentWeapon.to(text, other),
    };
  }
}

function weaponStep(text: string): WeaponStep {
  const step = memberOf(WEAPON_STEPS, text);
  if (step === undefined) throw new RefusalError(refuse('not-found'));
  return step;
}
