import { type DirectoryKey } from '../directory/entry.js';
import { judgeKey } from '../directory/key-validity.js';
import { type Instant } from '../shared/instant.js';
import { refuse, type Refusal, type Result, succeed } from '../shared/refusal.js';

/** A State's signing key as our directory holds it. */
export type SenderKey = Pick<DirectoryKey, 'jwk' | 'validFrom' | 'validTo' | 'revokedAt'>;
export type ProvenKey = SenderKey & { readonly warning?: 'expired' };

/** What the directory says of (State, kid). A refusal: `sender-unknown`, `sender-suspended`, `signing-key-unknown`. */
export type SigningKeyOf = (iss: string, kid: string) => SenderKey | Refusal | Promise<SenderKey | Refusal>;

/** A signature counts if its key was valid when it was made and not revoked before we received it (design 4). */
export async function senderKey(
  signingKeyOf: SigningKeyOf,
  iss: string,
  kid: string,
  madeAt: Instant,
  receivedAt: Instant,
): Promise<Result<ProvenKey>> {
  const key = await signingKeyOf(iss, kid);
  if ('ok' in key) return key;
  const verdict = judgeKey(key, madeAt, receivedAt);
  if (verdict.counts) return succeed({ ...key, ...(verdict.warning && { warning: verdict.warning }) });
  return verdict.why === 'revoked'
    ? refuse('signing-key-revoked', { field: '/kid' })
    : refuse('signing-key-not-valid', { field: '/iat' });
}
