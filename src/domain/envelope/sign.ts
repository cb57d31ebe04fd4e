import { CompactSign, compactVerify, type CryptoKey, type JWK, type KeyObject } from 'jose';
import { canonicalBytes, canonicalText, sha256Base64url } from '../shared/canonical.js';
import { type Letter } from '../messages/bodies.js';
import { WIRE_VERSION } from '../messages/kinds.js';
import { LETTER_TYPE, SIGNATURE_ALGORITHM, type LetterPlace } from './letter-header.js';

/** A key as jose takes it: from the key store, or a partner's public JWK of the directory. */
export type KeyMaterial = CryptoKey | KeyObject | JWK;

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyMaterial;
}

export interface SignedLetter {
  readonly jws: string;
  readonly mid: string;
}

/** A letter's identity: the hash of the inner JWS, as base64url, 43 characters. */
export function midOf(jws: string): string {
  return sha256Base64url(jws);
}

/** Signs a letter once (Ed25519 is deterministic, so the same letter under the same key has the same `mid`). */
export async function signLetter(place: LetterPlace, letter: Letter, key: SigningKey): Promise<SignedLetter> {
  const { iss, aud, epoch, jti, iat, thread, role, seq, prev, seen, exercise } = place;
  const header = {
    typ: LETTER_TYPE,
    ver: WIRE_VERSION,
    kid: key.kid,
    iss,
    aud,
    epoch,
    jti,
    iat,
    thread,
    role,
    seq,
    prev,
    seen,
    kind: letter.kind,
    exercise,
  };
  const jws = await signCanonical(header, letter.body, key.privateKey);
  return { jws, mid: midOf(jws) };
}

/** A compact JWS whose header and payload are both RFC 8785 bytes. */
export async function signCanonical(header: object, payload: unknown, privateKey: KeyMaterial): Promise<string> {
  // jose writes the header with JSON.stringify: members put in canonical order beforehand come out in canonical form.
  const ordered = JSON.parse(canonicalText({ ...header, alg: SIGNATURE_ALGORITHM })) as { alg: string };
  return await new CompactSign(canonicalBytes(payload)).setProtectedHeader(ordered).sign(privateKey);
}

/** Does the signature hold under this key? Never throws for what a stranger sent. */
export async function signatureHolds(jws: string, publicKey: KeyMaterial): Promise<boolean> {
  try {
    await compactVerify(jws, publicKey, { algorithms: [SIGNATURE_ALGORITHM] });
    return true;
  } catch {
    return false;
  }
}
