import { Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Refusal } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { ApprovalDto, ReasonDto } from '../../tracing/cases/dto/command.dto.js';
import { TracingService } from '../../tracing/tracing.service.js';
import { readForm } from '../forms/form-body.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { CaseFormActs } from './case-acts.service.js';
import { fieldsIn, versionIn } from './case-form.js';

/** Signing, giving back and sending what was proposed. */
@Page()
export class ApprovalActsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly acts: CaseFormActs,
    private readonly tracing: TracingService,
  ) {}

  /** An approval names the digests that the page showed: what changed since then is not signed. */
  @Post(paths.approve.route)
  @Permit('cases.approve')
  async approve(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const { then, ...fields } = fieldsIn(call);
    const form = await readForm(ApprovalDto, fields);
    if (!form.ok) return this.forms.back(call, form);
    const { digest, factsDigest, ownReason } = form.value;
    const own = ownReason === undefined ? {} : { ownReason };
    const command = { type: 'approve', digest, factsDigest, ...own } as const;
    const approved = await this.tracing.execute(actor, id, command, versionIn(call));
    if (!approved.ok) return this.forms.back(call, approved);
    if (then?.[0] !== 'send')
      return this.pages.redirect(call, paths.caseView.to(id), { key: 'answering.done.approved' });
    const sent = await this.tracing.execute(actor, id, { type: 'send' }, approved.value.kase.version);
    return sent.ok
      ? this.pages.redirect(call, paths.caseView.to(id), { key: 'answering.done.approvedAndSent' })
      : this.notSent(call, id, sent);
  }

  @Post(paths.giveBack.route)
  @Permit('cases.work')
  async giveBack(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const form = await readForm(ReasonDto, fieldsIn(call));
    if (!form.ok) return this.forms.back(call, form);
    const done = { to: paths.caseView.to(id), notice: { key: 'answering.done.givenBack' } };
    return this.acts.carryOut(call, actor, id, { type: 'return proposal', reason: form.value.reason }, done);
  }

  @Post(paths.sendApproved.route)
  @Permit('cases.work')
  send(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const done = { to: paths.caseView.to(id), notice: { key: 'answering.done.sent' } };
    return this.acts.carryOut(call, actor, id, { type: 'send' }, done);
  }

  /** It is signed; why it did not go out is said where it can be sent again. */
  private notSent(call: PageCall, id: string, refusal: Refusal): string {
    const reason = call.words.refusal(refusal.code);
    return this.pages.redirect(call, paths.approve.to(id), {
      key: 'answering.done.approvedNotSent',
      values: { reason },
    });
  }
}
