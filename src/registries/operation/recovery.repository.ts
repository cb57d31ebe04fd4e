import { Injectable } from '@nestjs/common';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';

export interface RecoverySet {
  readonly id: string;
  readonly publicKey: string;
  readonly shares: number;
  readonly threshold: number;
  readonly madeAt: Instant;
  /** Holders came together, and their shares rebuilt the key. */
  readonly checkedAt?: Instant;
  readonly fileAt?: Instant;
  readonly fileDigest?: string;
}

interface Row {
  readonly id: string;
  readonly public_key: string;
  readonly shares: number;
  readonly threshold: number;
  readonly made_at: Date;
  readonly checked_at: Date | null;
  readonly file_at: Date | null;
  readonly file_digest: string | null;
}

@Injectable()
export class RecoveryRepository {
  async add(tx: Tx, set: RecoverySet, by: string): Promise<void> {
    await tx.execute(
      'INSERT INTO recovery_set (id, public_key, shares, threshold, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [set.id, set.publicKey, set.shares, set.threshold, by, set.madeAt],
    );
  }

  /** The newest: the earlier ones are worth nothing any more. */
  async latest(tx: Pick<Tx, 'query'>): Promise<RecoverySet | undefined> {
    const [row] = await tx.query<Row>('SELECT * FROM recovery_set ORDER BY made_at DESC, id DESC LIMIT 1');
    return row && setOf(row);
  }

  async checked(tx: Tx, id: string, by: string, at: Instant): Promise<void> {
    await tx.execute('UPDATE recovery_set SET checked_by = $2, checked_at = $3 WHERE id = $1', [id, by, at]);
  }

  async fileMade(tx: Tx, id: string, digest: string, at: Instant): Promise<void> {
    await tx.execute('UPDATE recovery_set SET file_digest = $2, file_at = $3 WHERE id = $1', [id, digest, at]);
  }
}

function setOf(row: Row): RecoverySet {
  return {
    id: row.id,
    publicKey: row.public_key,
    shares: row.shares,
    threshold: row.threshold,
    madeAt: instantOf(row.made_at),
    ...(row.checked_at === null ? {} : { checkedAt: instantOf(row.checked_at) }),
    ...(row.file_at === null ? {} : { fileAt: instantOf(row.file_at) }),
    ...(row.file_digest === null ? {} : { fileDigest: row.file_digest }),
  };
}
