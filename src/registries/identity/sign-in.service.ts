import { Injectable } from '@nestjs/common';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { Transactions } from '../../platform/transaction.js';
import { CredentialsRepository } from './credentials.repository.js';
import { PasswordsService } from './passwords.service.js';
import { foldSignInName } from './person.js';
import { SessionsService, type OpenedSession } from './sessions.service.js';
import { SignInAttemptsService } from './sign-in-attempts.service.js';

/** Sign-in: the same answer, after the same work, for a wrong name and a wrong password. */
@Injectable()
export class SignInService {
  constructor(
    private readonly transactions: Transactions,
    private readonly attempts: SignInAttemptsService,
    private readonly credentials: CredentialsRepository,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
  ) {}

  async signIn(name: string, password: string, address: string): Promise<Result<OpenedSession>> {
    const attempt = { name: foldSignInName(name), address };
    // Counted before it is judged, so that a hundred attempts at once are a hundred attempts.
    const admitted = await this.attempts.admit(attempt);
    if (!admitted.ok) return admitted;
    const account = await this.transactions.run((tx) => this.credentials.accountNamed(tx, attempt.name));
    // Outside any transaction: a password hash is slow on purpose.
    const right = await this.passwords.matches(password, account?.passwordHash);
    if (!right || account === undefined) {
      await this.attempts.failed(attempt);
      return refuse('sign-in-failed');
    }
    return this.transactions.run(async (tx) => {
      await this.attempts.succeeded(tx, attempt);
      return succeed(await this.sessions.open(tx, account.personId));
    });
  }
}
