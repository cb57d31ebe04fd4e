import { Get, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { StepPages, type StepPlace } from '../step-pages.service.js';
import { COMMON_STEPS, stepIn, type CommonStep } from '../steps/step.js';
import { nextOf } from './journey-order.js';
import { RecoveryDrafts } from './recovery-drafts.service.js';

/** What holds for all weapons of an incident that is not recorded yet. */
@Page()
export class IncidentStepPage {
  constructor(
    private readonly steps: StepPages,
    private readonly drafts: RecoveryDrafts,
  ) {}

  @Get(paths.incidentStep.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('step') step: string,
  ): Promise<string> {
    return this.steps.show(
      call,
      stepIn(COMMON_STEPS, step),
      await this.placeOf(call, actor, stepIn(COMMON_STEPS, step)),
    );
  }

  @Post(paths.incidentStep.route)
  @Permit('cases.work')
  async save(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('step') step: string,
  ): Promise<string> {
    return this.steps.save(
      call,
      stepIn(COMMON_STEPS, step),
      await this.placeOf(call, actor, stepIn(COMMON_STEPS, step)),
    );
  }

  private async placeOf(call: PageCall, actor: PersonActor, step: CommonStep): Promise<StepPlace> {
    let draft = await this.drafts.get(actor);
    return {
      parts: draft.common,
      caption: call.words.t('requests.journey.title'),
      back: paths.newIncident.to(),
      store: (parts) => {
        const { urgencyReason: _earlier, ...kept } = draft.common;
        const common = step === 'urgency' ? kept : draft.common;
        draft = { ...draft, common: { ...common, ...parts } };
        return this.drafts.save(actor, draft);
      },
      next: () => nextOf(draft, step),
      hrefOf: (other) => paths.incidentStep.to(other),
    };
  }
}
