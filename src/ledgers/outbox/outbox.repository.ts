import { Injectable } from '@nestjs/common';
import { type Letter } from '../../domain/messages/bodies.js';
import { type Role } from '../../domain/messages/kinds.js';
import { canonicalBytes } from '../../domain/shared/canonical.js';
import { addMs, instantOf, msBetween, type Instant } from '../../domain/shared/instant.js';
import { CaseCipher } from '../../platform/case-cipher.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import {
  messageOf,
  receiptOf,
  type ClaimedItem,
  type ItemRow,
  type NewMessage,
  type NewReceipt,
  type Opened,
  type OutboxItem,
  type OutboxMessage,
  type OutboxState,
} from './outbox-item.js';
import * as sql from './outbox.sql.js';

export {
  type ClaimedItem,
  type NewMessage,
  type NewReceipt,
  type OutboxItem,
  type OutboxMessage,
  type OutboxState,
} from './outbox-item.js';

@Injectable()
export class OutboxRepository {
  constructor(
    private readonly cipher: CaseCipher,
    private readonly transactions: Transactions,
  ) {}

  async addMessage(tx: Tx, message: NewMessage): Promise<void> {
    const { id, caseId, thread, partner, direction, seq, seen, letter, exercise, at } = message;
    const sealed = await this.cipher.encrypt(tx, caseId, canonicalBytes(letter));
    await tx.execute(sql.ADD_MESSAGE, [
      id,
      caseId,
      thread,
      partner,
      direction,
      seq,
      seen,
      letter.kind,
      sealed,
      exercise,
      at,
    ]);
  }

  /** Outside the sequence, itself not receipted, retried until it is taken. Adding it twice is adding it once. */
  async addReceipt(tx: Tx, { id, caseId, thread, partner, jws, at }: NewReceipt): Promise<void> {
    await tx.execute(sql.ADD_RECEIPT, [id, caseId, thread, partner, jws, at]);
  }

  /** Takes due rows by lease, the longest due first; of each stream only its first waiting message. */
  async claim(
    tx: Tx,
    { now, leaseMs, limit }: { now: Instant; leaseMs: number; limit: number },
  ): Promise<readonly ClaimedItem[]> {
    return tx.query<ClaimedItem>(sql.CLAIM, [now, addMs(now, leaseMs), limit]);
  }

  /** Takes one row by lease, as its bell names it; undefined where it is not its turn, or held by another. */
  async claimOne(
    tx: Tx,
    id: string,
    { now, leaseMs }: { now: Instant; leaseMs: number },
  ): Promise<ClaimedItem | undefined> {
    return (await tx.query<ClaimedItem>(sql.CLAIM_ONE, [now, addMs(now, leaseMs), id]))[0];
  }

  async get(tx: Tx, id: string): Promise<OutboxItem> {
    const [row] = await tx.query<ItemRow>(`${sql.ITEM} WHERE o.id = $1`, [id]);
    if (row === undefined) throw new Error(`no outbox row ${id}`);
    return row.kind === 'receipt' ? receiptOf(row) : messageOf(row, await this.open(tx, row));
  }

  /** Signs once: the first signature is kept, and answered to whoever comes later. Only what is answered may be sealed and sent. */
  async saveSigned(
    tx: Tx,
    id: string,
    { jws, mid }: { jws: string; mid: string },
  ): Promise<{ jws: string; mid: string }> {
    const [row] = await tx.query<{ case_id: string }>('SELECT case_id FROM outbox WHERE id = $1 FOR UPDATE', [id]);
    if (row === undefined) throw new Error(`no outbox row ${id}`);
    await tx.execute(sql.SAVE_SIGNED, [id, await this.cipher.encrypt(tx, row.case_id, Buffer.from(jws, 'ascii')), mid]);
    const stored = await this.get(tx, id);
    if (stored.kind !== 'message' || stored.mid === undefined || stored.jws === undefined)
      throw new Error(`outbox row ${id} has no signature to read back`);
    return { jws: stored.jws, mid: stored.mid };
  }

  /** Seals once for each key of the partner: the first bytes sealed to it are kept, and answered to whoever comes later. */
  async saveSealed(
    tx: Tx,
    id: string,
    { jwe, sealingKid }: { jwe: string; sealingKid: string },
  ): Promise<{ jwe: string; sealingKid: string }> {
    await tx.execute(sql.SAVE_SEALED, [id, jwe, sealingKid]);
    const [row] = await tx.query<{ jwe: string | null; sealing_kid: string | null }>(
      'SELECT jwe, sealing_kid FROM outbox WHERE id = $1',
      [id],
    );
    if (row?.jwe == null || row.sealing_kid === null)
      throw new Error(`outbox row ${id} was not signed before it was sealed`);
    return { jwe: row.jwe, sealingKid: row.sealing_kid };
  }

  /** Before the first POST: the earliest moment at which the partner can have received it. */
  async markSent(tx: Tx, id: string, at: Instant): Promise<void> {
    await tx.execute('UPDATE outbox SET first_sent_at = $2 WHERE id = $1 AND first_sent_at IS NULL', [id, at]);
  }

  async retryAt(
    tx: Tx,
    id: string,
    { attempts, nextAt, error }: { attempts: number; nextAt: Instant; error: string },
  ): Promise<void> {
    await tx.execute(sql.RETRY_AT, [id, attempts, nextAt, error]);
  }

  /**
   * Ends a delivery by the partner's signed receipt; false where it had ended. Also a message given up by VOID: the partner had
   * taken it first, so it stands and its VOID does not.
   */
  async delivered(tx: Tx, id: string, { at, answerJws }: { at: Instant; answerJws?: string }): Promise<boolean> {
    await tx.execute(sql.OTHERS_AT_PLACE, [id, at]);
    return this.end(tx, id, 'delivered', at, answerJws ?? null, null, ['waiting', 'voided']);
  }

  /** Ends a delivery by the partner's signed rejection, which uses up the seq; false where it had ended. */
  async rejected(
    tx: Tx,
    id: string,
    { at, answerJws, reason }: { at: Instant; answerJws?: string; reason: string },
  ): Promise<boolean> {
    return this.end(tx, id, 'rejected', at, answerJws ?? null, reason, ['waiting']);
  }

  /** Gives up the message that stands at a place, and puts a VOID there: same seq and prev, new jti. Answers the id of the one given up. */
  async replaceByVoid(
    tx: Tx,
    place: {
      thread: string;
      direction: Role;
      seq: number;
      void: Omit<NewMessage, 'thread' | 'direction' | 'seq'> & { letter: Extract<Letter, { kind: 'VOID' }> };
    },
  ): Promise<string> {
    const { thread, direction, seq } = place;
    const [old] = await tx.query<{ id: string }>(sql.VOID_PLACE, [thread, direction, seq, place.void.at]);
    if (old === undefined) throw new Error('only a message that stands can be given up');
    await this.addMessage(tx, { ...place.void, thread, direction, seq });
    return old.id;
  }

  /** Our own messages of a stream from `seq` on, those given up left out. */
  async ownFrom(tx: Tx, thread: string, direction: Role, seq: number): Promise<readonly OutboxMessage[]> {
    const rows = await tx.query<ItemRow>(
      `${sql.ITEM} WHERE o.thread = $1 AND o.direction = $2 AND o.seq >= $3 AND o.kind = 'message' AND o.state <> 'voided' ORDER BY o.seq, o.created_at`,
      [thread, direction, seq],
    );
    const messages: OutboxMessage[] = [];
    for (const row of rows) messages.push(messageOf(row, await this.open(tx, row)));
    return messages;
  }

  /** The figure of a line that stands still: how much waits, and since when. */
  async oldestUnsent(now: Instant): Promise<{ readonly count: number; readonly ageMs: number }> {
    const [row] = await this.transactions.read<{ oldest: Date | null; count: number }>(sql.OLDEST_UNSENT);
    return row?.oldest == null
      ? { count: 0, ageMs: 0 }
      : { count: row.count, ageMs: Math.max(0, msBetween(instantOf(row.oldest), now)) };
  }

  private async end(
    tx: Tx,
    id: string,
    state: OutboxState,
    at: Instant,
    answer: string | null,
    reason: string | null,
    from: readonly OutboxState[],
  ): Promise<boolean> {
    return (await tx.execute(sql.END, [id, state, at, answer, reason, from])) === 1;
  }

  private async open(tx: Tx, row: ItemRow): Promise<Opened> {
    const plain = async (bytes: Buffer | null): Promise<string | undefined> =>
      bytes === null || row.case_id === null
        ? undefined
        : (await this.cipher.decrypt(tx, row.case_id, bytes))?.toString('utf8');
    const letter = await plain(row.letter);
    const jws = await plain(row.jws);
    return {
      ...(letter === undefined ? {} : { letter: JSON.parse(letter) as Letter }),
      ...(jws === undefined ? {} : { jws }),
    };
  }
}
