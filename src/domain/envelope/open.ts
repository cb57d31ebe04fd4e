import { compactDecrypt } from 'jose';
import { type Instant } from '../shared/instant.js';
import { refuse, type Result, succeed } from '../shared/refusal.js';
import { canonicalJson } from './compact.js';
import { judgeLetter, type Judged, type LetterDeps } from './judge-letter.js';
import { type OuterHeader, readOuter } from './outer-header.js';
import { CONTENT_ENCRYPTION, KEY_AGREEMENT } from './seal.js';
import { type SigningKeyOf } from './sender-key.js';
import { type KeyMaterial } from './sign.js';

export interface OpenDeps extends Omit<LetterDeps, 'outer'> {
  /** Our own State. */
  readonly own: string;
  /** Our private sealing key of that kid; undefined where we hold none. */
  readonly sealingKeys: (kid: string) => KeyMaterial | undefined | Promise<KeyMaterial | undefined>;
  readonly signingKeyOf: SigningKeyOf;
  /** Becomes `receivedAt`. */
  readonly now: Instant;
  /** Longest envelope, in bytes of its ASCII text. */
  readonly maxBytes: number;
  /** Most letters in one batch. */
  readonly maxLetters: number;
}

export interface OpenedEnvelope {
  readonly outer: OuterHeader;
  /** One for each letter, in the batch's order: a batch is transport, each letter stands alone. */
  readonly items: readonly Judged[];
}

/**
 * Opens what a partner sent. A refusal here is one of the envelope as a whole, before any signature: a plain problem and a counter, no signed
 * answer, no ledger entry. What holds or fails letter by letter stands in `items`.
 */
export async function openEnvelope(jwe: string, deps: OpenDeps): Promise<Result<OpenedEnvelope>> {
  if (jwe.length > deps.maxBytes)
    return refuse('envelope-too-large', { rule: `at most ${String(deps.maxBytes)} bytes` });
  const outer = readOuter(jwe);
  if (!outer.ok) return outer;
  if (outer.value.aud !== deps.own) return refuse('audience-wrong', { field: '/aud' });
  const key = await deps.sealingKeys(outer.value.kid);
  if (key === undefined) return refuse('sealing-key-unknown', { field: '/kid' });
  const plaintext = await decrypt(jwe, key);
  if (plaintext === undefined) return refuse('envelope-not-opened');
  const contents = outer.value.batch
    ? readBatch(plaintext, deps.maxLetters)
    : succeed([Buffer.from(plaintext).toString('latin1')]);
  if (!contents.ok) return contents;
  const items: Judged[] = [];
  for (const jws of contents.value) items.push(await judgeLetter(jws, { ...deps, outer: outer.value }));
  return succeed({ outer: outer.value, items });
}

async function decrypt(jwe: string, key: KeyMaterial): Promise<Uint8Array | undefined> {
  try {
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: [KEY_AGREEMENT],
      contentEncryptionAlgorithms: [CONTENT_ENCRYPTION],
    });
    return plaintext;
  } catch {
    return undefined; // one answer for every reason: an attacker learns nothing from which step failed
  }
}

function readBatch(plaintext: Uint8Array, maxLetters: number): Result<readonly string[]> {
  const list = canonicalJson(plaintext, '/batch');
  if (!list.ok) return list;
  const letters = list.value;
  const fits =
    Array.isArray(letters) &&
    letters.length > 0 &&
    letters.length <= maxLetters &&
    letters.every((letter) => typeof letter === 'string');
  return fits
    ? succeed(letters as readonly string[])
    : refuse('batch-invalid', { rule: `a list of 1 to ${String(maxLetters)} letters` });
}
