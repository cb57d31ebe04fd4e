import { Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { IdSource } from '../../platform/id-source.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { IdentityLedger } from './identity-ledger.service.js';
import { type Agency } from './person.js';
import { PeopleRepository } from './people.repository.js';

/** The authorities of this State that work in the node. */
@Injectable()
export class AgenciesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleRepository,
    private readonly ledger: IdentityLedger,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async create(actor: Actor, name: string): Promise<Result<Agency>> {
    return this.transactions.run((tx) => this.add(tx, actor, name));
  }

  async add(tx: Tx, actor: Actor, name: string): Promise<Result<Agency>> {
    const agency: Agency = { id: this.ids.next(), name, createdAt: this.clock.now(), version: 1 };
    if (!(await this.people.insertAgency(tx, agency))) return refuse('name-taken', { field: '/name' });
    await this.ledger.record(tx, actor, 'identity.agency-added', { agencyId: agency.id, name });
    return succeed(agency);
  }

  async rename(actor: Actor, id: string, version: number, name: string): Promise<Result<Agency>> {
    return this.transactions.run(async (tx) => {
      const agency = await this.people.findAgency(tx, id);
      if (agency === undefined) return refuse('not-found');
      const namesake = await this.people.agencyNamed(tx, name);
      if (namesake !== undefined && namesake.id !== id) return refuse('name-taken', { field: '/name' });
      if (!(await this.people.renameAgency(tx, id, name, version))) return refuse('version-stale');
      await this.ledger.record(tx, actor, 'identity.agency-renamed', { agencyId: id, from: agency.name, to: name });
      return succeed({ ...agency, name, version: version + 1 });
    });
  }

  async list(after: string | undefined, limit: number): Promise<readonly Agency[]> {
    return this.transactions.run((tx) => this.people.agencies(tx, after, limit));
  }

  async named(name: string): Promise<Agency | undefined> {
    return this.transactions.run((tx) => this.people.agencyNamed(tx, name));
  }

  /** The agency to which incoming requests belong, by the name that the setting gives; made where it is missing, since a request is never lost. */
  async contactPoint(tx: Tx, name: string): Promise<string> {
    const found = await this.people.agencyNamed(tx, name);
    if (found !== undefined) return found.id;
    const added = await this.add(tx, { kind: 'system', id: 'contact point' }, name);
    if (!added.ok) throw new Error(`the agency of the contact point was refused: ${added.code}`);
    return added.value.id;
  }
}
