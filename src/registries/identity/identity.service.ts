import { Injectable } from '@nestjs/common';
import { type PersonActor, type PersonRole } from '../../domain/shared/actor.js';
import { Clock } from '../../platform/clock.js';
import { type Tx } from '../../platform/transaction.js';
import { AuthenticationService } from './authentication.service.js';
import { type Person } from './person.js';
import { PeopleRepository } from './people.repository.js';
import { RoleGrantsRepository } from './role-grants.repository.js';

/** What other rooms ask about people. */
@Injectable()
export class IdentityService {
  constructor(
    private readonly authentication: AuthenticationService,
    private readonly people: PeopleRepository,
    private readonly grants: RoleGrantsRepository,
    private readonly clock: Clock,
  ) {}

  /** The person as they would act now from the command line or in the demo; undefined where they have left. */
  async actorOf(personId: string): Promise<PersonActor | undefined> {
    return this.authentication.actorOfPerson(personId);
  }

  /** The same within a transaction: what the person may do now, for a decision about them. */
  async actorIn(tx: Tx, personId: string): Promise<PersonActor | undefined> {
    const person = await this.people.findPerson(tx, personId);
    if (person === undefined || person.leftAt !== undefined) return undefined;
    const roles = await this.grants.heldBy(tx, personId, this.clock.now());
    return {
      kind: 'person',
      id: personId,
      agencyId: person.agencyId,
      roles,
      via: 'command line',
      credentialId: personId,
    };
  }

  async findPerson(tx: Tx, personId: string): Promise<Person | undefined> {
    return this.people.findPerson(tx, personId);
  }

  /** Who holds `role` now, deputies included: in one agency, or in any. A notice goes to roles, not to persons. */
  async holders(tx: Tx, role: PersonRole, agencyId?: string): Promise<readonly string[]> {
    return this.grants.holders(tx, role, agencyId, this.clock.now());
  }
}
