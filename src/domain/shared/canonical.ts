import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

// The package is CommonJS: its types describe a namespace, its value is the function.
const canonicalizeJson = canonicalize as unknown as (value: unknown) => string | undefined;

/** A value that JSON can carry without loss. `undefined` members are dropped before hashing, never inside arrays. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** The one byte string of a JSON value (RFC 8785). Throws on NaN, Infinity and lone surrogates: they have no canonical form. */
export function canonicalText(value: unknown): string {
  const text = canonicalizeJson(value);
  if (text === undefined) throw new TypeError('a value without a JSON form has no canonical form');
  // JSON.stringify writes a lone surrogate as an escape, so the text itself is always well-formed.
  if (LONE_SURROGATE.test(text)) throw new TypeError('a lone surrogate has no canonical form (RFC 8785 3.2.2.2)');
  return text;
}

const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f][0-9a-f]{2}/;

export function canonicalBytes(value: unknown): Uint8Array {
  return Buffer.from(canonicalText(value), 'utf8');
}

export function sha256(bytes: Uint8Array | string): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

/** base64url without padding (RFC 4648 5), 43 characters for a SHA-256. */
export function sha256Base64url(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

/** The digest by which an approval, a content or a set of facts is named: base64url(SHA-256(RFC 8785 bytes)). */
export function digestOf(value: unknown): string {
  return sha256Base64url(canonicalBytes(value));
}
