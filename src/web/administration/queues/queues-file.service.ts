import { Inject, Injectable } from '@nestjs/common';
import { ExchangeQueries } from '../../../exchange/exchange.queries.js';
import { PartnerStateQueries } from '../../../exchange/partner-state.queries.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { type QueuesInput } from './queues.view.js';
import { NodeHealth } from './node-health.service.js';

/** Everything that waits or stands still, in figures. */
@Injectable()
export class QueuesFile {
  constructor(
    private readonly exchange: ExchangeQueries,
    private readonly states: PartnerStateQueries,
    private readonly health: NodeHealth,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(): Promise<Omit<QueuesInput, 'mayWork' | 'form'>> {
    return {
      status: await this.exchange.status(),
      partners: await this.states.all(),
      ...(await this.health.read()),
      zone: this.config['node.zone'],
    };
  }
}
