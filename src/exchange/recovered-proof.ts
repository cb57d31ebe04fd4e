import { Injectable } from '@nestjs/common';
import { judgeLetter } from '../domain/envelope/judge-letter.js';
import { type LetterHeader } from '../domain/envelope/letter-header.js';
import { type Receipt, verifyReceipt } from '../domain/envelope/receipt.js';
import { type RecoveredItem } from '../domain/envelope/recovered.js';
import { readLetter } from '../domain/envelope/read-letter.js';
import { type SigningKeyOf } from '../domain/envelope/sender-key.js';
import { midOf } from '../domain/envelope/sign.js';
import { type Letter } from '../domain/messages/bodies.js';
import { refuse, type Result, succeed } from '../domain/shared/refusal.js';
import { Clock } from '../platform/clock.js';
import { KeyStore } from '../platform/key-store.js';
import { EnvelopeOpener } from './envelope-opener.js';
import { PartnerBook } from './partner-book.js';

export interface RecoveredLetter {
  readonly own: boolean;
  readonly mid: string;
  readonly jws: string;
  readonly header: LetterHeader;
  readonly letter: Letter;
  readonly receipt: Receipt;
  readonly receiptJws: string;
}

/** What comes back is believed for its signatures alone: the author's on the letter, the receiver's on the receipt, one of them ours. */
@Injectable()
export class RecoveredProof {
  constructor(
    private readonly clock: Clock,
    private readonly opener: EnvelopeOpener,
    private readonly partners: PartnerBook,
    private readonly keys: KeyStore,
  ) {}

  async prove(partner: string, { jws, receipt: receiptJws }: RecoveredItem): Promise<Result<RecoveredLetter>> {
    const author = authorOf(jws);
    if (author !== partner && author !== this.partners.own) return refuse('sender-unknown');
    const own = author === this.partners.own;
    const [reader, signingKeyOf] = own ? [partner, this.ownKeyOf] : [this.partners.own, this.partners.signingKeyOf];
    const deps = { ...this.opener.depsAt(this.clock.now()), own: reader, signingKeyOf };
    const judged = await judgeLetter(jws, {
      ...deps,
      outer: { kid: '', iss: author, aud: reader, jti: '', batch: true },
    });
    // A letter that was rejected for its content has its place all the same.
    if (!judged.ok && !judged.authenticated) return judged;
    const mid = midOf(jws);
    const receipt = await verifyReceipt(
      receiptJws,
      { from: reader, mid },
      { ...deps, own: author, signingKeyOf: own ? this.partners.signingKeyOf : this.ownKeyOf },
    );
    if (!receipt.ok) return receipt;
    return succeed({ own, mid, jws, ...readLetter(jws), receipt: receipt.value, receiptJws });
  }

  /** Our own keys, however old: they lie in the data folder, which was restored too. */
  private readonly ownKeyOf: SigningKeyOf = async (_iss, kid) => {
    const key = await this.keys.byKid('signing', kid);
    return key === undefined
      ? refuse('signing-key-unknown', { field: '/kid' })
      : { jwk: key.publicJwk, validFrom: key.createdAt };
  };
}

function authorOf(jws: string): string {
  try {
    return readLetter(jws).header.iss;
  } catch {
    return '';
  }
}
