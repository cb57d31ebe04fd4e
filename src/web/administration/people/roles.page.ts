import { Get, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { ConfirmationDto } from '../../../registries/identity/dto/grants.dto.js';
import { RoleGrantsQueries, type GrantLine } from '../../../registries/identity/role-grants.queries.js';
import { RoleGrantsService } from '../../../registries/identity/role-grants.service.js';
import { atField } from '../../forms/at-field.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { PersonFile } from './person-file.service.js';
import { roleEndView, rolesView } from './roles.view.js';

/** Proposed roles, confirmed or taken back; and roles that end. */
@Page()
export class RolesPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly file: PersonFile,
    private readonly queries: RoleGrantsQueries,
    private readonly grants: RoleGrantsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.roles.route)
  @Permit('roles.confirm', 'identity.roles-read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const view = rolesView(call.words, {
      grants: await this.file.pending(actor),
      mayGrant: may(actor, 'roles.grant').yes,
      zone: this.config['node.zone'],
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/people/roles', view);
  }

  @Post(paths.roleConfirmation.route)
  @Permit('roles.confirm')
  async confirm(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const field = `ownApprovalReason-${id}`;
    const { [field]: ownApprovalReason = [] } = inputOf(call.request.body);
    const read = await readForm(ConfirmationDto, { ownApprovalReason });
    if (!read.ok) return this.forms.back(call, atField(read, field));
    const confirmed = await this.grants.confirm(actor, id, read.value.ownApprovalReason);
    if (!confirmed.ok) return this.refused(call, confirmed);
    return this.pages.redirect(call, paths.personView.to(confirmed.value.personId), { key: 'people.roleConfirmed' });
  }

  @Get(paths.roleEnd.route)
  @Permit('roles.grant')
  async askEnd(@OnPage() call: PageCall, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    const view = roleEndView(call.words, await this.open(id), await this.forms.at(call));
    return this.pages.render(call, 'administration/people/role-end', view);
  }

  @Post(paths.roleEnd.route)
  @Permit('roles.grant')
  async end(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const grant = await this.open(id);
    const ended = await this.grants.end(actor, id);
    if (!ended.ok) return this.refused(call, ended);
    return this.pages.redirect(call, paths.personView.to(grant.personId), { key: 'people.roleEnded' });
  }

  private async open(id: string): Promise<GrantLine> {
    const grant = await this.queries.find(id);
    if (grant === undefined) throw new RefusalError(refuse('not-found'));
    return grant;
  }

  private async refused(call: PageCall, refusal: Parameters<Forms['back']>[1]): Promise<string> {
    if (refusal.code === 'not-found') throw new RefusalError(refusal);
    return this.forms.back(call, refusal);
  }
}
