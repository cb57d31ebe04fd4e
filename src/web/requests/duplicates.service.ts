import { Injectable } from '@nestjs/common';
import { type Weapon } from '../../domain/messages/index.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CaseSearchService } from '../../tracing/cases/case-search.service.js';
import { type Words } from '../i18n/words.js';
import { paths } from '../paths.js';

/** A case that tells of the same number already: it may be the same weapon. */
export interface DuplicateLink {
  readonly href: string;
  readonly text: string;
}

/** More are found by the search of all cases. */
const SHOWN = 5;
/** One look-up for each number: a long list is looked through by its first ones. */
const LOOKED_UP = 20;

/** Cases whose weapon bears one of these serial numbers; each look is an entry in the ledger. */
@Injectable()
export class Duplicates {
  constructor(private readonly cases: CaseSearchService) {}

  async of(
    actor: PersonActor,
    words: Words,
    weapons: readonly Weapon[],
    except?: string,
  ): Promise<readonly DuplicateLink[]> {
    const numbers = weapons
      .flatMap(({ marks }) => marks.filter(({ kind }) => kind === 'serial'))
      .flatMap(({ text }) => text ?? []);
    const links = new Map<string, DuplicateLink>();
    for (const mark of [...new Set(numbers)].slice(0, LOOKED_UP)) {
      const found = await this.cases.search(actor, { mark }, SHOWN);
      if (!found.ok) continue;
      for (const { id, reference, state } of found.value.items)
        if (id !== except)
          links.set(id, { href: paths.caseView.to(id), text: `${reference} · ${words.term('caseState', state)}` });
    }
    return [...links.values()];
  }
}
