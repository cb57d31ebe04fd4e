import { Injectable } from '@nestjs/common';
import { type Receipt, verifyReceipt } from '../domain/envelope/receipt.js';
import { type Instant } from '../domain/shared/instant.js';
import { type Result } from '../domain/shared/refusal.js';
import { type ClaimedItem, OutboxRepository } from '../ledgers/outbox/outbox.repository.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/transaction.js';
import { type EnvelopeAnswer, isRetryable } from './letter-answer.js';
import { OutcomeService } from './outcome.service.js';
import { type ReadyItem } from './outgoing.service.js';
import { type PartnerAddress, PartnerBook } from './partner-book.js';
import { RetryService } from './retry.service.js';

interface Signed {
  readonly receipt: Receipt;
  readonly jws: string;
}

/** Only a signed receipt or a signed rejection that names this very letter ends a delivery; all else is tried again. */
@Injectable()
export class SettlementService {
  constructor(
    private readonly partners: PartnerBook,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly outbox: OutboxRepository,
    private readonly outcomes: OutcomeService,
    private readonly retries: RetryService,
  ) {}

  async addressOf(partner: string, now: Instant): Promise<Result<PartnerAddress>> {
    return this.partners.addressOf(partner, now);
  }

  async settle(partner: string, item: ReadyItem, { answers }: EnvelopeAnswer): Promise<void> {
    const answer = answers.find((one) => one.mid === item.mid);
    if (item.kind === 'receipt') return answer?.noted === true ? this.noted(item) : this.retry([item], 'not-noted');
    const now = this.clock.now();
    const signed: Signed[] = [];
    let fault = 'no-receipt';
    for (const jws of answer?.receipts ?? []) {
      const verified = await verifyReceipt(
        jws,
        { from: partner },
        { own: this.partners.own, signingKeyOf: this.partners.signingKeyOf, now },
      );
      if (verified.ok) signed.push({ receipt: verified.value, jws });
      else fault = verified.code;
    }
    const own = signed.find(({ receipt }) => receipt.mid === item.mid && receipt.type !== 'accepted');
    if (own === undefined) return this.retry([item], fault);
    const { code, standing } = own.receipt;
    if (code !== undefined && isRetryable(code)) return this.retry([item], code);
    // Where another letter of ours stands at the place, its receipt comes along: the sender follows it.
    const stands =
      standing === undefined
        ? undefined
        : signed.find(({ receipt }) => receipt.mid === standing && receipt.type === 'received');
    await this.transactions.run(async (tx) => {
      for (const one of stands === undefined ? [own] : [own, stands])
        await this.outcomes.record(tx, one.receipt, one.jws, now);
    });
  }

  async retry(items: readonly ReadyItem[], error: string): Promise<void> {
    for (const { id, attempts } of items) await this.retries.later(id, attempts, error);
  }

  async retryClaimed(claimed: readonly ClaimedItem[], error: string): Promise<void> {
    for (const { id, attempts } of claimed) await this.retries.later(id, attempts, error);
  }

  private async noted(item: ReadyItem): Promise<void> {
    await this.transactions.run((tx) => this.outbox.delivered(tx, item.id, { at: this.clock.now() }));
  }
}
