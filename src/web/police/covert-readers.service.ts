import { Injectable } from '@nestjs/common';
import { PeopleListQueries } from '../../registries/identity/people-list.queries.js';

const MOST = 20;

/** Who reads a covert recovery beside the person who hands it in: the head of the contact point, who names whoever else must. */
@Injectable()
export class CovertReaders {
  constructor(private readonly people: PeopleListQueries) {}

  async ids(): Promise<readonly string[]> {
    const heads = await this.people.search({ role: 'head of NPC', standing: 'present' }, undefined, MOST);
    return heads.map(({ id }) => id);
  }
}
