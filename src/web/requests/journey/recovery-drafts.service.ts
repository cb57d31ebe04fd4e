import { Injectable } from '@nestjs/common';
import { type Weapon } from '../../../domain/messages/index.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Instant } from '../../../domain/shared/instant.js';
import { refuse, type Refusal } from '../../../domain/shared/refusal.js';
import { Clock } from '../../../platform/clock.js';
import { FormDrafts } from '../../forms/form-drafts.service.js';
import { type Parts } from '../steps/step.js';

/** An incident while it is written, before anybody else sees it. */
export interface RecoveryDraft {
  readonly begunAt: Instant;
  readonly common: Parts;
  readonly weapons: readonly Weapon[];
}

const FORM = 'incident';

/** The one unrecorded incident of each person: saved with every page, found again in any browser. */
@Injectable()
export class RecoveryDrafts {
  constructor(
    private readonly drafts: FormDrafts,
    private readonly clock: Clock,
  ) {}

  async find(actor: PersonActor): Promise<RecoveryDraft | undefined> {
    return (await this.drafts.find(actor, FORM)) as RecoveryDraft | undefined;
  }

  async get(actor: PersonActor): Promise<RecoveryDraft> {
    return (await this.find(actor)) ?? { begunAt: this.clock.now(), common: {}, weapons: [] };
  }

  async save(actor: PersonActor, draft: RecoveryDraft): Promise<Refusal | undefined> {
    return (await this.drafts.save(actor, FORM, draft)) ? undefined : refuse('body-too-large');
  }

  async drop(actor: PersonActor): Promise<void> {
    await this.drafts.drop(actor, FORM);
  }
}
