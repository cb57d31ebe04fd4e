import { Injectable } from '@nestjs/common';
import { type PersonActor, type PersonRole } from '../../domain/shared/actor.js';
import { type Result } from '../../domain/shared/refusal.js';
import { AgenciesService } from './agencies.service.js';
import { FoundingService } from './founding.service.js';
import { IdentityService } from './identity.service.js';
import { PasswordChangeService } from './password-change.service.js';
import { PeopleService } from './people.service.js';
import { RoleGrantsService } from './role-grants.service.js';

export interface SeedPerson {
  readonly name: string;
  readonly signInName: string;
  readonly password: string;
  /** By name; made where there is none. */
  readonly agency: string;
  readonly roles: readonly PersonRole[];
}

export type SeedAdministrator = Omit<SeedPerson, 'roles'>;

/** Who stands behind a seed: one proposes each role, the other confirms it. */
export interface Administrators {
  readonly first: PersonActor;
  readonly second: PersonActor;
}

/**
 * People for the demo and for tests, made by the very acts by which people are made: founding, invitation, proposal and confirmation
 * by two administrators, each with its entry. Never in production, where it would be one program playing two persons.
 */
@Injectable()
export class SeedService {
  constructor(
    private readonly founding: FoundingService,
    private readonly people: PeopleService,
    private readonly agencies: AgenciesService,
    private readonly passwords: PasswordChangeService,
    private readonly grants: RoleGrantsService,
    private readonly identity: IdentityService,
  ) {}

  /** Founds the node. The first administrator's own approval of the second stands in the ledger, as in any new node. */
  async found(first: SeedAdministrator, second: SeedAdministrator): Promise<Administrators> {
    this.founding.refuseInProduction();
    const founded = done(await this.founding.found(first));
    done(await this.passwords.acceptLink(founded.link.token, first.password));
    const founder = await this.actor(founded.person.id);
    const personId = await this.invite(founder, second);
    const grant = done(
      await this.grants.propose(founder, {
        personId,
        role: 'administrator',
        agencyId: await this.agencyId(founder, second.agency),
      }),
    );
    done(await this.grants.confirm(founder, grant.id, 'The node has no second administrator yet.'));
    return { first: founder, second: await this.actor(personId) };
  }

  /** Answers the actors in the order of `wanted`, with the roles that they now hold. */
  async addPeople(by: Administrators, wanted: readonly SeedPerson[]): Promise<readonly PersonActor[]> {
    this.founding.refuseInProduction();
    const actors: PersonActor[] = [];
    for (const person of wanted) {
      const personId = await this.invite(by.first, person);
      for (const role of person.roles) {
        const grant = done(
          await this.grants.propose(by.first, {
            personId,
            role,
            agencyId: await this.agencyId(by.first, person.agency),
          }),
        );
        done(await this.grants.confirm(by.second, grant.id));
      }
      actors.push(await this.actor(personId));
    }
    return actors;
  }

  private async invite(by: PersonActor, wanted: SeedAdministrator): Promise<string> {
    const { person, link } = done(
      await this.people.invite(by, { ...wanted, agencyId: await this.agencyId(by, wanted.agency) }),
    );
    done(await this.passwords.acceptLink(link.token, wanted.password));
    return person.id;
  }

  private async agencyId(by: PersonActor, name: string): Promise<string> {
    const known = await this.agencies.named(name);
    return known === undefined ? done(await this.agencies.create(by, name)).id : known.id;
  }

  private async actor(personId: string): Promise<PersonActor> {
    const actor = await this.identity.actorOf(personId);
    if (actor === undefined) throw new Error('a seeded person is not there');
    return actor;
  }
}

function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`seeding people: ${result.code} ${result.detail ?? ''}`);
  return result.value;
}
