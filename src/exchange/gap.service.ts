import { Inject, Injectable } from '@nestjs/common';
import { addMs } from '../domain/shared/instant.js';
import { type Gap, InboxRepository } from '../ledgers/outbox/inbox.repository.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Transactions } from '../platform/transaction.js';
import { AskPlaces } from './ask-places.js';
import { ExchangeRepository } from './exchange.repository.js';
import { PartnerClient } from './partner-client.js';

/** A gap stops its own thread only; where it stands too long the partner is asked to send again from there. */
@Injectable()
export class GapService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly inbox: InboxRepository,
    private readonly repository: ExchangeRepository,
    private readonly asks: AskPlaces,
    private readonly client: PartnerClient,
  ) {}

  /** Answers how many gaps were asked for. */
  async askForGaps(): Promise<number> {
    const now = this.asks.now();
    const gapAskMs = this.config['exchange.gapAskMs'];
    let count = 0;
    for (const gap of await this.inbox.gaps(now)) {
      if (gap.ageMs < gapAskMs) continue;
      const taken = await this.transactions.run((tx) => this.repository.takeGapAsk(tx, gap, now, addMs(now, -gapAskMs)));
      if (!taken) continue;
      const error = await this.ask(gap);
      await this.transactions.run((tx) => this.repository.noteGapAnswer(tx, gap, error));
      count += 1;
    }
    return count;
  }

  private async ask({ thread, direction, sender, fromSeq }: Gap): Promise<string | null> {
    const address = await this.asks.addressOf(sender);
    if (!address.ok) return address.code;
    const body = await this.asks.sign({ ask: 'resend', aud: sender, thread, role: direction, from: fromSeq });
    const reply = await this.client.post(address.value.url, '/exchange/resend', body);
    if (!reply.reached) return reply.error;
    await reply.body();
    return reply.status < 300 ? null : `status-${String(reply.status)}`;
  }
}

