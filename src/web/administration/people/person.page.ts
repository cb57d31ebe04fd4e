import { Get, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { LinkDto, PersonChangeDto } from '../../../registries/identity/dto/people.dto.js';
import { PeopleService } from '../../../registries/identity/people.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { PersonFile } from './person-file.service.js';
import { personView } from './person.view.js';

/** One person: who they are, what they may do, and the acts of the administrator. */
@Page()
export class PersonPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly file: PersonFile,
    private readonly people: PeopleService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.personView.route)
  @Permit('people.read', 'identity.person-read')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const found = await this.file.of(actor, id);
    if (found === undefined) throw new RefusalError(refuse('not-found'));
    const view = personView(call.words, {
      ...found,
      mayManage: may(actor, 'people.manage').yes,
      mayGrant: may(actor, 'roles.grant').yes,
      zone: this.config['node.zone'],
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/people/person', view);
  }

  @Post(paths.personView.route)
  @Permit('people.manage')
  async change(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const { name = [], toAgencyId = [], version = [] } = inputOf(call.request.body);
    const read = await readForm(PersonChangeDto, { name, agencyId: toAgencyId });
    if (!read.ok) return this.forms.back(call, read, paths.personView.to(id));
    const changed = await this.people.change(actor, id, Number(version[0]), read.value);
    if (!changed.ok) return this.forms.back(call, changed, paths.personView.to(id));
    return this.pages.redirect(call, paths.personView.to(id), { key: 'people.changed' });
  }

  @Post(paths.personLinks.route)
  @Permit('people.manage')
  async makeLink(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const { purpose = [] } = inputOf(call.request.body);
    const read = await readForm(LinkDto, { purpose });
    if (!read.ok) return this.forms.back(call, read, paths.personView.to(id));
    const [person, link] = [await this.people.find(id), await this.people.issueLink(actor, id, read.value.purpose)];
    if (!person.ok) throw new RefusalError(person);
    if (!link.ok) return this.forms.back(call, link, paths.personView.to(id));
    const until = call.words.timeIn(link.value.expiresAt, this.config['node.zone']);
    return this.pages.redirect(call, paths.personView.to(id), {
      key: 'people.linkMade',
      values: { name: person.value.name, url: link.value.url, until },
    });
  }
}
