import { compactDecrypt } from 'jose';
import { type Instant } from '../shared/instant.js';
import { refuse, type Result, succeed } from '../shared/refusal.js';
import { canonicalJson, objectOf, segmentsOf, utf8 } from './compact.js';
import { SIGNATURE_ALGORITHM } from './letter-header.js';
import { readOuter } from './outer-header.js';
import { type ReceiptDeps } from './receipt.js';
import { CONTENT_ENCRYPTION, KEY_AGREEMENT, seal, type OuterPlace, type SealingRecipient } from './seal.js';
import { senderKey } from './sender-key.js';
import { type KeyMaterial, signatureHolds, signCanonical, type SigningKey } from './sign.js';

export const RECOVERED_TYPE = 'proofmark-recovered+jws';

/** A letter with the receipt that its receiver signed for it: either State's, told apart by its header. */
export interface RecoveredItem {
  readonly jws: string;
  readonly receipt: string;
}

/** One page of what two States exchanged, as one of them holds it. */
export interface RecoveredPage {
  readonly iss: string;
  readonly aud: string;
  readonly at: Instant;
  readonly items: readonly RecoveredItem[];
  /** The last checkpoint of the asker's ledger that the answerer holds. */
  readonly held: string | null;
  /** `after` of the next page. */
  readonly next: string | null;
}

export async function sealRecovered(
  page: RecoveredPage,
  key: SigningKey,
  recipient: SealingRecipient,
  outer: OuterPlace,
): Promise<string> {
  return seal(await signCanonical({ typ: RECOVERED_TYPE, kid: key.kid }, page, key.privateKey), recipient, outer);
}

/** Refuses a page that is not sealed to us, not signed by `from`, or not of this form. Its items are judged each by itself afterwards. */
export async function openRecovered(
  jwe: string,
  from: string,
  deps: ReceiptDeps & {
    readonly sealingKeys: (kid: string) => KeyMaterial | undefined | Promise<KeyMaterial | undefined>;
  },
): Promise<Result<RecoveredPage>> {
  const outer = readOuter(jwe);
  if (!outer.ok) return outer;
  if (outer.value.iss !== from || outer.value.aud !== deps.own) return refuse('audience-wrong', { field: '/aud' });
  const key = await deps.sealingKeys(outer.value.kid);
  if (key === undefined) return refuse('sealing-key-unknown', { field: '/kid' });
  const jws = await decrypt(jwe, key);
  if (jws === undefined) return refuse('envelope-not-opened');
  const read = readPage(jws);
  if (!read.ok) return read;
  const { kid, page } = read.value;
  if (page.iss !== from || page.aud !== deps.own) return refuse('audience-wrong', { field: '/iss' });
  const signer = await senderKey(deps.signingKeyOf, from, kid, page.at, deps.now);
  if (!signer.ok) return signer;
  return (await signatureHolds(jws, signer.value.jwk)) ? succeed(page) : refuse('signature-wrong');
}

async function decrypt(jwe: string, key: KeyMaterial): Promise<string | undefined> {
  try {
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: [KEY_AGREEMENT],
      contentEncryptionAlgorithms: [CONTENT_ENCRYPTION],
    });
    return utf8(plaintext);
  } catch {
    return undefined;
  }
}

function readPage(jws: string): Result<{ readonly kid: string; readonly page: RecoveredPage }> {
  const segments = segmentsOf(jws, 3);
  if (!segments.ok) return segments;
  const [headerBytes = new Uint8Array(), payloadBytes = new Uint8Array()] = segments.value;
  const header = canonicalJson(headerBytes, '/header');
  if (!header.ok) return header;
  const { alg, typ, kid } = header.value as { alg?: unknown; typ?: unknown; kid?: unknown };
  if (alg !== SIGNATURE_ALGORITHM) return refuse('algorithm-refused', { field: '/header/alg' });
  if (typ !== RECOVERED_TYPE || typeof kid !== 'string') return refuse('header-invalid', { field: '/header' });
  const payload = canonicalJson(payloadBytes, '/payload');
  if (!payload.ok) return payload;
  const page = objectOf(payload.value, '/payload', 'envelope-form');
  if (!page.ok) return page;
  const { iss, aud, at, items, held, next } = page.value;
  const fits =
    [iss, aud, at].every((one) => typeof one === 'string') &&
    [held, next].every((one) => one === null || typeof one === 'string') &&
    Array.isArray(items) &&
    items.every(
      (one: Partial<RecoveredItem> | null) => typeof one?.jws === 'string' && typeof one.receipt === 'string',
    );
  return fits
    ? succeed({ kid, page: page.value as unknown as RecoveredPage })
    : refuse('envelope-form', { field: '/payload' });
}
