import { Inject, Injectable } from '@nestjs/common';
import { addMs } from '../domain/shared/instant.js';
import { InboxRepository } from '../ledgers/outbox/inbox.repository.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Transactions } from '../platform/transaction.js';
import { ExchangeRepository } from './exchange.repository.js';
import { GapAsk } from './gap-ask.js';

/** A gap stops its own thread only; where it stands too long the partner is asked to send again from there. */
@Injectable()
export class GapService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly inbox: InboxRepository,
    private readonly repository: ExchangeRepository,
    private readonly ask: GapAsk,
  ) {}

  /** Answers how many gaps were asked for: each once in the set time, whichever process comes first. */
  async askForGaps(): Promise<number> {
    const now = this.clock.now();
    const gapAskMs = this.config['exchange.gapAskMs'];
    let count = 0;
    for (const gap of await this.inbox.gaps(now)) {
      if (gap.ageMs < gapAskMs) continue;
      const taken = await this.transactions.run((tx) =>
        this.repository.takeGapAsk(tx, gap, now, addMs(now, -gapAskMs)),
      );
      if (!taken) continue;
      const error = await this.ask.ask(gap);
      await this.transactions.run((tx) => this.repository.noteGapAnswer(tx, gap, error));
      count += 1;
    }
    return count;
  }
}
