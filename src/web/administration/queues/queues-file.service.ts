import { Inject, Injectable } from '@nestjs/common';
import { compartmentOf, may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { FailedWorkQueries } from '../../../exchange/failed-work.queries.js';
import { ExchangeQueries } from '../../../exchange/exchange.queries.js';
import { PartnerStateQueries } from '../../../exchange/partner-state.queries.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { CasesQueries } from '../../../tracing/cases/cases.queries.js';
import { type QueuesInput } from './queues.view.js';
import { NodeHealth } from './node-health.service.js';

/** Everything that waits or stands still, in figures. */
@Injectable()
export class QueuesFile {
  constructor(
    private readonly exchange: ExchangeQueries,
    private readonly states: PartnerStateQueries,
    private readonly health: NodeHealth,
    private readonly failed: FailedWorkQueries,
    private readonly cases: CasesQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(actor: PersonActor): Promise<Omit<QueuesInput, 'mayWork' | 'form'>> {
    return {
      status: await this.exchange.status(),
      partners: await this.states.all(),
      ...(await this.health.read()),
      zone: this.config['node.zone'],
      ...(await this.failedFor(actor)),
    };
  }

  /** Who operates the node is told which case an officer is to be called about, and opens none. */
  private async failedFor(actor: PersonActor): Promise<Pick<QueuesInput, 'failed' | 'cases' | 'worksOnCases'>> {
    const failed = await this.failed.list();
    const ids = failed.flatMap(({ caseId }) => (caseId === null ? [] : [caseId]));
    const beside = await this.cases.beside(
      actor.id,
      compartmentOf(actor, 'cases.read'),
      ids,
      may(actor, 'node.operate').yes,
    );
    return {
      failed,
      cases: new Map(beside.map((one) => [one.id, one])),
      worksOnCases: may(actor, 'cases.work').yes,
    };
  }
}
