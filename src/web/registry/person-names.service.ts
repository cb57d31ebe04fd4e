import { Injectable } from '@nestjs/common';
import { isUuid } from '../../domain/shared/ids.js';
import { PeopleService } from '../../registries/identity/people.service.js';
import { type Words } from '../i18n/words.js';

/** Who stands behind the ids in a history. */
@Injectable()
export class PersonNames {
  constructor(private readonly people: PeopleService) {}

  /** What the node did by itself, or by its command line, has no person behind it. */
  async of(words: Words, ids: readonly string[]): Promise<(id: string) => string> {
    const named = new Map<string, string>();
    for (const id of ids.filter(isUuid)) {
      const person = await this.people.find(id);
      if (person.ok) named.set(id, person.value.name);
    }
    return (id) => named.get(id) ?? words.t('registry.theNode');
  }
}
