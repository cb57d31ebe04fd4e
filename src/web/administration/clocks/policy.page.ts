import { Get, Param, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { RefusalError } from '../../../platform/problem.js';
import { ClockPolicyService, type RecordedPolicy } from '../../../registries/directory/clock-policy.service.js';
import { PolicyDto } from '../../../registries/directory/dto/policies.dto.js';
import { readForm } from '../../forms/form-body.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { draftOf, POLICY_FIELDS, policyInput } from './policy-form.js';
import { policyView } from './policy.view.js';

/** One policy: its terms with their source, and its next version. */
@Page()
export class PolicyPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly policies: ClockPolicyService,
  ) {}

  @Get(paths.policyView.route)
  @Permit('directory.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const view = policyView(call.words, {
      recorded: await this.found(id),
      mayEdit: may(actor, 'policies.edit').yes,
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/clocks/policy', view);
  }

  @Post(paths.policyView.route)
  @Permit('policies.edit')
  async change(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const { scope } = await this.found(id);
    const place = paths.policyView.to(id);
    const read = await readForm(PolicyDto, { ...policyInput(call), scope: [scope] }, POLICY_FIELDS);
    if (!read.ok) return this.forms.back(call, read, place);
    const { _version: version } = (call.request.body ?? {}) as Readonly<Record<string, unknown>>;
    const set = await this.policies.setPolicy(actor, draftOf(id, read.value), Number(version) || -1);
    if (!set.ok) return this.forms.back(call, set, place);
    return this.pages.redirect(call, place, { key: 'clocks.policySaved' });
  }

  private async found(id: string): Promise<RecordedPolicy> {
    const found = await this.policies.find(id);
    if (!found.ok) throw new RefusalError(found);
    return found.value;
  }
}
