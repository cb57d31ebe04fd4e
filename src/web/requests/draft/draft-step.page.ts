import { Get, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { StepPages, type StepPlace } from '../step-pages.service.js';
import { COMMON_STEPS, stepIn, WEAPON_STEPS } from '../steps/step.js';
import { DraftCases, shownVersion } from './draft-cases.service.js';

const EVERY_STEP = [...COMMON_STEPS, ...WEAPON_STEPS];

/** One part of the request of a case: a change takes back what was proposed. */
@Page()
export class DraftStepPage {
  constructor(
    private readonly steps: StepPages,
    private readonly drafts: DraftCases,
  ) {}

  @Get(paths.draftStep.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('step') step: string,
  ): Promise<string> {
    return this.steps.show(call, stepIn(EVERY_STEP, step), await this.placeOf(call, actor, id));
  }

  @Post(paths.draftStep.route)
  @Permit('cases.work')
  async save(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('step') step: string,
  ): Promise<string> {
    return this.steps.save(call, stepIn(EVERY_STEP, step), await this.placeOf(call, actor, id));
  }

  private async placeOf(call: PageCall, actor: PersonActor, id: string): Promise<StepPlace> {
    const { case: kase, parts } = await this.drafts.get(actor, id);
    return {
      parts,
      caption: call.words.t('requests.draft.caption', { reference: kase.reference }),
      back: paths.draft.to(id),
      version: kase.version,
      store: (body) => this.drafts.act(actor, id, { type: 'edit draft', body }, shownVersion(call)),
      next: () => paths.draft.to(id),
      hrefOf: (other) => paths.draftStep.to(id, other),
    };
  }
}
