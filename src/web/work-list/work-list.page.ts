import { Get, Inject } from '@nestjs/common';
import { compartmentOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { CasesQueries } from '../../tracing/cases/cases.queries.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { workListView, type WorkLine } from './work-list.view.js';

/** The first page: what waits for this person, overdue first. */
@Page()
export class WorkListPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly cases: CasesQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.home.route)
  @Permit('signed in', 'case.list-read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const view = workListView(call.words, {
      lines: await this.linesFor(actor),
      roles: actor.roles.map(({ role }) => role),
      now: this.clock.now(),
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'work-list/work-list', view);
  }

  /** Only whoever may work on cases has cases waiting. */
  private async linesFor(actor: PersonActor): Promise<readonly WorkLine[]> {
    const compartment = compartmentOf(actor, 'cases.work');
    if (compartment === undefined) return [];
    return this.cases.list(compartment, {}, undefined, this.config['web.workListMax']);
  }
}
