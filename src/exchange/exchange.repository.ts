import { Injectable } from '@nestjs/common';
import { parseCheckpoint } from '../domain/audit/checkpoint.js';
import { type Role } from '../domain/messages/kinds.js';
import { type Instant } from '../domain/shared/instant.js';
import { type Tx } from '../platform/transaction.js';

export interface AlertInput {
  readonly id: string;
  readonly partner: string;
  readonly code: string;
  readonly thread?: string;
  readonly mid?: string;
  readonly at: Instant;
}

/** The wire's own few rows; its letters lie in outbox and inbox. */
@Injectable()
export class ExchangeRepository {
  async keepRejection(
    tx: Tx,
    row: {
      readonly mid: string;
      readonly sender: string;
      readonly code: string;
      readonly receiptJws: string;
      readonly at: Instant;
    },
  ): Promise<void> {
    await tx.execute(
      'INSERT INTO exchange_rejection (mid, sender, code, receipt_jws, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (mid) DO NOTHING',
      [row.mid, row.sender, row.code, row.receiptJws, row.at],
    );
  }

  async findRejection(tx: Tx, mid: string): Promise<string | undefined> {
    return (
      await tx.query<{ receipt_jws: string }>('SELECT receipt_jws FROM exchange_rejection WHERE mid = $1', [mid])
    )[0]?.receipt_jws;
  }

  async raiseAlert(tx: Tx, alert: AlertInput): Promise<void> {
    await tx.execute(
      'INSERT INTO exchange_alert (id, partner, code, thread, mid, at) VALUES ($1, $2, $3, $4, $5, $6)',
      [alert.id, alert.partner, alert.code, alert.thread ?? null, alert.mid ?? null, alert.at],
    );
  }

  /** True the first time: a person is told once. */
  async firstUndeliverable(tx: Tx, outboxId: string, at: Instant): Promise<boolean> {
    return (
      (await tx.execute(
        'INSERT INTO exchange_undeliverable (outbox_id, at) VALUES ($1, $2) ON CONFLICT (outbox_id) DO NOTHING',
        [outboxId, at],
      )) === 1
    );
  }

  /** Takes the turn to ask for a gap; false where it was asked for after `notAfter`. */
  async takeGapAsk(
    tx: Tx,
    gap: { readonly thread: string; readonly direction: Role; readonly fromSeq: number },
    at: Instant,
    notAfter: Instant,
  ): Promise<boolean> {
    const taken = await tx.execute(TAKE_GAP_ASK, [gap.thread, gap.direction, gap.fromSeq, at, notAfter]);
    return taken === 1;
  }

  async noteGapAnswer(
    tx: Tx,
    gap: { readonly thread: string; readonly direction: Role },
    error: string | null,
  ): Promise<void> {
    await tx.execute('UPDATE exchange_gap SET error = $3 WHERE thread = $1 AND direction = $2', [
      gap.thread,
      gap.direction,
      error,
    ]);
  }

  /** Keeps the larger checkpoint of each of a partner's logs; a note that is not one is passed over. */
  async witness(tx: Tx, partner: string, note: string | null, at: Instant): Promise<void> {
    const checkpoint = note === null ? undefined : parseCheckpoint(note);
    if (checkpoint?.state !== partner) return;
    await tx.execute(WITNESS, [partner, checkpoint.epoch, checkpoint.size, note, at]);
  }

  /** The last checkpoint of that partner's ledger which we hold. */
  async held(tx: Tx, partner: string): Promise<string | null> {
    return (
      (
        await tx.query<{ note: string }>(
          'SELECT note FROM exchange_witness WHERE partner = $1 ORDER BY epoch DESC LIMIT 1',
          [partner],
        )
      )[0]?.note ?? null
    );
  }
}

const TAKE_GAP_ASK = `
INSERT INTO exchange_gap (thread, direction, from_seq, asked_at, times) VALUES ($1, $2, $3, $4, 1)
ON CONFLICT (thread, direction) DO UPDATE SET asked_at = $4, from_seq = $3, times = exchange_gap.times + 1
WHERE exchange_gap.asked_at <= $5 OR exchange_gap.from_seq <> $3`;

const WITNESS = `
INSERT INTO exchange_witness (partner, epoch, size, note, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (partner, epoch) DO UPDATE SET size = excluded.size, note = excluded.note, at = excluded.at WHERE exchange_witness.size < excluded.size`;
