import { Inject, Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { type PersonActor, type PersonRole } from '../../domain/shared/actor.js';
import { type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { COMMAND_LINE, IdentityLedger } from './identity-ledger.service.js';
import { type Person, type RoleGrant } from './person.js';
import { GrantPreconditions } from './grant-preconditions.service.js';
import { RoleGrantsRepository } from './role-grants.repository.js';

export interface WantedGrant {
  readonly personId: string;
  readonly role: PersonRole;
  readonly agencyId: string;
  /** Now, where absent. */
  readonly validFrom?: Instant;
  readonly validTo?: Instant;
  readonly deputyFor?: string;
}

export type Confirmation = 'yes' | 'with a reason' | 'own work' | 'no';

/** Roles: one person proposes, another confirms. */
@Injectable()
export class RoleGrantsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly grants: RoleGrantsRepository,
    private readonly preconditions: GrantPreconditions,
    private readonly ledger: IdentityLedger,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async propose(actor: PersonActor, wanted: WantedGrant): Promise<Result<RoleGrant>> {
    const allowed = may(actor, 'roles.grant', {});
    if (!allowed.yes) return refusalOf(allowed);
    return this.transactions.run(async (tx) => {
      const now = this.preconditions.now();
      const grant: RoleGrant = {
        ...wanted,
        id: this.ids.next(),
        validFrom: wanted.validFrom ?? now,
        grantedBy: actor.id,
        grantedAt: now,
      };
      const obstacle = await this.preconditions.obstacleTo(tx, grant);
      if (obstacle !== undefined) return obstacle;
      await this.grants.insert(tx, grant);
      await this.ledger.record(tx, actor, 'identity.role-proposed', factsOf(grant));
      return succeed(grant);
    });
  }

  /** The second person, who is neither the proposer nor the one who gets the role. */
  async confirm(actor: PersonActor, grantId: string, ownApprovalReason?: string): Promise<Result<RoleGrant>> {
    return this.transactions.run(async (tx) => {
      const grant = await this.grants.findForUpdate(tx, grantId);
      if (grant === undefined) return refuse('not-found');
      if (grant.confirmedAt !== undefined || grant.endedAt !== undefined) return refuse('role-grant-decided');
      const reason =
        isOwn(actor, grant) && ownApprovalReason !== undefined && (await this.mayApproveOwn(tx, actor))
          ? ownApprovalReason
          : undefined;
      const decision = may(actor, 'roles.confirm', {
        ...(isOwn(actor, grant) ? { authorId: actor.id } : {}),
        ...(reason === undefined ? {} : { ownApproval: { reason } }),
      });
      if (!decision.yes) return refusalOf(decision);
      const obstacle = await this.preconditions.obstacleTo(tx, grant);
      if (obstacle !== undefined) return obstacle;
      const now = this.preconditions.now();
      await this.grants.confirm(tx, grantId, actor.id, now, reason);
      await this.recordConfirmation(tx, actor, grant, reason);
      return succeed({
        ...grant,
        confirmedBy: actor.id,
        confirmedAt: now,
        ...(reason === undefined ? {} : { ownApprovalReason: reason }),
      });
    });
  }

  /** May `actor` confirm this proposal now? `with a reason`: it is their own work, and nobody else could do it. For a page; `confirm` asks again. */
  async mayConfirm(actor: PersonActor, grant: Pick<RoleGrant, 'grantedBy' | 'personId'>): Promise<Confirmation> {
    const own = isOwn(actor, grant);
    const decision = may(actor, 'roles.confirm', own ? { authorId: actor.id } : {});
    if (decision.yes) return 'yes';
    if (decision.reason !== 'own work') return 'no';
    return (await this.transactions.run((tx) => this.mayApproveOwn(tx, actor))) ? 'with a reason' : 'own work';
  }

  /** The administrator of a new node: nobody is there to propose or to confirm. */
  async grantFirst(tx: Tx, person: Person): Promise<void> {
    const now = this.preconditions.now();
    const grant: RoleGrant = {
      id: this.ids.next(),
      personId: person.id,
      agencyId: person.agencyId,
      role: 'administrator',
      validFrom: now,
      grantedAt: now,
      confirmedAt: now,
    };
    await this.grants.insert(tx, grant);
    await this.ledger.record(tx, COMMAND_LINE, 'identity.role-confirmed', factsOf(grant));
  }

  /** Ends a role or takes a proposal back. One person suffices: it only takes power away. */
  async end(actor: PersonActor, grantId: string): Promise<Result<null>> {
    return this.transactions.run(async (tx) => {
      await this.grants.lockAdministrators(tx);
      const grant = await this.grants.findForUpdate(tx, grantId);
      if (grant === undefined) return refuse('not-found');
      if (grant.endedAt !== undefined) return refuse('role-grant-decided');
      const lost = await this.preconditions.losesLastAdministrator(tx, grant);
      if (lost) return refuse('last-administrator');
      await this.grants.end(tx, grantId, this.preconditions.now());
      await this.ledger.record(tx, actor, 'identity.role-ended', factsOf(grant));
      return succeed(null);
    });
  }

  async ofPerson(personId: string): Promise<readonly RoleGrant[]> {
    return this.transactions.run((tx) => this.grants.ofPerson(tx, personId));
  }

  // Without it a new node could never get its second administrator; it closes for good once there has been one.
  private async mayApproveOwn(tx: Tx, actor: PersonActor): Promise<boolean> {
    return this.config['access.singleOfficer'] || !(await this.grants.everAnotherConfirmer(tx, actor.id));
  }

  private async recordConfirmation(
    tx: Tx,
    actor: PersonActor,
    grant: RoleGrant,
    reason: string | undefined,
  ): Promise<void> {
    await this.ledger.record(tx, actor, 'identity.role-confirmed', factsOf(grant));
    if (reason !== undefined)
      await this.ledger.record(
        tx,
        actor,
        'identity.own-approval',
        { ownApproval: true, grantId: grant.id },
        { personal: { reason } },
      );
  }
}

function isOwn(actor: PersonActor, { grantedBy, personId }: Pick<RoleGrant, 'grantedBy' | 'personId'>): boolean {
  return grantedBy === actor.id || personId === actor.id;
}

function factsOf(grant: RoleGrant): Record<string, string> {
  return {
    grantId: grant.id,
    personId: grant.personId,
    agencyId: grant.agencyId,
    role: grant.role,
    validFrom: grant.validFrom,
    ...(grant.validTo === undefined ? {} : { validTo: grant.validTo }),
    ...(grant.deputyFor === undefined ? {} : { deputyFor: grant.deputyFor }),
  };
}
