import { Inject, Injectable } from '@nestjs/common';
import { compartmentOf, may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { hasRank } from '../../domain/tracing/decide-letter.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { ApprovalsQueries, type WaitingProposal } from './approvals.queries.js';

export interface Approvals {
  /** For this person's signature. */
  readonly mine: readonly WaitingProposal[];
  /** For somebody else's: their own work, or of a rank that they do not hold. */
  readonly others: readonly WaitingProposal[];
  /** Signed, and not sent yet. */
  readonly toSend: readonly WaitingProposal[];
  /** There are more than are listed. */
  readonly truncated: boolean;
}

/** Whose signature is waited for, by the law's own word on each. */
@Injectable()
export class ApprovalsService {
  constructor(
    private readonly queries: ApprovalsQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async waiting(actor: PersonActor): Promise<Approvals> {
    const compartment = compartmentOf(actor, 'cases.work');
    if (compartment === undefined) return { mine: [], others: [], toSend: [], truncated: false };
    const limit = this.config['web.workListMax'];
    const found = await this.queries.list(compartment, limit + 1);
    const list = found.slice(0, limit);
    const open = list.filter(({ approvedBy }) => approvedBy === null);
    return {
      mine: open.filter((one) => maySign(actor, one)),
      others: open.filter((one) => !maySign(actor, one)),
      toSend: list.filter(({ approvedBy }) => approvedBy !== null),
      truncated: found.length > limit,
    };
  }
}

/** By the columns beside the case alone; what its content asks for besides is judged when it is opened. */
function maySign(actor: PersonActor, { subject, by, level, needs }: WaitingProposal): boolean {
  const action = needs === 'head of NPC' ? 'cases.approve-head' : 'cases.approve';
  return (
    hasRank(actor, needs) && may(actor, action, { ...subject, authorId: by, ...(level === null ? {} : { level }) }).yes
  );
}
