import { Injectable } from '@nestjs/common';
import { type Instant } from '../domain/shared/instant.js';
import { type Tx } from '../platform/transaction.js';

export interface NewPartnerCheck {
  readonly id: string;
  readonly partner: string;
  readonly at: Instant;
  readonly result: 'signed' | 'reached' | 'failed';
  readonly error?: string;
  readonly roundTripMs?: number;
  readonly skewMs?: number;
  readonly versions: readonly number[];
  readonly by?: string;
}

@Injectable()
export class PartnerCheckRepository {
  async add(tx: Tx, check: NewPartnerCheck): Promise<void> {
    const { id, partner, at, result, error, roundTripMs, skewMs, versions, by } = check;
    await tx.execute(
      `INSERT INTO partner_check (id, partner, at, result, error, round_trip_ms, skew_ms, versions, checked_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, partner, at, result, error ?? null, roundTripMs ?? null, skewMs ?? null, versions, by ?? null],
    );
  }

  /** What waits for the partner is due at once; a delivery that is under way keeps its lease. */
  async hurry(tx: Tx, partner: string, now: Instant): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `UPDATE outbox SET next_at = $2
       WHERE partner = $1 AND state = 'waiting' AND next_at > $2 AND (lease_until IS NULL OR lease_until <= $2) RETURNING id`,
      [partner, now],
    );
    return rows.map(({ id }) => id);
  }
}
