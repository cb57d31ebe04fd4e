import { Injectable } from '@nestjs/common';
import { type RecoverAsk, verifyAsk } from '../domain/envelope/ask.js';
import { type RecoveredPage } from '../domain/envelope/recovered.js';
import { isInstant, type Instant } from '../domain/shared/instant.js';
import { refuse, type Result } from '../domain/shared/refusal.js';
import { decodeCursor, encodeCursor } from '../platform/page.js';
import { Transactions } from '../platform/transaction.js';
import { EnvelopeOpener } from './envelope-opener.js';
import { ExchangedLetters } from './exchanged-letters.js';
import { PageSealer } from './page-sealer.js';

/** Gives a restored partner back what it lost: its letters and ours with their receipts, and the last checkpoint of its ledger that we hold. */
@Injectable()
export class RecoverAnswerService {
  constructor(
    private readonly transactions: Transactions,
    private readonly letters: ExchangedLetters,
    private readonly opener: EnvelopeOpener,
    private readonly sealer: PageSealer,
  ) {}

  async answer(jws: string): Promise<Result<string>> {
    const at = this.letters.now();
    const verified = await verifyAsk(jws, 'recover', this.opener.depsAt(at));
    if (!verified.ok) return verified;
    const ask = verified.value;
    const after = ask.after === null ? undefined : decodeCursor(ask.after, ['string', 'string']);
    if (after?.ok === false) return after;
    if (after !== undefined && !isInstant(String(after.value[0])))
      return refuse('field-invalid', { field: '/after', rule: 'a cursor of this list' });
    return this.sealer.seal(ask, await this.page(ask, at, after?.value as readonly [string, string] | undefined), at);
  }

  private async page(
    { iss, since }: RecoverAsk,
    at: Instant,
    after: readonly [string, string] | undefined,
  ): Promise<Pick<RecoveredPage, 'items' | 'held' | 'next'>> {
    return this.transactions.run(async (tx) => {
      const cursor = after === undefined ? undefined : { at: after[0], mid: after[1] };
      const { items, last } = await this.letters.since(tx, iss, since, cursor);
      const held = await this.letters.heldOf(tx, iss);
      await this.letters.note(tx, { partner: iss, since, at, count: items.length, first: cursor === undefined });
      return { items, held, next: last === undefined ? null : encodeCursor([last.at, last.mid]) };
    });
  }
}
