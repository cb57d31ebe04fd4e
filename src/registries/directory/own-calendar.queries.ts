import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions } from '../../platform/transaction.js';
import { EntryRepository } from './entry.repository.js';

/** When our own office is at work, as our entry tells partners; Saturday and Sunday are free where it tells nothing. */
@Injectable()
export class OwnCalendarQueries {
  constructor(
    private readonly entries: EntryRepository,
    private readonly transactions: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async freeDays(): Promise<{ readonly weekend: readonly number[]; readonly holidays: readonly string[] }> {
    const found = await this.transactions.run((tx) => this.entries.find(tx, this.config['node.state']));
    const calendar = found?.entry.calendar;
    return { weekend: calendar?.weekend ?? [6, 7], holidays: calendar?.holidays ?? [] };
  }
}
