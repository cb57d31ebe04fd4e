import { type Instant } from '../shared/instant.js';
import { refuse, type Refusal, type Result, succeed } from '../shared/refusal.js';
import { type KeyMaterial } from './sign.js';

/** A State's signing key as our directory holds it. */
export interface SenderKey {
  readonly publicKey: KeyMaterial;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly revokedAt: Instant | null;
}

/** What the directory says of (State, kid). A refusal: `sender-unknown`, `sender-suspended`, `signing-key-unknown`. */
export type SigningKeyOf = (iss: string, kid: string) => SenderKey | Refusal | Promise<SenderKey | Refusal>;

/** A signature counts if its key was valid when it was made and not revoked before we received it (design 4). */
export async function senderKey(signingKeyOf: SigningKeyOf, iss: string, kid: string, madeAt: Instant, receivedAt: Instant): Promise<Result<SenderKey>> {
  const key = await signingKeyOf(iss, kid);
  if ('ok' in key) return key;
  if (key.revokedAt !== null && key.revokedAt <= receivedAt) return refuse('signing-key-revoked', { field: '/kid' });
  if (madeAt < key.validFrom || (key.validTo !== null && madeAt >= key.validTo)) return refuse('signing-key-not-valid', { field: '/iat' });
  return succeed(key);
}
