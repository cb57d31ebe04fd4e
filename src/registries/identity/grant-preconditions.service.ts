import { Injectable } from '@nestjs/common';
import { rolesConflict } from '../../domain/access/policy.js';
import { type Instant } from '../../domain/shared/instant.js';
import { refuse, type Refusal } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { type Tx } from '../../platform/transaction.js';
import { type RoleGrant } from './person.js';
import { PeopleRepository } from './people.repository.js';
import { RoleGrantsRepository } from './role-grants.repository.js';

/** What stands against giving or taking a role; asked when it is proposed and again when it is confirmed. */
@Injectable()
export class GrantPreconditions {
  constructor(
    private readonly people: PeopleRepository,
    private readonly grants: RoleGrantsRepository,
    private readonly clock: Clock,
  ) {}

  now(): Instant {
    return this.clock.now();
  }

  async obstacleTo(tx: Tx, grant: RoleGrant): Promise<Refusal | undefined> {
    const person = await this.people.findPersonForUpdate(tx, grant.personId);
    if (person === undefined) return refuse('not-found', { field: '/personId' });
    if (person.leftAt !== undefined) return refuse('person-left', { field: '/personId' });
    if ((await this.people.findAgency(tx, grant.agencyId)) === undefined)
      return refuse('not-found', { field: '/agencyId' });
    return (
      this.obstacleInDates(grant) ??
      (await this.obstacleInOtherRoles(tx, grant)) ??
      (await this.obstacleInDeputising(tx, grant))
    );
  }

  async losesLastAdministrator(tx: Tx, grant: RoleGrant): Promise<boolean> {
    if (grant.role !== 'administrator' || grant.confirmedAt === undefined) return false;
    const left = (await this.grants.holders(tx, 'administrator', undefined, this.now())).filter(
      (personId) => personId !== grant.personId,
    );
    return left.length === 0;
  }

  private obstacleInDates(grant: RoleGrant): Refusal | undefined {
    if (grant.validTo !== undefined && (grant.validTo <= grant.validFrom || grant.validTo <= this.now()))
      return refuse('field-invalid', { field: '/validTo', rule: 'after validFrom and the present' });
    return grant.deputyFor !== undefined && grant.validTo === undefined
      ? refuse('field-invalid', { field: '/validTo', rule: 'a deputy has a last day' })
      : undefined;
  }

  private async obstacleInOtherRoles(tx: Tx, grant: RoleGrant): Promise<Refusal | undefined> {
    const others = (await this.grants.ofPerson(tx, grant.personId)).filter(
      (other) => other.id !== grant.id && other.endedAt === undefined && overlap(other, grant),
    );
    const conflicting = others.find((other) => rolesConflict(other.role, grant.role));
    return conflicting === undefined
      ? undefined
      : refuse('role-conflict', {
          field: '/role',
          rule: 'who judges the work does not do it',
          detail: conflicting.role,
        });
  }

  private async obstacleInDeputising(tx: Tx, grant: RoleGrant): Promise<Refusal | undefined> {
    if (grant.deputyFor === undefined) return undefined;
    if (grant.deputyFor === grant.personId)
      return refuse('field-invalid', { field: '/deputyFor', rule: 'a deputy stands in for another person' });
    const held = await this.grants.heldBy(tx, grant.deputyFor, this.now());
    const holds = held.some(
      (one) => one.role === grant.role && one.agencyId === grant.agencyId && one.deputyFor === undefined,
    );
    return holds
      ? undefined
      : refuse('field-invalid', { field: '/deputyFor', rule: 'a deputy stands in for somebody who holds the role' });
  }
}

function overlap(one: RoleGrant, other: RoleGrant): boolean {
  return (
    (one.validTo === undefined || one.validTo > other.validFrom) &&
    (other.validTo === undefined || other.validTo > one.validFrom)
  );
}
