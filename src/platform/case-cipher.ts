import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Clock } from './clock.js';
import { MasterKey, openWith, sealWith } from './master-key.js';
import { type Tx } from './transaction.js';

/**
 * Plaintext of a case lies under a key of its own, so that destroying one row of `case_key` erases every copy of it, also in
 * backups of the other tables. The key itself is sealed under the node's master key.
 */
@Injectable()
export class CaseCipher {
  constructor(
    private readonly master: MasterKey,
    private readonly clock: Clock,
  ) {}

  async encrypt(tx: Tx, caseId: string, bytes: Uint8Array): Promise<Buffer> {
    return sealWith((await this.find(tx, caseId)) ?? (await this.create(tx, caseId)), bytes, caseId);
  }

  /** Undefined where the case's key was destroyed. Throws where the bytes were changed or belong to another case. */
  async decrypt(tx: Tx, caseId: string, bytes: Uint8Array): Promise<Buffer | undefined> {
    const key = await this.find(tx, caseId);
    return key === undefined ? undefined : openWith(key, bytes, caseId);
  }

  /** Answers whether there was a key to destroy. */
  async erase(tx: Tx, caseId: string): Promise<boolean> {
    return (await tx.execute('DELETE FROM case_key WHERE case_id = $1', [caseId])) === 1;
  }

  private async find(tx: Tx, caseId: string): Promise<Buffer | undefined> {
    const [row] = await tx.query<{ sealed_key: Buffer }>('SELECT sealed_key FROM case_key WHERE case_id = $1', [
      caseId,
    ]);
    return row === undefined ? undefined : this.master.open('case key', row.sealed_key, caseId);
  }

  /** Two transactions may make the key at once: the loser waits for the winner's row and takes that. */
  private async create(tx: Tx, caseId: string): Promise<Buffer> {
    const fresh = this.master.seal('case key', randomBytes(32), caseId);
    await tx.execute(
      'INSERT INTO case_key (case_id, sealed_key, created_at) VALUES ($1, $2, $3) ON CONFLICT (case_id) DO NOTHING',
      [caseId, fresh, this.clock.now()],
    );
    const key = await this.find(tx, caseId);
    if (key === undefined) throw new Error('a key of a case vanished while it was made');
    return key;
  }
}
