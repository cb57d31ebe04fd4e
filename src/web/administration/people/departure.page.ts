import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { RefusalError } from '../../../platform/problem.js';
import { DeparturesService } from '../../../registries/identity/departures.service.js';
import { PeopleListQueries, type PersonLine } from '../../../registries/identity/people-list.queries.js';
import { CasesQueries } from '../../../tracing/cases/cases.queries.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { departureView } from './departure.view.js';

/** A person leaves: everything ends with one button, after a look at what ends. */
@Page()
export class DeparturePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly people: PeopleListQueries,
    private readonly cases: CasesQueries,
    private readonly departures: DeparturesService,
  ) {}

  @Get(paths.personDeparture.route)
  @Permit('people.manage', 'identity.person-read')
  async ask(@OnPage() call: PageCall, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    const person = await this.present(id);
    const view = departureView(call.words, person, await this.cases.countOpenOf(id), await this.forms.at(call));
    return this.pages.render(call, 'administration/people/departure', view);
  }

  @Post(paths.personDeparture.route)
  @Permit('people.manage')
  async leave(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const person = await this.present(id);
    const left = await this.departures.leave(actor, id);
    if (!left.ok) return this.forms.back(call, left, paths.personDeparture.to(id));
    return this.pages.redirect(call, paths.personView.to(id), { key: 'people.hasLeft', values: { name: person.name } });
  }

  private async present(id: string): Promise<PersonLine> {
    const person = await this.people.find(id);
    if (person === undefined) throw new RefusalError(refuse('not-found'));
    if (person.leftAt !== undefined) throw new RefusalError(refuse('person-left'));
    return person;
  }
}
