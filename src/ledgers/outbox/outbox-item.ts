import { type Letter } from '../../domain/messages/bodies.js';
import { type MessageKind, type Role } from '../../domain/messages/kinds.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';

export interface NewMessage {
  /** The jti. */
  readonly id: string;
  readonly caseId: string;
  readonly thread: string;
  /** ISO 3166-1 alpha-3. */
  readonly partner: string;
  /** Our side of the trace. */
  readonly direction: Role;
  /** Its place in our stream of the thread, from 1. */
  readonly seq: number;
  /** Highest seq of the other direction that we had applied; 0 for none. */
  readonly seen: number;
  readonly letter: Letter;
  readonly exercise: boolean;
  readonly at: Instant;
}

export interface NewReceipt {
  readonly id: string;
  readonly caseId: string | null;
  readonly thread: string;
  readonly partner: string;
  readonly jws: string;
  readonly at: Instant;
}

/** `voided`: given up for a VOID at its place, though a late receipt may still come. */
export type OutboxState = 'waiting' | 'delivered' | 'rejected' | 'voided';

interface Item {
  readonly id: string;
  readonly thread: string;
  readonly partner: string;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly nextAt: Instant;
  readonly lastError?: string;
  readonly createdAt: Instant;
  readonly firstSentAt?: Instant;
  readonly endedAt?: Instant;
  /** The bytes that are sent, and the key they are sealed to. */
  readonly jwe?: string;
  readonly sealingKid?: string;
  /** The signed receipt or rejection that ended the delivery. */
  readonly answerJws?: string;
}

export interface OutboxMessage extends Item {
  readonly kind: 'message';
  readonly caseId: string;
  readonly direction: Role;
  readonly seq: number;
  readonly seen: number;
  /** The mid of the message before it in the stream; undefined for the first. */
  readonly prev?: string;
  readonly messageKind: MessageKind;
  /** Undefined where the case was erased. */
  readonly letter?: Letter;
  readonly exercise: boolean;
  readonly mid?: string;
  /** The inner JWS; undefined until it is signed, and where the case was erased. */
  readonly jws?: string;
}

export interface OutboxReceipt extends Item {
  readonly kind: 'receipt';
  readonly caseId: string | null;
  readonly jws: string;
}

export type OutboxItem = OutboxMessage | OutboxReceipt;

/** A row taken by lease: what a job is told, and what a batch is put together by. */
export interface ClaimedItem {
  readonly id: string;
  readonly kind: 'message' | 'receipt';
  readonly thread: string;
  readonly partner: string;
  readonly attempts: number;
}

export interface ItemRow {
  readonly id: string;
  readonly kind: 'message' | 'receipt';
  readonly case_id: string | null;
  readonly thread: string;
  readonly partner: string;
  readonly direction: Role | null;
  readonly seq: number | null;
  readonly seen: number | null;
  readonly message_kind: MessageKind | null;
  readonly letter: Buffer | null;
  readonly exercise: boolean;
  readonly jws: Buffer | null;
  readonly receipt_jws: string | null;
  readonly mid: string | null;
  readonly jwe: string | null;
  readonly sealing_kid: string | null;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly next_at: Date;
  readonly last_error: string | null;
  readonly created_at: Date;
  readonly first_sent_at: Date | null;
  readonly ended_at: Date | null;
  readonly answer_jws: string | null;
  readonly prev: string | null;
}

/** The plain texts of a message's row, where its case still has a key. */
export interface Opened {
  readonly letter?: Letter;
  readonly jws?: string;
}

export function messageOf(row: ItemRow, opened: Opened): OutboxMessage {
  const { case_id: caseId, direction, seq, seen, message_kind: messageKind } = row;
  if (caseId === null || direction === null || seq === null || seen === null || messageKind === null)
    throw new Error('a message has its place');
  return {
    ...itemOf(row),
    kind: 'message',
    caseId,
    direction,
    seq,
    seen,
    messageKind,
    exercise: row.exercise,
    ...opened,
    ...(row.prev === null ? {} : { prev: row.prev }),
    ...(row.mid === null ? {} : { mid: row.mid }),
  };
}

export function receiptOf(row: ItemRow): OutboxReceipt {
  if (row.receipt_jws === null) throw new Error('a receipt has its text');
  return { ...itemOf(row), kind: 'receipt', caseId: row.case_id, jws: row.receipt_jws };
}

function itemOf(row: ItemRow): Item {
  return {
    id: row.id,
    thread: row.thread,
    partner: row.partner,
    state: row.state,
    attempts: row.attempts,
    nextAt: instantOf(row.next_at),
    createdAt: instantOf(row.created_at),
    ...(row.last_error === null ? {} : { lastError: row.last_error }),
    ...(row.first_sent_at === null ? {} : { firstSentAt: instantOf(row.first_sent_at) }),
    ...(row.ended_at === null ? {} : { endedAt: instantOf(row.ended_at) }),
    ...(row.jwe === null ? {} : { jwe: row.jwe }),
    ...(row.sealing_kid === null ? {} : { sealingKid: row.sealing_kid }),
    ...(row.answer_jws === null ? {} : { answerJws: row.answer_jws }),
  };
}
