import { Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { Transactions } from '../../platform/transaction.js';
import { CredentialsRepository } from './credentials.repository.js';
import { IdentityLedger } from './identity-ledger.service.js';
import { PeopleRepository } from './people.repository.js';
import { RoleGrantsRepository } from './role-grants.repository.js';
import { SessionsRepository } from './sessions.repository.js';

/** The repositories of what a person carries. */
@Injectable()
export class Belongings {
  constructor(
    readonly credentials: CredentialsRepository,
    readonly grants: RoleGrantsRepository,
    readonly sessions: SessionsRepository,
  ) {}
}

/** A leaver loses everything in one transaction: roles, deputies, sessions, tokens, links and the password. */
@Injectable()
export class DeparturesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleRepository,
    private readonly belongings: Belongings,
    private readonly ledger: IdentityLedger,
    private readonly clock: Clock,
  ) {}

  async leave(actor: Actor, personId: string): Promise<Result<null>> {
    const { credentials, grants, sessions } = this.belongings;
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      await grants.lockAdministrators(tx);
      const person = await this.people.findPersonForUpdate(tx, personId);
      if (person === undefined) return refuse('not-found');
      if (person.leftAt !== undefined) return refuse('person-left');
      const administrators = await grants.holders(tx, 'administrator', undefined, now);
      if (administrators.length === 1 && administrators[0] === personId) return refuse('last-administrator');
      await this.people.markLeft(tx, personId, now);
      await credentials.removePassword(tx, personId);
      await credentials.spendLinksOf(tx, personId, now);
      const data = {
        personId,
        rolesEnded: await grants.endAllOf(tx, personId, now),
        sessionsEnded: await sessions.endSessionsOf(tx, personId, now),
        tokensRevoked: await sessions.revokeTokensOf(tx, personId, now),
      };
      await this.ledger.record(tx, actor, 'identity.person-left', data);
      return succeed(null);
    });
  }
}
