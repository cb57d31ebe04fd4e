import { Inject, Injectable } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { succeed, type Result } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { PeopleQueries } from '../../registries/identity/people.queries.js';
import { type WorkListAsk, WorkListService } from '../../tracing/cases/work-list.service.js';
import { NPC_ROLES } from '../work/npc-roles.js';
import { PartnerPlaces } from '../work/partner-places.service.js';
import { SavedViews } from '../work/saved-views.service.js';
import { type WorkListInput } from './work-list.view.js';

/** Everything that a work list shows, read for one person. */
@Injectable()
export class WorkListInputs {
  constructor(
    private readonly workList: WorkListService,
    private readonly people: PeopleQueries,
    private readonly partners: PartnerPlaces,
    private readonly views: SavedViews,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(actor: PersonActor, query: WorkListAsk): Promise<Result<WorkListInput>> {
    const [page, colleagues, places, views] = await Promise.all([
      this.workList.read(actor, { ...query, limit: this.config['web.workListMax'] }),
      this.people.holdersOf(NPC_ROLES, actor.agencyId),
      this.partners.all(),
      this.views.of(actor),
    ]);
    if (!page.ok) return page;
    const { items, standingInFor } = page.value;
    const shown = items.flatMap(({ assigneeId }) => (assigneeId === null ? [] : [assigneeId]));
    return succeed({
      page: page.value,
      query,
      mayAssign: may(actor, 'cases.assign').yes,
      signs: { persons: may(actor, 'cases.approve', { level: 2 }).yes, head: may(actor, 'cases.approve-head').yes },
      names: await this.people.namesOf([...shown, ...standingInFor]),
      colleagues,
      ...places,
      views,
      now: this.clock.now(),
      zone: this.config['node.zone'],
    });
  }
}
