import { Injectable } from '@nestjs/common';
import { type Weapon } from '../../domain/messages/index.js';
import { type Case, sharedOf } from '../../domain/tracing/case.js';
import { type RouteInput, type TrailLink } from '../../domain/tracing/route.js';
import { type Tx } from '../../platform/transaction.js';
import { ReferenceService } from '../../registries/reference/reference.service.js';
import { CaseRepository } from './case.repository.js';

/** What earlier links of a chain and the reference lists say about where to ask. */
@Injectable()
export class CaseTrailService {
  constructor(
    private readonly cases: CaseRepository,
    private readonly reference: ReferenceService,
  ) {}

  async of(tx: Tx, kase: Case, weapon: Weapon): Promise<Pick<RouteInput, 'trail' | 'makeCountries'>> {
    const trail: TrailLink[] = [];
    let previous = kase.previous;
    while (previous !== undefined) {
      const before: Case | undefined = (await this.cases.find(tx, previous.caseId))?.kase;
      if (before === undefined) break;
      const shared = sharedOf(before);
      const facts = shared.answer?.facts ?? [];
      trail.push(
        ...facts
          .filter((fact) => fact.field === 'State')
          .map((fact) => ({
            state: fact.value,
            event: fact.event ?? 'named in an answer',
            ...(fact.event === undefined ? { says: { code: 'named-in-an-answer' as const } } : {}),
            ...(fact.on === undefined ? {} : { on: fact.on }),
          })),
      );
      if (shared.forwardedTo !== undefined) trail.push(namedBy(before.partner ?? '', shared.forwardedTo));
      previous = before.previous;
    }
    const makeCountries = weapon.make === undefined ? [] : await this.reference.countriesOf(weapon.make);
    return { trail, makeCountries };
  }
}

function namedBy(partner: string, state: string): TrailLink {
  return { state, event: `named by ${partner}`, says: { code: 'named-by', values: { state: partner } } };
}
