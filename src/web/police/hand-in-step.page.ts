import { Get, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { StepPages, type StepPlace } from '../requests/step-pages.service.js';
import { stepIn } from '../requests/steps/step.js';
import { HandInDrafts } from './hand-in-drafts.service.js';
import { HAND_IN_STEPS, nextOf } from './hand-in-order.js';

/** When, where and how the weapons were recovered: the very pages of the contact point's own journey. */
@Page()
export class HandInStepPage {
  constructor(
    private readonly steps: StepPages,
    private readonly drafts: HandInDrafts,
  ) {}

  @Get(paths.handInStep.route)
  @Permit('recoveries.hand-in')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('step') text: string,
  ): Promise<string> {
    const step = stepIn(HAND_IN_STEPS, text);
    return this.steps.show(call, step, await this.placeOf(call, actor));
  }

  @Post(paths.handInStep.route)
  @Permit('recoveries.hand-in')
  async save(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('step') text: string,
  ): Promise<string> {
    const step = stepIn(HAND_IN_STEPS, text);
    return this.steps.save(call, step, await this.placeOf(call, actor));
  }

  private async placeOf(call: PageCall, actor: PersonActor): Promise<StepPlace> {
    let draft = await this.drafts.get(actor);
    return {
      parts: draft.common,
      caption: call.words.t('police.handIn.title'),
      back: paths.handIn.to(),
      store: (parts) => {
        draft = { ...draft, common: { ...draft.common, ...parts } };
        return this.drafts.save(actor, draft);
      },
      next: () => nextOf(draft),
      hrefOf: (other) => paths.handInStep.to(other),
    };
  }
}
