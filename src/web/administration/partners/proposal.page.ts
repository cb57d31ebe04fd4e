import { Get, Inject, Param, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { PinConfirmationDto, ReasonDto } from '../../../registries/directory/dto/entries.dto.js';
import { PinService } from '../../../registries/directory/pin.service.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { proposalView } from './proposal.view.js';

/** One proposal: the second person types what the partner reads out, and never sees the digits here. */
@Page()
export class ProposalPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly pins: PinService,
    private readonly people: PeopleQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.proposalView.route)
  @Permit('directory.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const found = await this.pins.find(id);
    if (!found.ok) throw new RefusalError(found);
    const { proposedBy, decidedBy } = found.value;
    const view = proposalView(call.words, {
      proposal: found.value,
      names: await this.people.namesOf([proposedBy, ...(decidedBy === undefined ? [] : [decidedBy])]),
      confirmation: this.pins.mayConfirm(actor, found.value),
      mayReject: found.value.state === 'open' && may(actor, 'directory.pin').yes,
      wrongReadings: this.config['directory.wrongReadings'],
      zone: this.config['node.zone'],
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/partners/proposal', view);
  }

  @Post(paths.proposalConfirmation.route)
  @Permit('directory.confirm')
  async confirm(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
  ): Promise<string> {
    // A State without keys has nothing to read out: an empty field is an answer, not one that was left out.
    const input = inputOf(call.request.body);
    const typed = (input['fingerprint']?.[0] ?? '').trim();
    const read = await readForm(PinConfirmationDto, { ...input, fingerprint: [typed === '' ? '-' : typed] });
    const place = paths.proposalView.to(id);
    if (!read.ok) return this.forms.back(call, read, place);
    const confirmed = await this.pins.confirmPin(actor, id, read.value.fingerprint, read.value.ownApprovalReason);
    if (!confirmed.ok) return this.refused(call, confirmed, place);
    return this.pages.redirect(call, paths.partnerView.to(confirmed.value.country), { key: 'partners.pinned' });
  }

  @Post(paths.proposalRejection.route)
  @Permit('directory.pin')
  async reject(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const place = paths.proposalView.to(id);
    const read = await readForm(ReasonDto, inputOf(call.request.body));
    if (!read.ok) return this.forms.back(call, read, place);
    const rejected = await this.pins.rejectPin(actor, id, read.value.reason);
    if (!rejected.ok) return this.refused(call, rejected, place);
    return this.pages.redirect(call, place, { key: 'partners.hasRejected' });
  }

  private async refused(call: PageCall, refusal: Parameters<Forms['back']>[1], place: string): Promise<string> {
    if (refusal.code === 'not-found') throw new RefusalError(refusal);
    return this.forms.back(call, refusal, place);
  }
}
