import { Get, Inject, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { RefusalError } from '../../platform/problem.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { StepPages, type StepPlace } from '../requests/step-pages.service.js';
import { memberOf, WEAPON_STEPS, type WeaponStep } from '../requests/steps/step.js';
import { HandInDrafts } from './hand-in-drafts.service.js';
import { nextOf, nextOfWeapon } from './hand-in-order.js';

/** One weapon of a recovery that is not handed in yet, and its marks. */
@Page()
export class HandInWeaponPage {
  constructor(
    private readonly steps: StepPages,
    private readonly drafts: HandInDrafts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.handInWeapon.route)
  @Permit('recoveries.hand-in')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('number') number: string,
    @Param('step') step: string,
  ): Promise<string> {
    return this.steps.show(call, stepOf(step), await this.placeOf(call, actor, number, stepOf(step)));
  }

  @Post(paths.handInWeapon.route)
  @Permit('recoveries.hand-in')
  async save(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('number') number: string,
    @Param('step') step: string,
  ): Promise<string> {
    return this.steps.save(call, stepOf(step), await this.placeOf(call, actor, number, stepOf(step)));
  }

  private async placeOf(call: PageCall, actor: PersonActor, text: string, step: WeaponStep): Promise<StepPlace> {
    let draft = await this.drafts.get(actor);
    const number = Number(text);
    const most = Math.min(draft.weapons.length + (step === 'weapon' ? 1 : 0), this.config['tracing.itemsMax']);
    if (!/^\d{1,5}$/.test(text) || number < 1 || number > most) throw new RefusalError(refuse('not-found'));
    const weapon = draft.weapons[number - 1];
    return {
      parts: { ...draft.common, ...(weapon === undefined ? {} : { weapon }) },
      caption: call.words.t('requests.weapon.caption', { number: call.words.number(number) }),
      back: paths.handIn.to(),
      store: async ({ weapon: changed }) => {
        if (changed === undefined) return undefined;
        const weapons = [...draft.weapons];
        weapons[number - 1] = changed;
        draft = { ...draft, weapons };
        return this.drafts.save(actor, draft);
      },
      next: (done) => nextOfWeapon(done as WeaponStep, text) ?? nextOf(draft),
      hrefOf: (other) => paths.handInWeapon.to(text, other),
    };
  }
}

function stepOf(text: string): WeaponStep {
  const step = memberOf(WEAPON_STEPS, text);
  if (step === undefined) throw new RefusalError(refuse('not-found'));
  return step;
}
