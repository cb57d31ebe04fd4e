import { Injectable } from '@nestjs/common';
import { type Role } from '../../domain/messages/kinds.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';
import { USED_UP } from './inbox.sql.js';

/** Whose case a thread is, and with whom. */
export interface ThreadOwner {
  readonly caseId: string;
  readonly partner: string;
  /** Our own side. */
  readonly role: Role;
}

export interface StreamHead {
  readonly seq: number;
  readonly mid: string;
}

/** One finished letter of a thread with its receipt, as a restored partner asks for it. */
export interface ExchangedRow {
  readonly own: boolean;
  readonly id: string;
  readonly mid: string;
  readonly at: Instant;
}

/** What outbox and inbox say together about a thread. */
@Injectable()
export class StreamRepository {
  /** Undefined for a thread that neither side has written here. */
  async owner(tx: Tx, thread: string): Promise<ThreadOwner | undefined> {
    const [row] = await tx.query<{ case_id: string; partner: string; role: Role }>(OWNER, [thread]);
    return row === undefined ? undefined : { caseId: row.case_id, partner: row.partner, role: row.role };
  }

  /** The last place of the partner's stream that is used up, by an applied or a rejected letter, with none missing before it. */
  async lastUsed(tx: Tx, thread: string, direction: Role): Promise<StreamHead | undefined> {
    const [row] = await tx.query<StreamHead>(LAST_USED, [thread, direction]);
    return row;
  }

  /** Id of our own message with that hash. */
  async findOwnByMid(tx: Tx, mid: string): Promise<string | undefined> {
    return (await tx.query<{ id: string }>("SELECT id FROM outbox WHERE mid = $1 AND kind = 'message'", [mid]))[0]?.id;
  }

  /** Do we hold a message of that jti? */
  async hasOwn(tx: Tx, jti: string): Promise<boolean> {
    return (await tx.query("SELECT FROM outbox WHERE id = $1 AND kind = 'message'", [jti])).length > 0;
  }

  /** Receipts that a partner had been given since then wait again: it may have lost them. */
  async sendReceiptsAgain(tx: Tx, partner: string, since: Instant, at: Instant): Promise<number> {
    return tx.execute(
      "UPDATE outbox SET state = 'waiting', next_at = $3, attempts = 0, lease_until = NULL WHERE partner = $1 AND kind = 'receipt' AND state = 'delivered' AND ended_at >= $2",
      [partner, since, at],
    );
  }

  /** Letters of both sides that were exchanged with a partner from `since` on, in the order of time, page by page. */
  async exchangedSince(
    tx: Tx,
    partner: string,
    since: Instant,
    after: { readonly at: Instant; readonly mid: string } | undefined,
    limit: number,
  ): Promise<readonly ExchangedRow[]> {
    const rows = await tx.query<{ own: boolean; id: string; mid: string; at: Date }>(EXCHANGED, [
      partner,
      since,
      after?.at ?? since,
      after?.mid ?? '',
      limit,
    ]);
    return rows.map((row) => ({ own: row.own, id: row.id, mid: row.mid, at: instantOf(row.at) }));
  }

  /** The latest moment that either table tells of; undefined where both are empty. */
  async latestMoment(tx: Tx): Promise<Instant | undefined> {
    const [row] = await tx.query<{ at: Date | null }>(
      'SELECT greatest((SELECT max(created_at) FROM outbox), (SELECT max(received_at) FROM inbox)) AS at',
    );
    return row?.at == null ? undefined : instantOf(row.at);
  }
}

const OWNER = `
SELECT case_id, partner, direction AS role FROM outbox WHERE thread = $1 AND kind = 'message'
UNION ALL
SELECT case_id, sender, CASE direction WHEN 'requester' THEN 'responder' ELSE 'requester' END FROM inbox WHERE thread = $1
LIMIT 1`;

const LAST_USED = `SELECT head.seq, head.mid FROM (SELECT $1::uuid AS thread, $2::text AS direction) AS i CROSS JOIN LATERAL (${USED_UP}) AS head`;

const EXCHANGED = `
SELECT * FROM (
  SELECT true AS own, id::text, mid, ended_at AS at FROM outbox WHERE partner = $1 AND kind = 'message' AND state IN ('delivered', 'rejected') AND mid IS NOT NULL AND answer_jws IS NOT NULL
  UNION ALL
  SELECT false, jti::text, mid, received_at FROM inbox WHERE sender = $1
) AS exchanged
WHERE at >= $2 AND (at, mid) > ($3, $4) ORDER BY at, mid LIMIT $5`;
