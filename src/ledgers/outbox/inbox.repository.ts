import { Injectable } from '@nestjs/common';
import { type MessageKind, type Role } from '../../domain/messages/kinds.js';
import { instantOf, msBetween, type Instant } from '../../domain/shared/instant.js';
import { CaseCipher } from '../../platform/case-cipher.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import * as sql from './inbox.sql.js';

export interface InboxInput {
  readonly mid: string;
  readonly jti: string;
  /** ISO 3166-1 alpha-3. */
  readonly sender: string;
  readonly thread: string;
  /** The sender's side of the trace. */
  readonly direction: Role;
  readonly seq: number;
  readonly prev?: string;
  readonly seen: number;
  readonly messageKind: MessageKind;
  /** Whose key encrypts the content. */
  readonly caseId: string;
  readonly exercise: boolean;
  readonly jws: string;
  readonly receivedAt: Instant;
  /** The signed *received* that answers the POST, and every repetition of it. */
  readonly receiptJws: string;
}

export interface InboxMessage extends Omit<InboxInput, 'jws'> {
  /** Undefined where the case was erased. */
  readonly jws?: string;
  readonly state: 'waiting' | 'applied' | 'rejected';
  readonly reason?: string;
  readonly endedAt?: Instant;
}

export type Inserted =
  | { readonly inserted: true }
  | { readonly inserted: false; readonly existing: InboxMessage; readonly by: 'mid' | 'jti' | 'place' };

/** A thread whose next message has not come. */
export interface Gap {
  readonly thread: string;
  readonly direction: Role;
  readonly sender: string;
  /** The first seq that is missing. */
  readonly fromSeq: number;
  /** Since the first message behind the gap came. */
  readonly ageMs: number;
}

@Injectable()
export class InboxRepository {
  constructor(
    private readonly cipher: CaseCipher,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Keeps a message once. `by: mid` is the same message again, `jti` other bytes under one id, `place` another message where
   * one stands in the stream. Two nodes' processes that insert at once wait for each other: one inserts, the other is told.
   */
  async insert(tx: Tx, row: InboxInput): Promise<Inserted> {
    const known = await this.find(tx, row);
    if (known !== undefined) return known;
    const jws = await this.cipher.encrypt(tx, row.caseId, Buffer.from(row.jws, 'ascii'));
    const count = await tx.execute(sql.INSERT, [
      row.mid,
      row.jti,
      row.sender,
      row.thread,
      row.direction,
      row.seq,
      row.prev ?? null,
      row.seen,
      row.messageKind,
      row.caseId,
      row.exercise,
      jws,
      row.receivedAt,
      row.receiptJws,
    ]);
    if (count === 1) return { inserted: true };
    const found = await this.find(tx, row);
    if (found === undefined) throw new Error('an inbox row conflicts with one that cannot be found');
    return found;
  }

  /** Holds everybody else off the thread until the transaction ends: the next seq is applied by one only. */
  async lockThread(tx: Tx, thread: string): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('inbox:' || $1, 0))", [thread]);
  }

  async nextUnapplied(tx: Tx, thread: string, direction: Role, expectedSeq: number): Promise<InboxMessage | undefined> {
    const [row] = await tx.query<InboxRow>(
      "SELECT * FROM inbox WHERE thread = $1 AND direction = $2 AND seq = $3 AND state = 'waiting' FOR UPDATE",
      [thread, direction, expectedSeq],
    );
    return row === undefined ? undefined : this.messageOf(tx, row);
  }

  async findByMid(tx: Tx, mid: string): Promise<InboxMessage | undefined> {
    const [row] = await tx.query<InboxRow>('SELECT * FROM inbox WHERE mid = $1', [mid]);
    return row === undefined ? undefined : this.messageOf(tx, row);
  }

  /** False where it had ended. */
  async markApplied(tx: Tx, mid: string, at: Instant): Promise<boolean> {
    return (await tx.execute(sql.END, [mid, 'applied', at, null])) === 1;
  }

  /** A signed final rejection uses up the seq as an application does. */
  async markRejected(tx: Tx, mid: string, { at, reason }: { at: Instant; reason: string }): Promise<boolean> {
    return (await tx.execute(sql.END, [mid, 'rejected', at, reason])) === 1;
  }

  /** Threads whose next message lies here: those behind a gap are not among them, so that a sweep comes to an end. */
  async threadsToApply(limit: number): Promise<readonly string[]> {
    return (await this.transactions.read<{ thread: string }>(sql.THREADS, [limit])).map((row) => row.thread);
  }

  async gaps(now: Instant): Promise<readonly Gap[]> {
    const rows = await this.transactions.read<{
      thread: string;
      direction: Role;
      sender: string;
      from_seq: number;
      since: Date;
    }>(sql.GAPS);
    return rows.map((row) => ({
      thread: row.thread,
      direction: row.direction,
      sender: row.sender,
      fromSeq: row.from_seq,
      ageMs: Math.max(0, msBetween(instantOf(row.since), now)),
    }));
  }

  /** What a repeated POST of the same message is answered; undefined where it never came. */
  async storedReceipt(mid: string): Promise<string | undefined> {
    return (
      await this.transactions.read<{ receipt_jws: string }>('SELECT receipt_jws FROM inbox WHERE mid = $1', [mid])
    )[0]?.receipt_jws;
  }

  private async find(tx: Tx, row: InboxInput): Promise<Inserted | undefined> {
    const [found] = await tx.query<InboxRow & { by: 'mid' | 'jti' | 'place' }>(sql.EXISTING, [
      row.mid,
      row.sender,
      row.jti,
      row.thread,
      row.direction,
      row.seq,
    ]);
    return found === undefined
      ? undefined
      : { inserted: false, existing: await this.messageOf(tx, found), by: found.by };
  }

  private async messageOf(tx: Tx, row: InboxRow): Promise<InboxMessage> {
    const jws = await this.cipher.decrypt(tx, row.case_id, row.jws);
    return {
      mid: row.mid,
      jti: row.jti,
      sender: row.sender,
      thread: row.thread,
      direction: row.direction,
      seq: row.seq,
      seen: row.seen,
      messageKind: row.message_kind,
      caseId: row.case_id,
      exercise: row.exercise,
      receivedAt: instantOf(row.received_at),
      receiptJws: row.receipt_jws,
      state: row.state,
      ...(row.prev === null ? {} : { prev: row.prev }),
      ...(jws === undefined ? {} : { jws: jws.toString('ascii') }),
      ...(row.reason === null ? {} : { reason: row.reason }),
      ...(row.ended_at === null ? {} : { endedAt: instantOf(row.ended_at) }),
    };
  }
}

interface InboxRow {
  readonly mid: string;
  readonly jti: string;
  readonly sender: string;
  readonly thread: string;
  readonly direction: Role;
  readonly seq: number;
  readonly prev: string | null;
  readonly seen: number;
  readonly message_kind: MessageKind;
  readonly case_id: string;
  readonly exercise: boolean;
  readonly jws: Buffer;
  readonly received_at: Date;
  readonly receipt_jws: string;
  readonly state: InboxMessage['state'];
  readonly reason: string | null;
  readonly ended_at: Date | null;
}
