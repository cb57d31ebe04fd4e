import { Injectable } from '@nestjs/common';
import { type Ask, type RecoverAsk, type ResendAsk, signAsk } from '../domain/envelope/ask.js';
import { type Instant } from '../domain/shared/instant.js';
import { type Result } from '../domain/shared/refusal.js';
import { Clock } from '../platform/clock.js';
import { IdSource } from '../platform/id-source.js';
import { KeyStore } from '../platform/key-store.js';
import { type PartnerAddress, PartnerBook } from './partner-book.js';

type Unplaced<A extends Ask> = Omit<A, 'iss' | 'jti' | 'at' | 'sealTo'>;

/** Our own signed asks: whom, when, under which name. */
@Injectable()
export class AskPlaces {
  constructor(
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly keys: KeyStore,
    private readonly partners: PartnerBook,
  ) {}

  now(): Instant {
    return this.clock.now();
  }

  async addressOf(partner: string): Promise<Result<PartnerAddress>> {
    return this.partners.addressOf(partner, this.clock.now());
  }

  async sign(ask: Unplaced<ResendAsk> | Unplaced<RecoverAsk>): Promise<string> {
    const { kid, privateKey } = await this.keys.current('signing');
    const sealTo = (await this.keys.current('sealing')).kid;
    return signAsk(
      { ...ask, iss: this.partners.own, jti: this.ids.next(), at: this.clock.now(), sealTo },
      { kid, privateKey },
    );
  }
}
