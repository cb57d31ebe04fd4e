import { Inject, Injectable } from '@nestjs/common';
import { addMs } from '../domain/shared/instant.js';
import { OutboxRepository } from '../ledgers/outbox/outbox.repository.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Transactions } from '../platform/transaction.js';
import { nextAttempt } from './back-off.js';
import { UndeliverableNotice } from './undeliverable-notice.js';

const HOUR_MS = 3_600_000;

/** A delivery that failed: tried again by the schedule for ever, and after the set time a person is told. */
@Injectable()
export class RetryService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly outbox: OutboxRepository,
    private readonly undeliverable: UndeliverableNotice,
  ) {}

  async later(id: string, attempts: number, error: string): Promise<void> {
    const now = this.clock.now();
    const failures = attempts + 1;
    await this.transactions.run(async (tx) => {
      await this.outbox.retryAt(tx, id, {
        attempts: failures,
        nextAt: nextAttempt(failures, this.config['exchange.retrySeconds'], now),
        error,
      });
      const item = await this.outbox.get(tx, id);
      const tellFrom = addMs(item.createdAt, this.config['exchange.undeliverableHours'] * HOUR_MS);
      if (item.kind === 'message' && item.state === 'waiting' && now >= tellFrom)
        await this.undeliverable.give(tx, item, now, error);
    });
  }
}
