import { Injectable } from '@nestjs/common';
import { seal } from '../domain/envelope/seal.js';
import { midOf, type SignedLetter, signLetter } from '../domain/envelope/sign.js';
import { type Letter } from '../domain/messages/bodies.js';
import { type Instant } from '../domain/shared/instant.js';
import { type OutboxItem, type OutboxMessage, OutboxRepository } from '../ledgers/outbox/outbox.repository.js';
import { IdSource } from '../platform/id-source.js';
import { KeyStore } from '../platform/key-store.js';
import { Transactions } from '../platform/transaction.js';
import { OwnLedger } from './own-ledger.js';
import { type PartnerAddress, PartnerBook } from './partner-book.js';

/** A row that is signed: what goes into an envelope, and the mid its receipt must name. */
export interface ReadyItem {
  readonly id: string;
  readonly kind: 'message' | 'receipt';
  readonly mid: string;
  readonly jws: string;
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly sealed?: { readonly jwe: string; readonly kid: string };
  /** The partner did not take it in company: it goes in an envelope of its own. */
  readonly alone: boolean;
}

/** Makes what is sent: each letter signed once, each envelope from what was read back. */
@Injectable()
export class OutgoingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: OutboxRepository,
    private readonly keys: KeyStore,
    private readonly ledger: OwnLedger,
    private readonly partners: PartnerBook,
    private readonly ids: IdSource,
  ) {}

  /** Undefined where nothing is sent any more: the delivery has ended, or ends here because the case and its key were erased. */
  async ready(id: string, now: Instant): Promise<ReadyItem | undefined> {
    return this.transactions.run(async (tx) => {
      const item = await this.outbox.get(tx, id);
      if (item.state !== 'waiting') return undefined;
      if (item.kind === 'receipt') return readyOf(item, item.jws);
      if (item.jws !== undefined) return readyOf(item, item.jws);
      if (item.letter === undefined) {
        await this.outbox.rejected(tx, id, { at: now, reason: 'erased' });
        return undefined;
      }
      const signed = await this.sign(item, item.letter, await this.ledger.epoch(tx), now);
      return readyOf(item, (await this.outbox.saveSigned(tx, id, signed)).jws);
    });
  }

  /** One letter: the bytes that were sealed to this key before, else new ones that are kept. Answers what was read back. */
  async sealOne(item: ReadyItem, { country, recipient }: PartnerAddress): Promise<string> {
    if (item.sealed?.kid === recipient.kid) return item.sealed.jwe;
    const jwe = await seal(item.jws, recipient, { iss: this.partners.own, aud: country, jti: item.id });
    return this.transactions.run(
      async (tx) => (await this.outbox.saveSealed(tx, item.id, { jwe, sealingKid: recipient.kid })).jwe,
    );
  }

  /** Several letters in one envelope: transport only, made anew each time from the same letters. */
  async sealBatch(items: readonly ReadyItem[], { country, recipient }: PartnerAddress): Promise<string> {
    return seal(
      items.map((item) => item.jws),
      recipient,
      { iss: this.partners.own, aud: country, jti: this.ids.next() },
    );
  }

  async markSent(items: readonly ReadyItem[], at: Instant): Promise<void> {
    await this.transactions.run(async (tx) => {
      for (const item of items) await this.outbox.markSent(tx, item.id, at);
    });
  }

  private async sign(item: OutboxMessage, letter: Letter, epoch: number, iat: Instant): Promise<SignedLetter> {
    const { partner: aud, id: jti, thread, direction: role, seq, prev, seen, exercise } = item;
    if (seq > 1 && prev === undefined) throw new Error(`outbox row ${jti} follows a letter that is not signed`);
    const { kid, privateKey } = await this.keys.current('signing');
    return signLetter(
      { iss: this.partners.own, aud, epoch, jti, iat, thread, role, seq, prev: prev ?? null, seen, exercise },
      letter,
      { kid, privateKey },
    );
  }
}

const REFUSED_AS_BATCH = ['batch-invalid', 'envelope-too-large', 'body-too-large'];

function readyOf(item: OutboxItem, jws: string): ReadyItem {
  const { id, kind, attempts, createdAt, jwe, sealingKid, lastError } = item;
  const alone = lastError !== undefined && REFUSED_AS_BATCH.includes(lastError);
  return {
    id,
    kind,
    mid: midOf(jws),
    jws,
    attempts,
    createdAt,
    alone,
    ...(jwe === undefined || sealingKid === undefined ? {} : { sealed: { jwe, kid: sealingKid } }),
  };
}
