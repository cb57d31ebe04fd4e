import { Inject, Injectable } from '@nestjs/common';
import { ACTIONS, may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { addMs, type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';
import { Transactions } from '../../platform/transaction.js';
import { IdentityLedger } from './identity-ledger.service.js';
import { type ApiToken } from './person.js';
import { newSecret } from './secret.js';
import { SessionsRepository } from './sessions.repository.js';

export interface WantedToken {
  readonly label: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Instant;
}

const DAY_MS = 86_400_000;

/** API tokens: a person's own, narrower than the person, never for an act of judgement. */
@Injectable()
export class TokensService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsRepository,
    private readonly ledger: IdentityLedger,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The secret is answered here and never again. */
  async create(actor: PersonActor, wanted: WantedToken): Promise<Result<{ token: ApiToken; secret: string }>> {
    const now = this.clock.now();
    const scopes = [...new Set(wanted.scopes)].sort();
    const tooMuch = scopes.find((scope) => !carriedByToken(actor, scope));
    if (tooMuch !== undefined) return refuse('scope-not-allowed', { field: '/scopes', detail: tooMuch });
    if (wanted.expiresAt <= now || wanted.expiresAt > addMs(now, this.config['access.tokenMaxDays'] * DAY_MS))
      return refuse('field-invalid', {
        field: '/expiresAt',
        rule: `within ${String(this.config['access.tokenMaxDays'])} days from now`,
      });
    const token: ApiToken = {
      id: this.ids.next(),
      personId: actor.id,
      label: wanted.label,
      scopes,
      createdAt: now,
      expiresAt: wanted.expiresAt,
    };
    const secret = newSecret('token');
    await this.transactions.run(async (tx) => {
      await this.sessions.insertToken(tx, token, secret.hash);
      await this.ledger.record(tx, actor, 'identity.token-created', {
        tokenId: token.id,
        scopes,
        expiresAt: token.expiresAt,
      });
    });
    return succeed({ token, secret: secret.text });
  }

  async list(actor: PersonActor): Promise<readonly ApiToken[]> {
    return this.transactions.run((tx) => this.sessions.tokensOf(tx, actor.id));
  }

  /** One's own; of another's nothing is said. */
  async revoke(actor: PersonActor, tokenId: string): Promise<Result<null>> {
    return this.transactions.run(async (tx) => {
      if (!(await this.sessions.revokeToken(tx, tokenId, actor.id, this.clock.now()))) return refuse('not-found');
      await this.ledger.record(tx, actor, 'identity.token-revoked', { tokenId });
      return succeed(null);
    });
  }
}

function carriedByToken(actor: PersonActor, scope: string): boolean {
  const action = ACTIONS.find((known) => known === scope);
  return action !== undefined && may(actor, action).yes && may({ ...actor, via: 'token', scopes: [scope] }, action).yes;
}
