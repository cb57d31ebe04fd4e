import { Get, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { DrillService } from '../../../registries/operation/drill.service.js';
import { DrillDto } from '../../../registries/operation/dto/operation.dto.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { drillsView } from './drills.view.js';

/** Practised restores: recorded by who did it, confirmed by who saw it. */
@Page()
export class DrillsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drills: DrillService,
    private readonly people: PeopleQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.drills.route)
  @Permit('node.confirm')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const drills = await this.drills.list();
    const ids = drills.flatMap(({ recordedBy, confirmedBy }) => [
      recordedBy,
      ...(confirmedBy === undefined ? [] : [confirmedBy]),
    ]);
    const view = drillsView(call.words, {
      drills: drills.map((drill) => ({ drill, mayConfirm: this.drills.mayConfirm(actor, drill) })),
      names: await this.people.namesOf(ids),
      mayRecord: may(actor, 'node.operate').yes,
      everyDays: this.config['operation.drillDays'],
      zone: this.config['node.zone'],
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/set-up/drills', view);
  }

  @Post(paths.drills.route)
  @Permit('node.operate')
  async record(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const read = await readForm(DrillDto, inputOf(call.request.body));
    if (!read.ok) return this.forms.back(call, read, paths.drills.to());
    const recorded = await this.drills.record(actor, read.value);
    if (!recorded.ok) return this.forms.back(call, recorded, paths.drills.to());
    return this.pages.redirect(call, paths.drills.to(), { key: 'setUp.drill.recorded' });
  }

  @Post(paths.drillConfirmation.route)
  @Permit('node.confirm')
  async confirm(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const confirmed = await this.drills.confirm(actor, id);
    if (confirmed.ok) return this.pages.redirect(call, paths.drills.to(), { key: 'setUp.drill.confirmed' });
    if (confirmed.code === 'not-found') throw new RefusalError(confirmed);
    return this.forms.back(call, confirmed, paths.drills.to());
  }
}
