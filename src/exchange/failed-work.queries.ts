import { Injectable } from '@nestjs/common';
import { addMs, instantOf, type Instant } from '../domain/shared/instant.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/transaction.js';

/**
 * `letter`, `receipt`: ours, tried in vain so far. `refused`: our letter, refused by its partner for good. `incoming`: a partner's letter
 * whose turn it is and that nobody took up. `follow-up`: work from one case to another that failed.
 */
export const FAILED_KINDS = ['letter', 'receipt', 'refused', 'incoming', 'follow-up'] as const;
export type FailedKind = (typeof FAILED_KINDS)[number];
/** What a person may have tried at once. */
export const RETRIED_KINDS = ['letter', 'receipt', 'follow-up'] as const satisfies readonly FailedKind[];
export type RetriedKind = (typeof RETRIED_KINDS)[number];

/** One thing that stands still: never what is in it. */
export interface FailedWork {
  readonly kind: FailedKind;
  readonly id: string;
  readonly caseId: string | null;
  /** ISO 3166-1 alpha-3. */
  readonly partner: string | null;
  /** Kind of the letter. */
  readonly messageKind: string | null;
  readonly seq: number | null;
  readonly since: Instant;
  readonly attempts: number;
  readonly nextAt: Instant | null;
  /** Code of why it failed last. */
  readonly error: string | null;
}

/** More than this of one kind is no list any more: the figures above it say how many wait. */
const LISTED = 100;
/** A letter that came is taken up within seconds; after this nobody will do so by itself. */
const UNTAKEN_MS = 300_000;
/** A refusal for good is told for so long; the case tells it for ever. */
const REFUSED_MS = 30 * 86_400_000;

@Injectable()
export class FailedWorkQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The longest standing first. */
  async list(): Promise<readonly FailedWork[]> {
    const now = this.clock.now();
    const rows = await this.transactions.read<
      Omit<FailedWork, 'since' | 'nextAt'> & { since: Date; nextAt: Date | null }
    >(FAILED, [addMs(now, -REFUSED_MS), addMs(now, -UNTAKEN_MS), LISTED]);
    return rows.map((row) => ({
      ...row,
      since: instantOf(row.since),
      nextAt: row.nextAt === null ? null : instantOf(row.nextAt),
    }));
  }
}

const FAILED = `
SELECT * FROM (
  (SELECT CASE kind WHEN 'message' THEN 'letter' ELSE 'receipt' END AS kind, id::text, case_id AS "caseId", partner, message_kind AS "messageKind", seq,
    created_at AS since, attempts, next_at AS "nextAt", last_error AS error
   FROM outbox WHERE state = 'waiting' AND attempts > 0 ORDER BY created_at, id LIMIT $3)
  UNION ALL
  (SELECT 'refused', id::text, case_id, partner, message_kind, seq, ended_at, attempts, NULL, last_error
   FROM outbox WHERE state = 'rejected' AND kind = 'message' AND ended_at >= $1 ORDER BY ended_at DESC, id LIMIT $3)
  UNION ALL
  (SELECT 'incoming', i.mid, i.case_id, i.sender, i.message_kind, i.seq, i.received_at, 0, NULL, NULL
   FROM inbox i WHERE i.state = 'waiting' AND i.received_at < $2 AND (
     SELECT count(*) FROM inbox e WHERE e.thread = i.thread AND e.direction = i.direction AND e.seq < i.seq AND e.state IN ('applied', 'rejected')
   ) = i.seq - 1 ORDER BY i.received_at, i.mid LIMIT $3)
  UNION ALL
  (SELECT 'follow-up', id::text, case_id, NULL, NULL, NULL, created_at, attempts, next_at, last_error
   FROM follow_up WHERE state = 'waiting' AND attempts > 0 ORDER BY created_at, id LIMIT $3)
) AS failed ORDER BY since, id`;
