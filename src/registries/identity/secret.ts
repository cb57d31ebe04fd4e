import { randomBytes } from 'node:crypto';
import { sha256 } from '../../domain/shared/canonical.js';

/** A bearer secret and what the database keeps of it. 256 random bits need no slow hash. */
export interface Secret {
  readonly text: string;
  readonly hash: Uint8Array;
}

/** The prefix tells a leaked secret's kind to whoever finds it, and lets scanners find it. */
export type SecretKind = 'session' | 'token' | 'link';

const PREFIX = { session: 'pms_', token: 'pmt_', link: 'pml_' } as const satisfies Record<SecretKind, string>;
const FORM = /^pm[stl]_[A-Za-z0-9_-]{43}$/;

export function newSecret(kind: SecretKind): Secret {
  const text = `${PREFIX[kind]}${randomBytes(32).toString('base64url')}`;
  return { text, hash: sha256(text) };
}

/** Undefined where `text` cannot be a secret of that kind: no query is made for it. */
export function hashOfSecret(kind: SecretKind, text: string): Uint8Array | undefined {
  return FORM.test(text) && text.startsWith(PREFIX[kind]) ? sha256(text) : undefined;
}
