import { Injectable } from '@nestjs/common';
import { sha256 } from '../../domain/shared/canonical.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';

export type LockKind = 'name' | 'address';

export interface SignInLock {
  readonly failures: number;
  readonly lastFailedAt: Instant;
  readonly lockedUntil: Instant;
}

/** Failed sign-ins, counted under a hash: the table tells nobody which names were tried. */
@Injectable()
export class SignInLocksRepository {
  /** Takes the row, made where there is none: two attempts at once are counted one after the other. */
  async take(tx: Tx, kind: LockKind, key: string, now: Instant): Promise<SignInLock> {
    const parameters = [kind, sha256(key), now];
    await tx.execute(
      'INSERT INTO sign_in_lock (kind, key_hash, failures, last_failed_at, locked_until) VALUES ($1, $2, 0, $3, $3) ON CONFLICT DO NOTHING',
      parameters,
    );
    const [row] = await tx.query<{ failures: number; last_failed_at: Date; locked_until: Date }>(
      'SELECT failures, last_failed_at, locked_until FROM sign_in_lock WHERE kind = $1 AND key_hash = $2 FOR UPDATE',
      parameters.slice(0, 2),
    );
    if (row === undefined) throw new Error('a sign-in lock was made and is not there');
    return {
      failures: row.failures,
      lastFailedAt: instantOf(row.last_failed_at),
      lockedUntil: instantOf(row.locked_until),
    };
  }

  async put(tx: Tx, kind: LockKind, key: string, lock: SignInLock): Promise<void> {
    await tx.execute(
      'UPDATE sign_in_lock SET failures = $3, last_failed_at = $4, locked_until = $5 WHERE kind = $1 AND key_hash = $2',
      [kind, sha256(key), lock.failures, lock.lastFailedAt, lock.lockedUntil],
    );
  }

  async clear(tx: Tx, kind: LockKind, key: string): Promise<void> {
    await tx.execute('DELETE FROM sign_in_lock WHERE kind = $1 AND key_hash = $2', [kind, sha256(key)]);
  }

  /** One success takes back the one attempt that was counted before it was judged. */
  async forgive(tx: Tx, kind: LockKind, key: string): Promise<void> {
    await tx.execute(
      'UPDATE sign_in_lock SET failures = failures - 1, locked_until = last_failed_at WHERE kind = $1 AND key_hash = $2 AND failures > 0',
      [kind, sha256(key)],
    );
  }

  /** Rows older than `before` say nothing any more. */
  async forget(tx: Tx, before: Instant): Promise<number> {
    return tx.execute('DELETE FROM sign_in_lock WHERE last_failed_at < $1 AND locked_until < $1', [before]);
  }
}
