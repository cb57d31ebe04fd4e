import { Inject, Injectable } from '@nestjs/common';
import { PartnerStateQueries } from '../../../exchange/partner-state.queries.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { PeopleListQueries } from '../../../registries/identity/people-list.queries.js';
import { NodeHealth } from '../queues/node-health.service.js';
import { SafetyFacts } from './safety-facts.service.js';
import { type SetUpInput } from './set-up.view.js';

/** What is done and what is open, read from the node itself: nobody ticks anything off. */
@Injectable()
export class SetUpFacts {
  constructor(
    private readonly people: PeopleListQueries,
    private readonly directory: DirectoryService,
    private readonly partners: PartnerStateQueries,
    private readonly safety: SafetyFacts,
    private readonly health: NodeHealth,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(): Promise<SetUpInput> {
    const { readiness, runs, now } = await this.health.read();
    const lastSigned = await this.partners.lastSigned();
    return {
      ...(await this.safety.read()),
      holders: await this.people.holderCounts(),
      ownContacts: (await this.directory.own(null)).contacts.length,
      partners: (await this.directory.partners('', 300)).length,
      ...(lastSigned === undefined ? {} : { lastSigned }),
      readiness,
      ...lastOf(runs.map(({ at }) => at)),
      now,
      maxSkewMs: this.config['clock.maxSkewMs'],
      exercise: this.config['node.exercise'],
      production: this.config['node.mode'] === 'production',
      zone: this.config['node.zone'],
    };
  }
}

function lastOf(instants: readonly string[]): { workerAt?: string } {
  const last = [...instants].sort().at(-1);
  return last === undefined ? {} : { workerAt: last };
}
