import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { isUuid } from '../../domain/shared/ids.js';
import { type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Refusal, type Result } from '../../domain/shared/refusal.js';
import { may, refusalOf } from '../../domain/access/policy.js';
import { fingerprintOf, isReadOut } from '../../domain/directory/fingerprint.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { readerOf, Transactions, type Tx } from '../../platform/transaction.js';
import { EntryIntakeService } from './entry-intake.service.js';
export { type Proposal } from './proposal.repository.js';
import { ProposalRepository, type Proposal, type ProposalState } from './proposal.repository.js';

/**
 * Pinning: one person brings the partner's entry, another hears the fingerprint at the published number and types it. A State without keys is pinned by the
 * two persons alone.
 */
@Injectable()
export class PinService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly intake: EntryIntakeService,
    private readonly proposals: ProposalRepository,
    private readonly audit: AuditRepository,
  ) {}

  /** Replaces an open proposal for the same State. Refusals: those of the intake. */
  async proposePin(actor: Actor, value: unknown): Promise<Result<Proposal>> {
    const checked = this.intake.check(value);
    if (!checked.ok) return checked;
    const entry = checked.value;
    const at = this.clock.now();
    return this.transactions.run(async (tx) => {
      const refusal = await this.intake.checkNext(tx, entry, await this.intake.lock(tx, entry.country));
      if (refusal !== undefined) return refusal;
      const earlier = await this.proposals.findOpen(tx, entry.country);
      if (earlier !== undefined) await this.decide(tx, actor, earlier, 'replaced', at);
      const proposal = await this.proposals.add(tx, entry, actor.id, at);
      await this.tell(tx, actor, 'directory.pin-proposed', proposal, at);
      return succeed(proposal);
    });
  }

  /**
   * `reason` counts only where one officer works alone (`access.singleOfficer`). Refusals: `not-found`, `own-work`, `proposal-decided`,
   * `fingerprint-differs` (after `directory.wrongReadings` the proposal is rejected), `entry-version-not-higher`.
   */
  async confirmPin(
    actor: Actor,
    proposalId: string,
    fingerprintReadOut: string,
    reason?: string,
  ): Promise<Result<Proposal>> {
    return this.withOpen(proposalId, async (tx, proposal) => {
      const at = this.clock.now();
      const own = this.config['access.singleOfficer'] && reason !== undefined ? { ownApproval: { reason } } : {};
      const decision = may(actor, 'directory.confirm', { authorId: proposal.proposedBy, ...own });
      if (!decision.yes) return refusalOf(decision);
      if (proposal.entry.keys.length > 0 && !isReadOut(fingerprintReadOut, fingerprintOf(proposal.entry)))
        return this.wrongReading(tx, actor, proposal, at);
      const refusal = await this.intake.checkNext(tx, proposal.entry, await this.intake.lock(tx, proposal.country));
      if (refusal !== undefined) return refusal;
      await this.proposals.decide(tx, proposal.id, {
        state: 'confirmed',
        by: actor.id,
        at,
        ...(reason === undefined ? {} : { reason }),
      });
      await this.intake.record(
        tx,
        proposal.entry,
        { by: actor.id, at, proposalId: proposal.id },
        {
          actor,
          act: 'directory.pinned',
          ownApproval: actor.id === proposal.proposedBy,
          ...(reason === undefined ? {} : { reason }),
        },
      );
      return this.after(tx, proposal.id);
    });
  }

  /** May `actor` confirm this proposal now? For a page; `confirmPin` asks again. */
  mayConfirm(actor: Actor, { proposedBy, state }: Proposal): 'yes' | 'with a reason' | 'own work' | 'no' {
    if (state !== 'open') return 'no';
    const decision = may(actor, 'directory.confirm', { authorId: proposedBy });
    if (decision.yes) return 'yes';
    if (decision.reason !== 'own work') return 'no';
    return this.config['access.singleOfficer'] ? 'with a reason' : 'own work';
  }

  /** Also by who proposed it. Refusals: `not-found`, `proposal-decided`. */
  async rejectPin(actor: Actor, proposalId: string, reason: string): Promise<Result<Proposal>> {
    return this.withOpen(proposalId, async (tx, proposal) => {
      await this.decide(tx, actor, proposal, 'rejected', this.clock.now(), reason);
      return this.after(tx, proposal.id);
    });
  }

  async find(id: string): Promise<Result<Proposal>> {
    const proposal = isUuid(id) ? await this.proposals.find(readerOf(this.transactions), id) : undefined;
    return proposal === undefined ? refuse('not-found') : succeed(proposal);
  }

  /** Newest first. */
  async list(filter: { state?: ProposalState; before?: string; limit: number }): Promise<readonly Proposal[]> {
    return this.proposals.list(readerOf(this.transactions), filter);
  }

  private async withOpen(
    id: string,
    work: (tx: Tx, proposal: Proposal) => Promise<Result<Proposal>>,
  ): Promise<Result<Proposal>> {
    if (!isUuid(id)) return refuse('not-found');
    return this.transactions.run(async (tx) => {
      const seen = await this.proposals.find(tx, id);
      if (seen === undefined) return refuse('not-found');
      // The State before the proposal, everywhere: a proposal and its replacement must not wait for each other.
      await this.intake.lock(tx, seen.country);
      const proposal = (await this.proposals.findForUpdate(tx, id)) ?? seen;
      return proposal.state === 'open'
        ? work(tx, proposal)
        : refuse('proposal-decided', { rule: 'a proposal is decided once', detail: `It is ${proposal.state}.` });
    });
  }

  private async wrongReading(tx: Tx, actor: Actor, proposal: Proposal, at: Instant): Promise<Refusal> {
    const count = await this.proposals.countWrongReading(tx, proposal.id);
    await this.tell(tx, actor, 'directory.fingerprint-differs', proposal, at);
    if (count >= this.config['directory.wrongReadings'])
      await this.decide(tx, actor, proposal, 'rejected', at, 'the fingerprint was read wrongly too often');
    return refuse('fingerprint-differs', {
      field: '/fingerprint',
      rule: 'the digits that the partner reads out at its published number',
    });
  }

  private async decide(
    tx: Tx,
    actor: Actor,
    proposal: Proposal,
    state: 'rejected' | 'replaced',
    at: Instant,
    reason?: string,
  ): Promise<void> {
    await this.proposals.decide(tx, proposal.id, {
      state,
      by: actor.id,
      at,
      ...(reason === undefined ? {} : { reason }),
    });
    await this.tell(tx, actor, `directory.pin-${state}`, proposal, at, reason);
  }

  private async after(tx: Tx, id: string): Promise<Result<Proposal>> {
    const proposal = await this.proposals.find(tx, id);
    if (proposal === undefined) throw new Error('a proposal that was just decided is gone');
    return succeed(proposal);
  }

  private async tell(
    tx: Tx,
    actor: Actor,
    act: string,
    proposal: Proposal,
    at: Instant,
    reason?: string,
  ): Promise<void> {
    await this.audit.append(tx, {
      at,
      act,
      actor: { kind: actor.kind, id: actor.id },
      data: {
        proposalId: proposal.id,
        country: proposal.country,
        version: proposal.entry.version,
        digest: proposal.digest,
      },
      ...(reason === undefined ? {} : { personal: { reason } }),
    });
  }
}
