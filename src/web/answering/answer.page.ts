import { Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Clock } from '../../platform/clock.js';
import { unwrap } from '../../platform/problem.js';
import { PeopleQueries } from '../../registries/identity/people.queries.js';
import { CaseAnswering } from '../../tracing/cases/case-answering.service.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { answerView } from './answer.view.js';
import { CapitalZones } from './capital-zones.service.js';

/** An incoming request beside what the registry says to it. */
@Page()
export class AnswerPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly answering: CaseAnswering,
    private readonly people: PeopleQueries,
    private readonly zones: CapitalZones,
    private readonly clock: Clock,
  ) {}

  @Get(paths.answer.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const answering = unwrap(await this.answering.view(actor, id));
    const { chosen, partner } = answering.view.case;
    const view = answerView(call.words, {
      answering,
      form: await this.forms.at(call),
      now: this.clock.now(),
      zones: await this.zones.of(partner),
      page: pageIn(call),
      names: await this.people.namesOf(chosen === undefined ? [] : [chosen.by]),
    });
    return this.pages.render(call, 'answering/answer', view);
  }
}

function pageIn(call: PageCall): number {
  const { page } = call.request.query as Readonly<Record<string, unknown>>;
  return typeof page === 'string' && /^\d{1,3}$/.test(page) ? Number(page) : 1;
}
