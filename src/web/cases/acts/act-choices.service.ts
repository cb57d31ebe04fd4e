import { Injectable } from '@nestjs/common';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { StateChoices } from '../../answering/state-choices.service.js';
import { type Words } from '../../i18n/words.js';
import { type OpenCase } from '../case-frame.js';
import { type Choices, type Option } from './act.js';

const WORKING = ['officer', 'supervisor', 'head of NPC'] as const;

/** What the lists of a form offer. */
@Injectable()
export class ActChoices {
  constructor(
    private readonly people: PeopleQueries,
    private readonly stateChoices: StateChoices,
  ) {}

  async of(words: Words, open: OpenCase, needs: readonly (keyof Choices)[]): Promise<Choices> {
    return {
      people: needs.includes('people') ? await this.colleagues(open) : [],
      states: needs.includes('states') ? await this.stateChoices.offer(words) : [],
    };
  }

  /** Whoever may work on cases of the owning agency, and who is named to the case. */
  private async colleagues({ view, names }: OpenCase): Promise<readonly Option[]> {
    const { owningAgencyId, namedPersonIds, conflictPersonIds } = view.case.compartment;
    const working = await this.people.holdersOf(WORKING, owningAgencyId);
    const known = new Map([
      ...[...namedPersonIds, ...conflictPersonIds].map((id) => [id, names.get(id) ?? id] as const),
      ...working.map(({ id, name }) => [id, name] as const),
    ]);
    return [...known].map(([value, text]) => ({ value, text }));
  }
}
