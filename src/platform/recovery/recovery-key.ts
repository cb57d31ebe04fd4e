import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { openWith, sealWith } from '../master-key.js';

/** A key pair whose private half exists only in shares. What is sealed to the public half needs them to be opened. */
export interface RecoveryKey {
  /** X25519, base64url. */
  readonly publicKey: string;
  readonly shares: readonly Uint8Array[];
}

/** PKCS #8 of an X25519 key up to its 32 bytes (RFC 8410 7). */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SEAL_PURPOSE = 'proofmark recovery file';

/** Shamir's secret sharing over GF(256): any `threshold` of the shares rebuild the key, fewer say nothing of it. */
export async function makeRecoveryKey(shares: number, threshold: number): Promise<RecoveryKey> {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length);
  return { publicKey: rawOf(publicKey), shares: await split(new Uint8Array(secret), shares, threshold) };
}

/** Undefined where the shares do not rebuild the private half of this public key: too few, or one twice. */
export async function rebuildKey(shares: readonly Uint8Array[], publicKey: string): Promise<KeyObject | undefined> {
  const numbers = new Set(shares.map((share) => share.at(-1)));
  if (shares.length < 2 || numbers.size !== shares.length) return undefined;
  const key = keyOf(await combine([...shares]));
  return rawOf(createPublicKey(key)) === publicKey ? key : undefined;
}

export interface SealedToKey {
  readonly ephemeral: string;
  readonly sealed: string;
}

/** ECDH with a key pair of this one use, HKDF (RFC 5869), AES-256-GCM. */
export function sealToKey(publicKey: string, bytes: Uint8Array, context: string): SealedToKey {
  const once = generateKeyPairSync('x25519');
  const ephemeral = rawOf(once.publicKey);
  const key = keyBetween(once.privateKey, publicOf(publicKey), ephemeral, publicKey);
  return { ephemeral, sealed: sealWith(key, bytes, context).toString('base64url') };
}

/** Throws where the bytes were changed, or are sealed to another key. */
export function openWithKey(privateKey: KeyObject, { ephemeral, sealed }: SealedToKey, context: string): Buffer {
  const key = keyBetween(privateKey, publicOf(ephemeral), ephemeral, rawOf(createPublicKey(privateKey)));
  return openWith(key, Buffer.from(sealed, 'base64url'), context);
}

function keyBetween(privateKey: KeyObject, publicKey: KeyObject, ephemeral: string, recipient: string): Buffer {
  const shared = diffieHellman({ privateKey, publicKey });
  return Buffer.from(hkdfSync('sha256', shared, `${ephemeral}.${recipient}`, SEAL_PURPOSE, 32));
}

const keyOf = (secret: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' });
const publicOf = (x: string): KeyObject => createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
const rawOf = (key: KeyObject): string => String(key.export({ format: 'jwk' }).x);
