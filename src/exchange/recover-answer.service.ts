import { Injectable } from '@nestjs/common';
import { type RecoverAsk, verifyAsk } from '../domain/envelope/ask.js';
import { type RecoveredPage, sealRecovered } from '../domain/envelope/recovered.js';
import { type Instant } from '../domain/shared/instant.js';
import { refuse, type Result, succeed } from '../domain/shared/refusal.js';
import { KeyStore } from '../platform/key-store.js';
import { decodeCursor, encodeCursor } from '../platform/page.js';
import { Transactions } from '../platform/transaction.js';
import { EnvelopeOpener } from './envelope-opener.js';
import { ExchangedLetters } from './exchanged-letters.js';
import { IdSource } from '../platform/id-source.js';
import { PartnerBook } from './partner-book.js';

/** Gives a restored partner back what it lost: its letters and ours with their receipts, and the last checkpoint of its ledger that we hold. */
@Injectable()
export class RecoverAnswerService {
  constructor(
    private readonly transactions: Transactions,
    private readonly letters: ExchangedLetters,
    private readonly opener: EnvelopeOpener,
    private readonly partners: PartnerBook,
    private readonly keys: KeyStore,
    private readonly ids: IdSource,
  ) {}

  /** The sealed page; sealed to the key that the ask names, for a restored node may hold an older one. */
  async answer(jws: string): Promise<Result<string>> {
    const at = this.letters.now();
    const verified = await verifyAsk(jws, 'recover', this.opener.depsAt(at));
    if (!verified.ok) return verified;
    const ask = verified.value;
    const recipient = await this.partners.sealingKey(ask.iss, ask.sealTo, at);
    if (recipient === undefined) return refuse('sealing-key-unknown', { field: '/sealTo' });
    const after = ask.after === null ? undefined : decodeCursor(ask.after, ['string', 'string']);
    if (after?.ok === false) return after;
    const page = await this.page(ask, at, after?.value as readonly [string, string] | undefined);
    const { kid, privateKey } = await this.keys.current('signing');
    return succeed(await sealRecovered(page, { kid, privateKey }, recipient, { iss: this.partners.own, aud: ask.iss, jti: this.ids.next() }));
  }

  private async page({ iss, since }: RecoverAsk, at: Instant, after: readonly [string, string] | undefined): Promise<RecoveredPage> {
    return this.transactions.run(async (tx) => {
      const cursor = after === undefined ? undefined : { at: after[0], mid: after[1] };
      const { items, last } = await this.letters.since(tx, iss, since, cursor);
      const held = await this.letters.heldOf(tx, iss);
      await this.letters.note(tx, { partner: iss, since, at, count: items.length, first: cursor === undefined });
      return { iss: this.partners.own, aud: iss, at, items, held, next: last === undefined ? null : encodeCursor([last.at, last.mid]) };
    });
  }
}

