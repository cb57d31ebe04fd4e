import { Injectable } from '@nestjs/common';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';
import { type LinkPurpose, type OneTimeLink } from './person.js';

export interface Account {
  readonly personId: string;
  readonly name: string;
  readonly signInName: string;
  readonly passwordHash?: string;
}

interface AccountRow {
  id: string;
  name: string;
  sign_in_name: string;
  password_hash: string | null;
}

const ACCOUNT = `SELECT person.id, person.name, person.sign_in_name, credential.password_hash
FROM person LEFT JOIN credential ON credential.person_id = person.id`;

/** Passwords, and the one-time links by which they are set. */
@Injectable()
export class CredentialsRepository {
  /** The account of somebody present who has a password or not yet. */
  async accountNamed(tx: Tx, signInName: string): Promise<Account | undefined> {
    const [row] = await tx.query<AccountRow>(`${ACCOUNT} WHERE person.sign_in_name = $1 AND person.left_at IS NULL`, [
      signInName,
    ]);
    return row && accountOf(row);
  }

  async accountOf(tx: Tx, personId: string): Promise<Account | undefined> {
    const [row] = await tx.query<AccountRow>(`${ACCOUNT} WHERE person.id = $1 AND person.left_at IS NULL`, [personId]);
    return row && accountOf(row);
  }

  async setPassword(tx: Tx, personId: string, hash: string, now: Instant): Promise<void> {
    await tx.execute(
      `INSERT INTO credential (person_id, password_hash, changed_at) VALUES ($1, $2, $3)
       ON CONFLICT (person_id) DO UPDATE SET password_hash = EXCLUDED.password_hash, changed_at = EXCLUDED.changed_at`,
      [personId, hash, now],
    );
  }

  async removePassword(tx: Tx, personId: string): Promise<void> {
    await tx.execute('DELETE FROM credential WHERE person_id = $1', [personId]);
  }

  async insertLink(tx: Tx, link: OneTimeLink, secretHash: Uint8Array, now: Instant): Promise<void> {
    await tx.execute(
      'INSERT INTO one_time_link (id, secret_hash, purpose, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [link.id, secretHash, link.purpose, link.personId, now, link.expiresAt],
    );
  }

  /** The row lock makes two acceptances of one link take turns: the second finds it spent. */
  async openLinkForUpdate(tx: Tx, secretHash: Uint8Array, now: Instant): Promise<OneTimeLink | undefined> {
    const [row] = await tx.query<{ id: string; person_id: string; purpose: LinkPurpose; expires_at: Date }>(
      'SELECT id, person_id, purpose, expires_at FROM one_time_link WHERE secret_hash = $1 AND spent_at IS NULL AND expires_at > $2 FOR UPDATE',
      [secretHash, now],
    );
    return row && { id: row.id, personId: row.person_id, purpose: row.purpose, expiresAt: instantOf(row.expires_at) };
  }

  async spendLinksOf(tx: Tx, personId: string, now: Instant): Promise<void> {
    await tx.execute('UPDATE one_time_link SET spent_at = $2 WHERE person_id = $1 AND spent_at IS NULL', [
      personId,
      now,
    ]);
  }
}

function accountOf(row: AccountRow): Account {
  return {
    personId: row.id,
    name: row.name,
    signInName: row.sign_in_name,
    ...(row.password_hash === null ? {} : { passwordHash: row.password_hash }),
  };
}
