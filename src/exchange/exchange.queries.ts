import { Injectable } from '@nestjs/common';
import { instantOf, msBetween } from '../domain/shared/instant.js';
import { InboxRepository } from '../ledgers/outbox/inbox.repository.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/transaction.js';
import { type ExchangeStatusDto } from './exchange.dto.js';
import { RefusalCounter } from './refusal-counter.js';

/** Read models of the wire: what waits, what is missing, what looked wrong. */
@Injectable()
export class ExchangeQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly inbox: InboxRepository,
    private readonly clock: Clock,
    private readonly counter: RefusalCounter,
  ) {}

  async status(): Promise<ExchangeStatusDto> {
    return {
      waiting: await this.waiting(),
      gaps: await this.gaps(),
      alerts: await this.alerts(),
      refusals: this.counter.read(),
    };
  }

  private async waiting(): Promise<ExchangeStatusDto['waiting']> {
    const now = this.clock.now();
    const rows = await this.transactions.read<{
      partner: string;
      count: number;
      oldest: Date;
      attempts: number;
      last_error: string | null;
    }>(WAITING);
    return rows.map((row) => ({
      partner: row.partner,
      count: row.count,
      oldestAgeMs: Math.max(0, msBetween(instantOf(row.oldest), now)),
      attempts: row.attempts,
      ...(row.last_error === null ? {} : { lastError: row.last_error }),
    }));
  }

  private async gaps(): Promise<ExchangeStatusDto['gaps']> {
    const asked = await this.transactions.read<{ thread: string; direction: string; asked_at: Date }>(
      'SELECT thread, direction, asked_at FROM exchange_gap',
    );
    return (await this.inbox.gaps(this.clock.now())).map(({ thread, direction, sender, fromSeq, ageMs }) => {
      const ask = asked.find((one) => one.thread === thread && one.direction === direction);
      return {
        thread,
        direction,
        partner: sender,
        fromSeq,
        ageMs,
        ...(ask === undefined ? {} : { askedAt: instantOf(ask.asked_at) }),
      };
    });
  }

  private async alerts(): Promise<ExchangeStatusDto['alerts']> {
    const rows = await this.transactions.read<{ partner: string; code: string; thread: string | null; at: Date }>(
      ALERTS,
    );
    return rows.map((row) => ({
      partner: row.partner,
      code: row.code,
      at: instantOf(row.at),
      ...(row.thread === null ? {} : { thread: row.thread }),
    }));
  }
}

const WAITING = `
SELECT partner, count(*)::integer AS count, min(created_at) AS oldest, max(attempts) AS attempts,
  (array_agg(last_error ORDER BY attempts DESC) FILTER (WHERE last_error IS NOT NULL))[1] AS last_error
FROM outbox WHERE state = 'waiting' GROUP BY partner ORDER BY partner`;

const ALERTS = 'SELECT partner, code, thread, at FROM exchange_alert ORDER BY at DESC, id DESC LIMIT 50';
