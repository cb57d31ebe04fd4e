import { Injectable } from '@nestjs/common';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';
import { type ApiToken } from './person.js';

interface TokenRow {
  id: string;
  person_id: string;
  label: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

/** Sessions and API tokens: what a person carries instead of the password. */
@Injectable()
export class SessionsRepository {
  async insertSession(
    tx: Tx,
    session: { id: string; personId: string; expiresAt: Instant },
    secretHash: Uint8Array,
    now: Instant,
  ): Promise<void> {
    await tx.execute(
      'INSERT INTO account_session (id, secret_hash, person_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)',
      [session.id, secretHash, session.personId, now, session.expiresAt],
    );
  }

  async seen(tx: Tx, sessionId: string, now: Instant): Promise<void> {
    await tx.execute('UPDATE account_session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2', [
      sessionId,
      now,
    ]);
  }

  async endSession(tx: Tx, id: string, now: Instant): Promise<void> {
    await tx.execute('UPDATE account_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [id, now]);
  }

  /** Ends all of a person's sessions but `except`; answers how many. */
  async endSessionsOf(tx: Tx, personId: string, now: Instant, except?: string): Promise<number> {
    return tx.execute(
      'UPDATE account_session SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $3::uuid',
      [personId, now, except ?? null],
    );
  }

  async insertToken(tx: Tx, token: ApiToken, secretHash: Uint8Array): Promise<void> {
    await tx.execute(
      'INSERT INTO api_token (id, secret_hash, person_id, label, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [token.id, secretHash, token.personId, token.label, token.scopes, token.createdAt, token.expiresAt],
    );
  }

  async tokensOf(tx: Tx, personId: string): Promise<readonly ApiToken[]> {
    return (await tx.query<TokenRow>('SELECT * FROM api_token WHERE person_id = $1 ORDER BY id', [personId])).map(
      tokenOf,
    );
  }

  /** False where the person has no such open token. */
  async revokeToken(tx: Tx, id: string, personId: string, now: Instant): Promise<boolean> {
    return (
      (await tx.execute(
        'UPDATE api_token SET revoked_at = $3 WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL',
        [id, personId, now],
      )) === 1
    );
  }

  async revokeTokensOf(tx: Tx, personId: string, now: Instant): Promise<number> {
    return tx.execute('UPDATE api_token SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL', [
      personId,
      now,
    ]);
  }
}

function tokenOf(row: TokenRow): ApiToken {
  return {
    id: row.id,
    personId: row.person_id,
    label: row.label,
    scopes: row.scopes,
    createdAt: instantOf(row.created_at),
    expiresAt: instantOf(row.expires_at),
    ...(row.revoked_at === null ? {} : { revokedAt: instantOf(row.revoked_at) }),
  };
}
