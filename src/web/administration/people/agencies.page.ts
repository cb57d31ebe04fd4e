import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { AgenciesService } from '../../../registries/identity/agencies.service.js';
import { AgencyDto } from '../../../registries/identity/dto/people.dto.js';
import { atField } from '../../forms/at-field.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { agenciesView } from './agencies.view.js';

const AGENCIES_MAX = 500;

/** The authorities of this State that work in the node. */
@Page()
export class AgenciesPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly agencies: AgenciesService,
  ) {}

  @Get(paths.agencies.route)
  @Permit('people.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const view = agenciesView(
      call.words,
      await this.agencies.list(undefined, AGENCIES_MAX),
      may(actor, 'agencies.manage').yes,
      await this.forms.at(call),
    );
    return this.pages.render(call, 'administration/people/agencies', view);
  }

  @Post(paths.agencies.route)
  @Permit('agencies.manage')
  async add(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const read = await readForm(AgencyDto, inputOf(call.request.body));
    if (!read.ok) return this.forms.back(call, read, paths.agencies.to());
    const added = await this.agencies.create(actor, read.value.name);
    if (!added.ok) return this.forms.back(call, added, paths.agencies.to());
    return this.pages.redirect(call, paths.agencies.to(), { key: 'people.agencyAdded' });
  }

  @Post(paths.agency.route)
  @Permit('agencies.manage')
  async rename(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const { [`name-${id}`]: name = [], version = [] } = inputOf(call.request.body);
    const read = await readForm(AgencyDto, { name });
    const renamed = read.ok ? await this.agencies.rename(actor, id, Number(version[0]), read.value.name) : read;
    if (!renamed.ok) return this.forms.back(call, atField(renamed, `name-${id}`), paths.agencies.to());
    return this.pages.redirect(call, paths.agencies.to(), { key: 'people.agencyRenamed' });
  }
}
