import { Inject, Injectable } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Instant } from '../../../domain/shared/instant.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { type NamedPerson, PeopleQueries } from '../../../registries/identity/people.queries.js';
import { type CaseLine } from '../../../tracing/cases/dto/view.dto.js';
import { NPC_ROLES } from '../npc-roles.js';
import { PartnerPlaces } from '../partner-places.service.js';

/** What stands around the lines of a search: names, States, the time. */
export interface SearchSurroundings {
  readonly names: ReadonlyMap<string, string>;
  readonly colleagues: readonly NamedPerson[];
  readonly states: readonly string[];
  readonly zones: ReadonlyMap<string, string>;
  readonly now: Instant;
  readonly zone: string;
}

@Injectable()
export class CaseSearchInputs {
  constructor(
    private readonly people: PeopleQueries,
    private readonly partners: PartnerPlaces,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(actor: PersonActor, lines: readonly CaseLine[]): Promise<SearchSurroundings> {
    const [names, colleagues, places] = await Promise.all([
      this.people.namesOf(lines.flatMap(({ assigneeId }) => (assigneeId === null ? [] : [assigneeId]))),
      this.people.holdersOf(NPC_ROLES, actor.agencyId),
      this.partners.all(),
    ]);
    return {
      names,
      colleagues,
      ...places,
      now: this.clock.now(),
      zone: this.config['node.zone'],
    };
  }
}
