import { Injectable } from '@nestjs/common';
import { instantOf, msBetween, type Instant } from '../domain/shared/instant.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/transaction.js';

export type CheckResult = 'signed' | 'reached' | 'failed';

export interface PartnerCheck {
  readonly at: Instant;
  readonly result: CheckResult;
  readonly error?: string;
  readonly roundTripMs?: number;
  /** By how much the partner's clock is ahead of ours, to the second. */
  readonly skewMs?: number;
}

/** The exchange with one partner, in figures and times: never a body. */
export interface PartnerState {
  readonly partner: string;
  /** Letters and receipts that wait to be delivered. */
  readonly waiting: number;
  readonly oldestAgeMs?: number;
  readonly nextAt?: Instant;
  readonly attempts: number;
  readonly lastError?: string;
  /** When something signed by the partner last came: a letter, or a receipt. */
  readonly lastHeardAt?: Instant;
  /** Letters that the partner refused for good: a person has to look at their cases. */
  readonly rejected: number;
  readonly check?: PartnerCheck;
}

interface Row {
  readonly partner: string;
  readonly waiting: number;
  readonly oldest: Date | null;
  readonly next_at: Date | null;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly heard: Date | null;
  readonly rejected: number;
  readonly checked_at: Date | null;
  readonly result: CheckResult | null;
  readonly check_error: string | null;
  readonly round_trip_ms: number | null;
  readonly skew_ms: number | null;
}

@Injectable()
export class PartnerStateQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** One line for each of the partners that is asked for, in the order asked. */
  async of(partners: readonly string[]): Promise<readonly PartnerState[]> {
    const rows = await this.transactions.read<Row>(STATES, [partners]);
    return rows.map((row) => stateOf(row, this.clock.now()));
  }

  /** Partners for which something waits, which rejected something, or that were checked, whether pinned or not. */
  async all(): Promise<readonly PartnerState[]> {
    const rows = await this.transactions.read<{ partner: string }>(
      `SELECT DISTINCT partner FROM outbox WHERE state IN ('waiting', 'rejected') UNION SELECT DISTINCT partner FROM partner_check ORDER BY partner`,
    );
    return this.of(rows.map(({ partner }) => partner));
  }

  /** The latest check that was signed on both sides. */
  async lastSigned(): Promise<{ readonly partner: string; readonly at: Instant } | undefined> {
    const [row] = await this.transactions.read<{ partner: string; at: Date }>(
      "SELECT partner, at FROM partner_check WHERE result = 'signed' ORDER BY at DESC LIMIT 1",
    );
    return row && { partner: row.partner, at: instantOf(row.at) };
  }
}

const STATES = `
SELECT asked.partner, coalesce(o.waiting, 0) AS waiting, o.oldest, o.next_at, coalesce(o.attempts, 0) AS attempts, o.last_error,
  coalesce(o.rejected, 0) AS rejected,
  greatest((SELECT max(i.received_at) FROM inbox i WHERE i.sender = asked.partner), o.answered) AS heard,
  c.at AS checked_at, c.result, c.error AS check_error, c.round_trip_ms, c.skew_ms
FROM unnest($1::text[]) WITH ORDINALITY AS asked (partner, place)
LEFT JOIN LATERAL (
  SELECT (count(*) FILTER (WHERE state = 'waiting'))::integer AS waiting,
    (count(*) FILTER (WHERE state = 'rejected' AND kind = 'message'))::integer AS rejected,
    min(created_at) FILTER (WHERE state = 'waiting') AS oldest,
    min(next_at) FILTER (WHERE state = 'waiting') AS next_at,
    max(attempts) FILTER (WHERE state = 'waiting') AS attempts,
    (array_agg(last_error ORDER BY attempts DESC) FILTER (WHERE state = 'waiting' AND last_error IS NOT NULL))[1] AS last_error,
    max(ended_at) FILTER (WHERE answer_jws IS NOT NULL) AS answered
  FROM outbox WHERE outbox.partner = asked.partner) AS o ON true
LEFT JOIN LATERAL (SELECT * FROM partner_check WHERE partner_check.partner = asked.partner ORDER BY at DESC, id DESC LIMIT 1) AS c ON true
ORDER BY asked.place`;

function stateOf(row: Row, now: Instant): PartnerState {
  return {
    partner: row.partner,
    waiting: row.waiting,
    ...(row.oldest === null ? {} : { oldestAgeMs: Math.max(0, msBetween(instantOf(row.oldest), now)) }),
    ...(row.next_at === null ? {} : { nextAt: instantOf(row.next_at) }),
    attempts: row.attempts,
    ...(row.last_error === null ? {} : { lastError: row.last_error }),
    ...(row.heard === null ? {} : { lastHeardAt: instantOf(row.heard) }),
    rejected: row.rejected,
    ...(row.checked_at === null || row.result === null
      ? {}
      : {
          check: {
            at: instantOf(row.checked_at),
            result: row.result,
            ...(row.check_error === null ? {} : { error: row.check_error }),
            ...(row.round_trip_ms === null ? {} : { roundTripMs: row.round_trip_ms }),
            ...(row.skew_ms === null ? {} : { skewMs: row.skew_ms }),
          },
        }),
  };
}
