import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { ApprovalsService } from '../../tracing/cases/approvals.service.js';
import { CaseProposals, type ProposalView } from '../../tracing/cases/case-proposal.service.js';
import { TracingService } from '../../tracing/tracing.service.js';
import { type Signed } from './approve-many.view.js';
import { mayBeOneOfMany } from './approvals.view.js';

/** So many whole requests are a page that a person still reads. */
const MOST = 10;

@Injectable()
export class ManyApprovals {
  constructor(
    private readonly approvals: ApprovalsService,
    private readonly proposals: CaseProposals,
    private readonly tracing: TracingService,
  ) {}

  /** The requests that wait longest for this person and that they may sign now. */
  async waiting(actor: PersonActor): Promise<{ readonly found: readonly ProposalView[]; readonly more: boolean }> {
    const waiting = (await this.approvals.waiting(actor)).mine.filter(mayBeOneOfMany);
    const found: ProposalView[] = [];
    for (const { caseId } of waiting.slice(0, MOST)) {
      const one = await this.proposals.view(actor, caseId);
      if (one.ok && one.value.approve === undefined) found.push(one.value);
    }
    return { found, more: waiting.length > MOST };
  }

  /** Signs and sends one; what stands in the way of one stops no other. */
  async sign(
    actor: PersonActor,
    id: string,
    shown: { readonly version: number; readonly digest: string; readonly factsDigest: string },
  ): Promise<Signed> {
    const { version, digest, factsDigest } = shown;
    const approved = await this.tracing.execute(actor, id, { type: 'approve', digest, factsDigest }, version);
    if (!approved.ok) return { reference: await this.referenceOf(actor, id), done: 'refused', code: approved.code };
    const { reference, version: now } = approved.value.kase;
    const sent = await this.tracing.execute(actor, id, { type: 'send' }, now);
    return sent.ok ? { reference, done: 'sent' } : { reference, done: 'approved', code: sent.code };
  }

  /** Of what this person may see; an id of anything else stays an id. */
  private async referenceOf(actor: PersonActor, id: string): Promise<string> {
    const found = await this.proposals.view(actor, id);
    return found.ok ? found.value.view.case.reference : id;
  }
}
