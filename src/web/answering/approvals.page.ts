import { Get, Inject } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { PeopleQueries } from '../../registries/identity/people.queries.js';
import { ApprovalsService } from '../../tracing/cases/approvals.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { approvalsView } from './approvals.view.js';

/** Whatever waits for a signature: for mine first. */
@Page()
export class ApprovalsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly approvals: ApprovalsService,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.approvals.route)
  @Permit('cases.work', 'case.list-read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const found = await this.approvals.waiting(actor);
    const persons = [...found.mine, ...found.toSend, ...found.others].map(({ by }) => by);
    const view = approvalsView(call.words, {
      found,
      names: await this.people.namesOf(persons),
      now: this.clock.now(),
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'answering/approvals', view);
  }
}
