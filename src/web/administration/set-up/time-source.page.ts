import { Get, Inject } from '@nestjs/common';
import { PartnerStateQueries } from '../../../exchange/partner-state.queries.js';
import { Permit } from '../../../platform/access/permit.decorator.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, SETTINGS, type Config } from '../../../platform/config.js';
import { HealthService } from '../../../platform/health.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { timeSourceView } from './time-source.view.js';

/** The clock by which deadlines run and letters are signed, held against the database's and the partners'. */
@Page()
export class TimeSourcePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly health: HealthService,
    private readonly partners: PartnerStateQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.timeSource.route)
  @Permit('node.operate')
  async show(@OnPage() call: PageCall): Promise<string> {
    const view = timeSourceView(call.words, {
      now: this.clock.now(),
      zone: this.config['node.zone'],
      skewMs: (await this.health.readiness()).clockSkewMs,
      maxSkewMs: this.config['clock.maxSkewMs'],
      setting: SETTINGS['clock.maxSkewMs'].env,
      shared: this.config['clock.shared'],
      partners: await this.partners.all(),
    });
    return this.pages.render(call, 'administration/set-up/time-source', view);
  }
}
