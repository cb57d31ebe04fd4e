import { Inject, Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { addMs, type Instant } from '../../domain/shared/instant.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { IdentityLedger, SIGN_IN } from './identity-ledger.service.js';
import { newSecret } from './secret.js';
import { SessionsRepository } from './sessions.repository.js';

export interface OpenedSession {
  readonly personId: string;
  readonly sessionId: string;
  /** For the cookie, and shown nowhere else. */
  readonly secret: string;
  readonly expiresAt: Instant;
}

const HOUR_MS = 3_600_000;

/** Sessions live in Postgres: ending one takes effect at the next call, on every process. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsRepository,
    private readonly ledger: IdentityLedger,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async open(tx: Tx, personId: string): Promise<OpenedSession> {
    const now = this.clock.now();
    const sessionId = this.ids.next();
    const secret = newSecret('session');
    const expiresAt = addMs(now, this.config['access.sessionMaxHours'] * HOUR_MS);
    await this.sessions.insertSession(tx, { id: sessionId, personId, expiresAt }, secret.hash, now);
    await this.ledger.record(tx, SIGN_IN, 'identity.signed-in', { personId, sessionId });
    return { personId, sessionId, secret: secret.text, expiresAt };
  }

  async end(actor: PersonActor): Promise<void> {
    if (actor.via !== 'session') return;
    await this.transactions.run(async (tx) => {
      await this.sessions.endSession(tx, actor.credentialId, this.clock.now());
      await this.ledger.record(tx, actor, 'identity.signed-out', { sessionId: actor.credentialId });
    });
  }

  /** Every session of the actor, this one included; answers how many. */
  async endAll(actor: PersonActor): Promise<number> {
    return this.transactions.run(async (tx) => {
      const ended = await this.sessions.endSessionsOf(tx, actor.id, this.clock.now());
      await this.ledger.record(tx, actor, 'identity.sessions-ended', { personId: actor.id, ended });
      return ended;
    });
  }
}
