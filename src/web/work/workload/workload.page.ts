import { Get } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { unwrap } from '../../../platform/problem.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { WorkloadService } from '../../../tracing/cases/workload.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { workloadView } from './workload.view.js';

/** Who has how much in hand, and with which State. */
@Page()
export class WorkloadPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly workload: WorkloadService,
    private readonly people: PeopleQueries,
  ) {}

  @Get(paths.workload.route)
  @Permit('cases.assign')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const load = unwrap(await this.workload.read(actor));
    const names = await this.people.namesOf(load.people.flatMap(({ key }) => (key === null ? [] : [key])));
    const view = workloadView(call.words, { ...load, names });
    return this.pages.render(call, 'work/workload/workload', view);
  }
}
