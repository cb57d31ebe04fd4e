import { Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { IdSource } from '../../platform/id-source.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { IdentityLedger } from './identity-ledger.service.js';
import { LinksService, type IssuedLink } from './links.service.js';
import { foldSignInName, type LinkPurpose, type Person } from './person.js';
import { PeopleRepository } from './people.repository.js';

export interface NewPerson {
  readonly name: string;
  readonly signInName: string;
  readonly agencyId: string;
}

/** People: made by an invitation, renamed and moved under a version. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleRepository,
    private readonly links: LinksService,
    private readonly ledger: IdentityLedger,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async invite(actor: Actor, wanted: NewPerson): Promise<Result<{ person: Person; link: IssuedLink }>> {
    return this.transactions.run((tx) => this.add(tx, actor, wanted, 'invite'));
  }

  async add(
    tx: Tx,
    actor: Actor,
    wanted: NewPerson,
    purpose: LinkPurpose,
  ): Promise<Result<{ person: Person; link: IssuedLink }>> {
    if ((await this.people.findAgency(tx, wanted.agencyId)) === undefined)
      return refuse('not-found', { field: '/agencyId' });
    const person: Person = {
      id: this.ids.next(),
      agencyId: wanted.agencyId,
      name: wanted.name,
      signInName: foldSignInName(wanted.signInName),
      createdAt: this.clock.now(),
      version: 1,
    };
    if (!(await this.people.insertPerson(tx, person))) return refuse('name-taken', { field: '/signInName' });
    await this.ledger.record(
      tx,
      actor,
      'identity.person-added',
      { personId: person.id, agencyId: person.agencyId },
      { personal: { name: person.name, signInName: person.signInName } },
    );
    return succeed({ person, link: await this.links.issue(tx, actor, person.id, purpose) });
  }

  /** A fresh invitation, or a reset for who has lost the password. */
  async issueLink(actor: Actor, personId: string, purpose: 'invite' | 'reset'): Promise<Result<IssuedLink>> {
    return this.transactions.run(async (tx) => {
      const person = await this.people.findPersonForUpdate(tx, personId);
      if (person === undefined) return refuse('not-found');
      return person.leftAt === undefined
        ? succeed(await this.links.issue(tx, actor, personId, purpose))
        : refuse('person-left');
    });
  }

  async anybody(tx: Tx): Promise<boolean> {
    return this.people.anybody(tx);
  }

  async find(personId: string): Promise<Result<Person>> {
    const person = await this.transactions.run((tx) => this.people.findPerson(tx, personId));
    return person === undefined ? refuse('not-found') : succeed(person);
  }

  async list(after: string | undefined, limit: number): Promise<readonly Person[]> {
    return this.transactions.run((tx) => this.people.people(tx, after, limit));
  }

  async change(
    actor: Actor,
    personId: string,
    version: number,
    wanted: { name?: string; agencyId?: string },
  ): Promise<Result<Person>> {
    return this.transactions.run(async (tx) => {
      const person = await this.people.findPersonForUpdate(tx, personId);
      if (person === undefined) return refuse('not-found');
      if (person.version !== version) return refuse('version-stale');
      if (person.leftAt !== undefined) return refuse('person-left');
      if (wanted.agencyId !== undefined && (await this.people.findAgency(tx, wanted.agencyId)) === undefined)
        return refuse('not-found', { field: '/agencyId' });
      const changed: Person = {
        ...person,
        name: wanted.name ?? person.name,
        agencyId: wanted.agencyId ?? person.agencyId,
        version: version + 1,
      };
      await this.people.updatePerson(tx, changed);
      await this.ledger.record(
        tx,
        actor,
        'identity.person-changed',
        { personId, agencyId: changed.agencyId, version: changed.version },
        { personal: { name: changed.name } },
      );
      return succeed(changed);
    });
  }
}
