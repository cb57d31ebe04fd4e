import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { NO_ID } from '../../domain/shared/ids.js';
import { refuse, succeed, type Refusal, type Result } from '../../domain/shared/refusal.js';
import { type Case } from '../../domain/tracing/case.js';
import { type Proposal } from '../../domain/tracing/proposal.js';
import { type Facts } from '../../domain/tracing/command.js';
import { decide } from '../../domain/tracing/decide.js';
import { shownFactsOf } from '../../domain/tracing/deciding.js';
import { type Tx } from '../../platform/transaction.js';
import { accessRefusal } from './case-access.js';
import { CaseFactsService } from './case-facts.service.js';
import { type CaseCommand } from './case-foresight.service.js';
import { pastActOf } from './case-history.js';
import { CaseReader } from './case-reader.service.js';
import { CaseRepository } from './case.repository.js';
import { changesSince, type ProposalChange } from './proposal-changes.js';
import { viewOf, type CaseView } from './case-view.js';

export { type ProposalChange } from './proposal-changes.js';

/** What waits for a signature, as the person who may sign it must see it. */
export interface ProposalView {
  readonly view: CaseView;
  readonly proposal: Proposal;
  readonly changes: readonly ProposalChange[];
  /** May this person sign it now, give it back, send it? Absent where they may. */
  readonly approve?: Refusal;
  readonly giveBack?: Refusal;
  readonly send?: Refusal;
  /** The node lets one officer sign their own work, with a reason. */
  readonly ownReasonAsked: boolean;
}

/** More acts than this since a proposal are no longer a list that a person reads. */
const MOST_CHANGES = 100;
/** Long enough for the rule; the person writes the real one. */
const SOME_REASON = 'a reason that is to be written';

@Injectable()
export class CaseProposals {
  constructor(
    private readonly reader: CaseReader,
    private readonly cases: CaseRepository,
    private readonly facts: CaseFactsService,
  ) {}

  /** Refusals: `nothing-proposed`, and those of reading a case. */
  async view(actor: PersonActor, id: string): Promise<Result<ProposalView>> {
    return this.reader.read(actor, { id, action: 'cases.work', act: 'case.proposal-read' }, async (tx, kase, now) => {
      const { proposal } = kase;
      if (proposal === undefined) return refuse('nothing-proposed');
      const facts = await this.facts.load(tx, kase, approving(proposal), now);
      const own = facts.singleOfficer && proposal.by === actor.id;
      const would = (command: CaseCommand): Refusal | undefined => wouldRefuse(actor, kase, command, facts, now);
      const view = viewOf(kase, actor, []);
      const shown = view.case.proposal;
      if (shown === undefined) return refuse('not-found');
      const approve = proposal.approval === undefined ? would(approving(proposal, own)) : refuse('nothing-proposed');
      const giveBack = would({ type: 'return proposal', reason: SOME_REASON });
      const send = would({ type: 'send' });
      return succeed({
        view,
        proposal: shown,
        changes: await this.changes(tx, kase, proposal, facts),
        ownReasonAsked: own,
        ...(approve === undefined ? {} : { approve }),
        ...(giveBack === undefined ? {} : { giveBack }),
        ...(send === undefined ? {} : { send }),
      });
    });
  }

  private async changes(tx: Tx, kase: Case, proposal: Proposal, facts: Facts): Promise<readonly ProposalChange[]> {
    const events = await this.cases.history(tx, kase.id, { limit: MOST_CHANGES });
    const acts = events.map((event) => pastActOf(event, kase.role, true));
    return changesSince(proposal, acts, shownFactsOf({ kase, facts }), facts.record?.facts ?? []);
  }
}

function approving({ digest, factsDigest }: Proposal, own = false): Extract<CaseCommand, { type: 'approve' }> {
  return { type: 'approve', digest, factsDigest, ...(own ? { ownReason: SOME_REASON } : {}) };
}

function wouldRefuse(
  actor: PersonActor,
  kase: Case,
  command: CaseCommand,
  facts: Facts,
  now: string,
): Refusal | undefined {
  const access = accessRefusal(actor, kase, command);
  if (access !== undefined) return access;
  const decided = decide(kase, command, facts, { now, actor, commandId: NO_ID, jti: NO_ID });
  return decided.ok ? undefined : decided;
}
