import { Get, Inject, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { AgenciesService } from '../../../registries/identity/agencies.service.js';
import { NewPersonDto } from '../../../registries/identity/dto/people.dto.js';
import { PeopleService } from '../../../registries/identity/people.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { newPersonView } from './new-person.view.js';

/** More than any ministry has agencies in one node. */
const AGENCIES_MAX = 500;

@Page()
export class NewPersonPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly people: PeopleService,
    private readonly agencies: AgenciesService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.newPerson.route)
  @Permit('people.manage')
  async show(@OnPage() call: PageCall): Promise<string> {
    const agencies = await this.agencies.list(undefined, AGENCIES_MAX);
    return this.pages.render(
      call,
      'administration/people/new-person',
      newPersonView(call.words, agencies, await this.forms.at(call)),
    );
  }

  @Post(paths.people.route)
  @Permit('people.manage')
  async invite(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const read = await readForm(NewPersonDto, inputOf(call.request.body));
    if (!read.ok) return this.forms.back(call, read, paths.newPerson.to());
    const invited = await this.people.invite(actor, read.value);
    if (!invited.ok) return this.forms.back(call, invited, paths.newPerson.to());
    const { person, link } = invited.value;
    const until = call.words.timeIn(link.expiresAt, this.config['node.zone']);
    return this.pages.redirect(call, paths.personView.to(person.id), {
      key: 'people.linkMade',
      values: { name: person.name, url: link.url, until },
    });
  }
}
