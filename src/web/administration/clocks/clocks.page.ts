import { Get, Inject, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { ClockPolicyService } from '../../../registries/directory/clock-policy.service.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { NewPolicyDto } from '../../../registries/directory/dto/policies.dto.js';
import { readForm } from '../../forms/form-body.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { clocksView } from './clocks.view.js';
import { draftOf, POLICY_FIELDS, policyInput } from './policy-form.js';
import { newPolicyView } from './policy.view.js';

const POLICIES_MAX = 200;
const PARTNERS_MAX = 300;

/** By which terms and calendars clocks run, and a new policy. */
@Page()
export class ClocksPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly policies: ClockPolicyService,
    private readonly directory: DirectoryService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.clocks.route)
  @Permit('directory.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const partners = await this.directory.partners('', PARTNERS_MAX);
    const view = clocksView(call.words, {
      policies: await this.policies.list('', POLICIES_MAX),
      states: [this.config['node.state'], ...partners.map(({ country }) => country)],
      mayEdit: may(actor, 'policies.edit').yes,
    });
    return this.pages.render(call, 'administration/clocks/clocks', view);
  }

  @Get(paths.newPolicy.route)
  @Permit('policies.edit')
  async ask(@OnPage() call: PageCall): Promise<string> {
    const view = newPolicyView(call.words, await this.forms.at(call));
    return this.pages.render(call, 'administration/clocks/policy', view);
  }

  @Post(paths.clocks.route)
  @Permit('policies.edit')
  async add(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const read = await readForm(NewPolicyDto, policyInput(call), POLICY_FIELDS);
    if (!read.ok) return this.forms.back(call, read, paths.newPolicy.to());
    const added = await this.policies.setPolicy(actor, draftOf(read.value.id, read.value), 0);
    if (!added.ok) return this.forms.back(call, added, paths.newPolicy.to());
    return this.pages.redirect(call, paths.policyView.to(read.value.id), { key: 'clocks.policySaved' });
  }
}
