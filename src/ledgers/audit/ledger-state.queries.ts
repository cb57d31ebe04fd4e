import { Injectable } from '@nestjs/common';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { Transactions } from '../../platform/transaction.js';

export interface LogState {
  readonly epoch: number;
  readonly size: number;
  readonly root: Buffer | null;
  readonly signedAt: Instant | null;
}

/** What is said of the ledger as a whole, without reading through it. */
@Injectable()
export class LedgerStateQueries {
  constructor(private readonly transactions: Transactions) {}

  async logs(): Promise<readonly LogState[]> {
    const rows = await this.transactions.read<{
      epoch: number;
      size: string | null;
      root: Buffer | null;
      signed_at: Date | null;
    }>(LOGS);
    return rows.map(({ epoch, size, root, signed_at: signedAt }) => ({
      epoch,
      size: Number(size ?? 0),
      root,
      signedAt: signedAt === null ? null : instantOf(signedAt),
    }));
  }

  async pending(): Promise<number> {
    return this.count('SELECT count(*) AS n FROM audit_pending');
  }

  async countOfAct(act: string): Promise<number> {
    return this.count('SELECT count(*) AS n FROM audit_entry WHERE act = $1', [act]);
  }

  /** Partners by the last envelope of theirs that we took: its receipt carried the checkpoint of that moment. */
  async witnesses(): Promise<readonly { readonly state: string; readonly at: Instant }[]> {
    const rows = await this.transactions.read<{ state: string; at: Date | null }>(WITNESSES);
    return rows.flatMap(({ state, at }) => (at === null ? [] : [{ state, at: instantOf(at) }]));
  }

  private async count(sql: string, values: readonly unknown[] = []): Promise<number> {
    return Number((await this.transactions.read<{ n: string }>(sql, values))[0]?.n ?? 0);
  }
}

const LOGS = `SELECT audit_log.epoch, head.size, head.root, head.signed_at
FROM audit_log LEFT JOIN LATERAL (
  SELECT size, root, signed_at FROM audit_checkpoint WHERE audit_checkpoint.epoch = audit_log.epoch ORDER BY size DESC LIMIT 1
) head ON true
ORDER BY audit_log.epoch`;

/** From one partner to the next by the index of actors: as many steps as there are partners, however long the ledger is. */
const WITNESSES = `WITH RECURSIVE partner AS (
  (SELECT actor_id AS state FROM audit_entry WHERE actor_kind = 'partner' ORDER BY actor_id LIMIT 1)
  UNION ALL
  SELECT (SELECT actor_id FROM audit_entry WHERE actor_kind = 'partner' AND actor_id > partner.state ORDER BY actor_id LIMIT 1)
  FROM partner WHERE partner.state IS NOT NULL
)
SELECT state, (
  SELECT at FROM audit_entry WHERE actor_kind = 'partner' AND actor_id = state AND act = 'exchange.received' ORDER BY id DESC LIMIT 1
) AS at
FROM partner WHERE state IS NOT NULL ORDER BY state`;
