import { CompactEncrypt } from 'jose';
import { canonicalBytes } from '../shared/canonical.js';
import { type KeyMaterial } from './sign.js';

export const KEY_AGREEMENT = 'ECDH-ES+A256KW';
export const CONTENT_ENCRYPTION = 'A256GCM';
export const ENVELOPE_TYPE = 'proofmark-envelope+jwe';

export interface SealingRecipient {
  /** RFC 7638 thumbprint of the recipient's sealing key. */
  readonly kid: string;
  readonly publicKey: KeyMaterial;
}

/** What stands outside the seal. For one letter `jti` is the letter's own; a batch has a name of its own. */
export interface OuterPlace {
  readonly iss: string;
  readonly aud: string;
  readonly jti: string;
}

/**
 * Seals one signed letter, or several as a batch, for one recipient. Draws a random key: sealing twice gives other bytes, and the letter's
 * identity stays.
 */
export async function seal(
  content: string | readonly string[],
  recipient: SealingRecipient,
  outer: OuterPlace,
): Promise<string> {
  const plaintext = typeof content === 'string' ? Buffer.from(content, 'ascii') : canonicalBytes(content);
  const header = {
    alg: KEY_AGREEMENT,
    enc: CONTENT_ENCRYPTION,
    typ: ENVELOPE_TYPE,
    kid: recipient.kid,
    iss: outer.iss,
    aud: outer.aud,
    jti: outer.jti,
    ...(typeof content === 'string' ? {} : { batch: true }),
  };
  return await new CompactEncrypt(plaintext).setProtectedHeader(header).encrypt(recipient.publicKey);
}
