import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer } from './buffer.js';

/*
 * What the law's verifier asks of `node:crypto`, for a browser. WebCrypto would not do: it answers later, it is missing where a ministry's
 * network has no TLS, and not every browser has Ed25519.
 */
export function hash(_algorithm, bytes) {
  return Buffer.from(sha256(bytes));
}

export function createHash() {
  const state = sha256.create();
  return {
    update(bytes) {
      state.update(typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes);
      return this;
    },
    digest(encoding) {
      const bytes = Buffer.from(state.digest());
      return encoding === undefined ? bytes : bytes.toString(encoding);
    },
  };
}

/** Throws where `x` is no point of the curve, as OpenSSL does at the first use. */
export function createPublicKey({ key }) {
  return Buffer.from(key.x, 'base64url');
}

export function verify(_algorithm, bytes, key, signature) {
  try {
    // RFC 8032 5.1.7, as OpenSSL judges: no other spelling of a signature counts.
    return ed25519.verify(signature, bytes, key, { zip215: false });
  } catch {
    return false;
  }
}
