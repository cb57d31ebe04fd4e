import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { Transactions } from '../../platform/transaction.js';
import { CredentialsRepository, type Account } from './credentials.repository.js';
import { IdentityLedger, SIGN_IN } from './identity-ledger.service.js';
import { PasswordsService } from './passwords.service.js';
import { hashOfSecret } from './secret.js';
import { SessionsRepository } from './sessions.repository.js';

/** Setting a password, by a one-time link or by the present one. Either ends the sessions that the old password opened. */
@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly credentials: CredentialsRepository,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsRepository,
    private readonly ledger: IdentityLedger,
    private readonly clock: Clock,
  ) {}

  /** A link that was never given, has been used or has expired answers the same. A weak password does not spend it. */
  async acceptLink(token: string, password: string): Promise<Result<{ personId: string }>> {
    const secretHash = hashOfSecret('link', token);
    if (secretHash === undefined) return refuse('link-spent');
    const account = await this.accountBehind(secretHash);
    if (account === undefined) return refuse('link-spent');
    const hashed = await this.passwords.accept(password, namesOf(account));
    if (!hashed.ok) return hashed;
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const link = await this.credentials.openLinkForUpdate(tx, secretHash, now);
      if (link === undefined) return refuse('link-spent');
      await this.credentials.spendLinksOf(tx, link.personId, now);
      await this.credentials.setPassword(tx, link.personId, hashed.value, now);
      const ended = await this.sessions.endSessionsOf(tx, link.personId, now);
      await this.ledger.record(tx, SIGN_IN, 'identity.link-accepted', {
        personId: link.personId,
        purpose: link.purpose,
        linkId: link.id,
        sessionsEnded: ended,
      });
      return succeed({ personId: link.personId });
    });
  }

  async change(actor: PersonActor, present: string, next: string): Promise<Result<null>> {
    const account = await this.transactions.run((tx) => this.credentials.accountOf(tx, actor.id));
    if (account === undefined) return refuse('not-found');
    if (!(await this.passwords.matches(present, account.passwordHash)))
      return refuse('password-wrong', { field: '/presentPassword' });
    const hashed = await this.passwords.accept(next, namesOf(account));
    if (!hashed.ok) return hashed;
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      await this.credentials.setPassword(tx, actor.id, hashed.value, now);
      const ended = await this.sessions.endSessionsOf(tx, actor.id, now, actor.credentialId);
      await this.ledger.record(tx, actor, 'identity.password-changed', { personId: actor.id, sessionsEnded: ended });
      return succeed(null);
    });
  }

  private async accountBehind(secretHash: Uint8Array): Promise<Account | undefined> {
    return this.transactions.run(async (tx) => {
      const link = await this.credentials.openLinkForUpdate(tx, secretHash, this.clock.now());
      return link && this.credentials.accountOf(tx, link.personId);
    });
  }
}

const namesOf = (account: Account): readonly string[] => [account.name, account.signInName, 'proofmark'];
