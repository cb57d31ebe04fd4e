import { Get, Inject, Param } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { isUuid } from '../../domain/shared/ids.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { IncidentsService } from '../../tracing/incidents/incidents.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { recoveryView } from './recovery.view.js';

/** One recovery as who handed it in follows it: how far each weapon has come, and nothing that another State wrote. */
@Page()
export class RecoveryPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly incidents: IncidentsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.recoveryView.route)
  @Permit('recoveries.hand-in')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    if (!isUuid(id)) throw new RefusalError(refuse('not-found'));
    const { incident, progress } = unwrap(await this.incidents.follow(actor, id));
    return this.pages.render(
      call,
      'police/recovery',
      recoveryView(call.words, incident, progress, this.config['node.zone']),
    );
  }
}
