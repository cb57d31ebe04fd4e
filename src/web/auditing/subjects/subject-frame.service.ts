import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { type SubjectView } from '../../../registries/data-subjects/data-subjects.service.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';

/** Names, zone and day around a request. */
@Injectable()
export class SubjectFrame {
  constructor(
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async around(
    found: SubjectView,
  ): Promise<{ names: ReadonlyMap<string, string>; today: string; zone: string; state: string }> {
    return {
      names: await this.people.namesOf([found.request.registeredBy, ...found.decisions.map(({ by }) => by)]),
      today: this.clock.now().slice(0, 10),
      zone: this.config['node.zone'],
      state: this.config['node.state'],
    };
  }
}
