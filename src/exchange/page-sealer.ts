import { Injectable } from '@nestjs/common';
import { type Ask } from '../domain/envelope/ask.js';
import { type RecoveredPage, sealRecovered } from '../domain/envelope/recovered.js';
import { type Instant } from '../domain/shared/instant.js';
import { refuse, type Result, succeed } from '../domain/shared/refusal.js';
import { IdSource } from '../platform/id-source.js';
import { KeyStore } from '../platform/key-store.js';
import { PartnerBook } from './partner-book.js';

/** Signs a page of letters and seals it to the key that its ask names. */
@Injectable()
export class PageSealer {
  constructor(
    private readonly partners: PartnerBook,
    private readonly keys: KeyStore,
    private readonly ids: IdSource,
  ) {}

  async seal(
    { iss: aud, sealTo }: Ask,
    content: Pick<RecoveredPage, 'items' | 'held' | 'next'>,
    at: Instant,
  ): Promise<Result<string>> {
    const recipient = await this.partners.sealingKey(aud, sealTo, at);
    if (recipient === undefined) return refuse('sealing-key-unknown', { field: '/sealTo' });
    const { kid, privateKey } = await this.keys.current('signing');
    const iss = this.partners.own;
    return succeed(
      await sealRecovered({ iss, aud, at, ...content }, { kid, privateKey }, recipient, {
        iss,
        aud,
        jti: this.ids.next(),
      }),
    );
  }
}
