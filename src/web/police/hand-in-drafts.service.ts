import { Injectable } from '@nestjs/common';
import { type Weapon } from '../../domain/messages/index.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, type Refusal } from '../../domain/shared/refusal.js';
import { FormDrafts } from '../forms/form-drafts.service.js';
import { type Parts } from '../requests/steps/step.js';

/** A recovery while a police officer writes it, before anybody else sees it. */
export interface HandInDraft {
  readonly common: Parts;
  readonly weapons: readonly Weapon[];
  /** Seen by its reporter and the head of the contact point alone. */
  readonly covert: boolean;
  /** Has the page of the two flags been answered? */
  readonly flagged: boolean;
}

const FORM = 'recovery';
const EMPTY: HandInDraft = { common: {}, weapons: [], covert: false, flagged: false };

/** The one unsent recovery of each person: saved with every page, found again on any phone. */
@Injectable()
export class HandInDrafts {
  constructor(private readonly drafts: FormDrafts) {}

  async find(actor: PersonActor): Promise<HandInDraft | undefined> {
    return (await this.drafts.find(actor, FORM)) as HandInDraft | undefined;
  }

  async get(actor: PersonActor): Promise<HandInDraft> {
    return (await this.find(actor)) ?? EMPTY;
  }

  async save(actor: PersonActor, draft: HandInDraft): Promise<Refusal | undefined> {
    return (await this.drafts.save(actor, FORM, draft)) ? undefined : refuse('body-too-large');
  }

  async drop(actor: PersonActor): Promise<void> {
    await this.drafts.drop(actor, FORM);
  }
}
