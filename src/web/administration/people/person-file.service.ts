import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { AgenciesService } from '../../../registries/identity/agencies.service.js';
import { PeopleListQueries, type PersonLine } from '../../../registries/identity/people-list.queries.js';
import { RoleGrantsQueries, type GrantLine } from '../../../registries/identity/role-grants.queries.js';
import { RoleGrantsService, type Confirmation } from '../../../registries/identity/role-grants.service.js';

const AGENCIES_MAX = 500;

export interface JudgedGrant {
  readonly grant: GrantLine;
  readonly confirmation: Confirmation;
}

/** Everything that the page of a person shows, and what the reader may do about each role. */
@Injectable()
export class PersonFile {
  constructor(
    private readonly people: PeopleListQueries,
    private readonly queries: RoleGrantsQueries,
    private readonly grants: RoleGrantsService,
    private readonly agencies: AgenciesService,
  ) {}

  async of(
    actor: PersonActor,
    id: string,
  ): Promise<
    | {
        readonly person: PersonLine;
        readonly grants: readonly JudgedGrant[];
        readonly agencies: readonly { readonly id: string; readonly name: string }[];
      }
    | undefined
  > {
    const person = await this.people.find(id);
    if (person === undefined) return undefined;
    return {
      person,
      grants: await this.judged(actor, await this.queries.ofPerson(id)),
      agencies: await this.agencies.list(undefined, AGENCIES_MAX),
    };
  }

  async pending(actor: PersonActor): Promise<readonly JudgedGrant[]> {
    return this.judged(actor, await this.queries.pending());
  }

  private async judged(actor: PersonActor, grants: readonly GrantLine[]): Promise<readonly JudgedGrant[]> {
    const judged: JudgedGrant[] = [];
    for (const grant of grants)
      judged.push({
        grant,
        confirmation: grant.standing === 'pending' ? await this.grants.mayConfirm(actor, grant) : 'no',
      });
    return judged;
  }
}
