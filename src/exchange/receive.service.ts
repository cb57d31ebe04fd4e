import { Injectable } from '@nestjs/common';
import { type Judged, type OpenedReceipt } from '../domain/envelope/judge-letter.js';
import { midOf } from '../domain/envelope/sign.js';
import { type Instant } from '../domain/shared/instant.js';
import { refuse, type Result, succeed } from '../domain/shared/refusal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/transaction.js';
import { EnvelopeOpener } from './envelope-opener.js';
import { type EnvelopeAnswer, type LetterAnswer } from './letter-answer.js';
import { LetterIntakeService } from './letter-intake.service.js';
import { OutcomeService } from './outcome.service.js';
import { RefusalCounter } from './refusal-counter.js';

/** What the partner endpoint does with the bytes that came. */
@Injectable()
export class ReceiveService {
  constructor(
    private readonly clock: Clock,
    private readonly opener: EnvelopeOpener,
    private readonly letters: LetterIntakeService,
    private readonly outcomes: OutcomeService,
    private readonly transactions: Transactions,
    private readonly counter: RefusalCounter,
  ) {}

  /**
   * A refusal is one before any signature: a plain problem and a counter. A lone letter without a signature that holds is refused the same way; of a
   * batch each letter is answered by itself.
   */
  async receive(jwe: string): Promise<Result<EnvelopeAnswer>> {
    const receivedAt = this.clock.now();
    const opened = await this.opener.open(jwe, receivedAt);
    if (!opened.ok) {
      this.counter.count(opened.code);
      return opened;
    }
    const { items, outer } = opened.value;
    const [only] = items;
    if (!outer.batch && only !== undefined && !only.ok && !only.authenticated) {
      this.counter.count(only.code);
      return refuse(only.code, {
        ...(only.field === undefined ? {} : { field: only.field }),
        ...(only.rule === undefined ? {} : { rule: only.rule }),
      });
    }
    const answers: LetterAnswer[] = [];
    for (const item of items) answers.push(await this.answer(item, receivedAt));
    return succeed({ answers });
  }

  private async answer(item: Judged, receivedAt: Instant): Promise<LetterAnswer> {
    if (item.ok) return item.is === 'letter' ? this.letters.take(item, receivedAt) : this.note(item, receivedAt);
    if (item.authenticated) return this.letters.refuse(item, receivedAt);
    this.counter.count(item.code);
    return { mid: item.mid, refused: { code: item.code } };
  }

  private async note({ receipt, jws }: OpenedReceipt, receivedAt: Instant): Promise<LetterAnswer> {
    const known = await this.transactions.run((tx) => this.outcomes.record(tx, receipt, jws, receivedAt));
    const mid = midOf(jws);
    if (known) return { mid, noted: true };
    this.counter.count('receipt-of-another');
    return { mid, refused: { code: 'receipt-of-another' } };
  }
}
