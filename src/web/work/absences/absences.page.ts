import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { unwrap } from '../../../platform/problem.js';
import { AbsencesService } from '../../../registries/identity/absences.service.js';
import { AbsenceDto } from '../../../registries/identity/dto/absences.dto.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { AssignmentsService } from '../../../tracing/cases/assignments.service.js';
import { HandOverDto } from '../../../tracing/cases/dto/keeping.dto.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { NPC_ROLES } from '../npc-roles.js';
import { absencesView } from './absences.view.js';

/** Away for a time: a deputy looks after the cases. Away for good: they are handed over. */
@Page()
export class AbsencesPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly absences: AbsencesService,
    private readonly assignments: AssignmentsService,
    private readonly people: PeopleQueries,
  ) {}

  @Get(paths.absences.route)
  @Permit('cases.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const absences = await this.absences.presentOf(actor);
    const view = absencesView(call.words, {
      form: await this.forms.at(call),
      actorId: actor.id,
      absences,
      names: await this.people.namesOf(absences.flatMap(({ personId, deputyId }) => [personId, deputyId])),
      colleagues: await this.people.holdersOf(NPC_ROLES, actor.agencyId),
      mayAssign: may(actor, 'cases.assign').yes,
    });
    return this.pages.render(call, 'work/absences/absences', view);
  }

  @Post(paths.nameDeputy.route)
  @Permit('cases.work')
  async name(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const form = await readForm(AbsenceDto, inputOf(call.request.body));
    const named = form.ok ? await this.absences.name(actor, form.value) : form;
    if (!named.ok) return this.forms.back(call, named, paths.absences.to());
    return this.pages.redirect(call, paths.absences.to(), { key: 'work.away.named' });
  }

  @Post(paths.endAbsence.route)
  @Permit('cases.work')
  async end(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    unwrap(await this.absences.end(actor, id));
    return this.pages.redirect(call, paths.absences.to(), { key: 'work.away.ended' });
  }

  @Post(paths.handOver.route)
  @Permit('cases.work')
  async handOver(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const form = await readForm(HandOverDto, inputOf(call.request.body));
    const done = form.ok ? await this.assignments.handOver(actor, form.value) : form;
    if (!done.ok) return this.forms.back(call, done, paths.absences.to());
    const { moved, failed } = done.value;
    return this.pages.redirect(call, paths.absences.to(), {
      key: failed.length === 0 ? 'work.away.handedOver' : 'work.away.handedOverPart',
      values: {
        count: moved.length,
        failed: failed.length,
        references: call.words.list(failed.slice(0, 10).map(({ reference }) => reference)),
      },
    });
  }
}
