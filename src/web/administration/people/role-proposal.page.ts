import { Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { instantAt } from '../../../domain/deadlines/zone-time.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { isInstant, type Instant } from '../../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RoleGrantDto } from '../../../registries/identity/dto/grants.dto.js';
import { PeopleListQueries } from '../../../registries/identity/people-list.queries.js';
import { RoleGrantsService } from '../../../registries/identity/role-grants.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';

const DAY_MS = 86_400_000;

/** The form on a person's page by which a role is proposed. People type days and sign-in names; the API takes instants and ids. */
@Page()
export class RoleProposalPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly people: PeopleListQueries,
    private readonly grants: RoleGrantsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post(paths.personRoles.route)
  @Permit('roles.grant')
  async propose(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) personId: string,
  ): Promise<string> {
    const place = paths.personView.to(personId);
    const { until = [], deputyFor = [], role = [], agencyId = [] } = inputOf(call.request.body);
    const [validTo, deputy] = [
      this.endOf((until[0] ?? '').trim()),
      await this.personCalled((deputyFor[0] ?? '').trim()),
    ];
    if (!validTo.ok) return this.forms.back(call, validTo, place);
    if (!deputy.ok) return this.forms.back(call, deputy, place);
    const read = await readForm(RoleGrantDto, { role, agencyId, validTo: validTo.value, deputyFor: deputy.value });
    if (!read.ok) return this.forms.back(call, read, place);
    const { validTo: to, deputyFor: stoodFor, ...rest } = read.value;
    const proposed = await this.grants.propose(actor, {
      ...rest,
      personId,
      ...(to === undefined ? {} : { validTo: to }),
      ...(stoodFor === undefined ? {} : { deputyFor: stoodFor }),
    });
    if (!proposed.ok) return this.forms.back(call, proposed, place);
    return this.pages.redirect(call, place, { key: 'people.roleProposed' });
  }

  /** The end of that day, as the clocks of the contact point show it. */
  private endOf(day: string): Result<readonly Instant[]> {
    if (day === '') return succeed([]);
    if (!isInstant(`${day}T00:00:00.000Z`)) return refuse('field-invalid', { field: '/until', rule: 'a day' });
    return succeed([instantAt(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS, this.config['node.zone'])]);
  }

  private async personCalled(signInName: string): Promise<Result<readonly string[]>> {
    if (signInName === '') return succeed([]);
    const found = await this.people.search({ text: signInName, standing: 'present' }, undefined, 200);
    const person = found.find((one) => one.signInName === signInName.toLowerCase());
    return person === undefined ? refuse('not-found', { field: '/deputyFor' }) : succeed([person.id]);
  }
}
