import { addMs, type Instant } from '../shared/instant.js';
import { type Blocker, type ErrorCode, refuse, type Refusal, type Result, succeed } from '../shared/refusal.js';
import { type Letter } from '../messages/bodies.js';
import { checkBody, type IsCountry } from '../messages/check-body.js';
import { KINDS, mayWrite, type MessageKind } from '../messages/kinds.js';
import { canonicalJson, objectOf, segmentsOf } from './compact.js';
import { headerFault, LETTER_TYPE, type LetterHeader, SIGNATURE_ALGORITHM, signatureFault } from './letter-header.js';
import { bannedMember, type OuterHeader } from './outer-header.js';
import { type Receipt, RECEIPT_TYPE, verifyReceipt } from './receipt.js';
import { type ProvenKey, senderKey, type SigningKeyOf } from './sender-key.js';
import { midOf, signatureHolds } from './sign.js';

/** How far ahead of us a sender's clock may be. Age never refuses. */
const MOST_AHEAD_MS = 5 * 60_000;

export interface LetterDeps {
  readonly own: string;
  readonly signingKeyOf: SigningKeyOf;
  readonly now: Instant;
  readonly knownVersions: readonly number[];
  readonly isCountry: IsCountry;
  readonly outer: OuterHeader;
}

export interface OpenedLetter {
  readonly ok: true;
  readonly is: 'letter';
  readonly mid: string;
  readonly jws: string;
  readonly header: LetterHeader;
  readonly letter: Letter;
  /** The key had run out when it signed: that warns, only revocation stops. */
  readonly warning?: 'expired';
}

/** A receipt that came sealed, like *accepted*. */
export interface OpenedReceipt {
  readonly ok: true;
  readonly is: 'receipt';
  readonly jws: string;
  readonly receipt: Receipt;
}

/**
 * Not taken. `authenticated`: the inner signature held, so a signed rejection may be given and the ledger takes an entry; `header` is there
 * as far as it could be read.
 */
export interface Rejection extends Refusal {
  readonly authenticated: boolean;
  readonly mid: string;
  readonly jws: string;
  readonly header?: Partial<LetterHeader> & { readonly iss: string };
  /** Versions that we read, where the letter's is another. */
  readonly versions?: readonly number[];
}

export type Judged = OpenedLetter | OpenedReceipt | Rejection;

/** Judges one inner JWS. Everything before the signature is form; everything after it is said to a partner we know. */
export async function judgeLetter(jws: string, deps: LetterDeps): Promise<Judged> {
  const mid = midOf(jws);
  const read = readInner(jws);
  if (!read.ok) return { ...read, authenticated: false, mid, jws };
  if (read.value.header['typ'] === RECEIPT_TYPE) return await judgeReceipt(jws, mid, deps);
  const proven = await proveSignature(jws, read.value.header, deps);
  if (!proven.ok) return { ...proven, authenticated: false, mid, jws };
  const header = read.value.header as unknown as LetterHeader;
  const judged = judgeContent(header, read.value.body, deps);
  if (judged.ok)
    return {
      ok: true,
      is: 'letter',
      mid,
      jws,
      header,
      letter: judged.value,
      ...(proven.value.warning && { warning: proven.value.warning }),
    };
  return {
    ...judged,
    authenticated: true,
    mid,
    jws,
    header,
    ...(judged.code === 'version-unknown' ? { versions: deps.knownVersions } : {}),
  };
}

async function judgeReceipt(jws: string, mid: string, deps: LetterDeps): Promise<Judged> {
  const receipt = await verifyReceipt(jws, { from: deps.outer.iss }, deps);
  if (!receipt.ok) return { ...receipt, authenticated: false, mid, jws };
  return { ok: true, is: 'receipt', jws, receipt: receipt.value };
}

function readInner(jws: string): Result<{ readonly header: Record<string, unknown>; readonly body: unknown }> {
  const segments = segmentsOf(jws, 3);
  if (!segments.ok) return segments;
  const [headerBytes = new Uint8Array(), payloadBytes = new Uint8Array()] = segments.value;
  const json = canonicalJson(headerBytes, '/header');
  if (!json.ok) return json;
  const header = objectOf(json.value, '/header', 'header-invalid');
  if (!header.ok) return header;
  const banned = bannedMember(header.value, '/header');
  if (banned !== undefined) return banned;
  if (header.value['alg'] !== SIGNATURE_ALGORITHM)
    return refuse('algorithm-refused', { field: '/header/alg', rule: `only ${SIGNATURE_ALGORITHM}` });
  if (header.value['typ'] !== LETTER_TYPE && header.value['typ'] !== RECEIPT_TYPE)
    return refuse('header-invalid', { field: '/header/typ' });
  const body = canonicalJson(payloadBytes, '/body');
  return body.ok ? succeed({ header: header.value, body: body.value }) : body;
}

async function proveSignature(
  jws: string,
  header: Record<string, unknown>,
  deps: LetterDeps,
): Promise<Result<ProvenKey>> {
  const fault = signatureFault(header, ['kid', 'iss', 'iat']);
  if (fault !== undefined) return refuse('header-invalid', { field: `/header${fault}` });
  const { iss, kid, iat } = header as unknown as LetterHeader;
  const key = await senderKey(deps.signingKeyOf, iss, kid, iat, deps.now);
  if (!key.ok) return key;
  return (await signatureHolds(jws, key.value.jwk)) ? key : refuse('signature-wrong');
}

function judgeContent(header: LetterHeader, body: unknown, deps: LetterDeps): Result<Letter> {
  if (!deps.knownVersions.includes(header.ver)) {
    return refuse('version-unknown', {
      field: '/header/ver',
      rule: `versions read here: ${deps.knownVersions.join(', ')}`,
    });
  }
  const fault = headerFault(header as unknown as Record<string, unknown>);
  if (fault !== undefined) return refuse('header-invalid', { field: `/header${fault}` });
  const { outer } = deps;
  if (header.iss !== outer.iss)
    return refuse('outer-inner-differ', { field: '/header/iss', rule: 'the outer header repeats iss, aud and jti' });
  if (header.aud !== outer.aud)
    return refuse('outer-inner-differ', { field: '/header/aud', rule: 'the outer header repeats iss, aud and jti' });
  if (!outer.batch && header.jti !== outer.jti)
    return refuse('outer-inner-differ', { field: '/header/jti', rule: 'the outer header repeats iss, aud and jti' });
  if (header.aud !== deps.own) return refuse('audience-wrong', { field: '/header/aud' });
  if (header.iat > addMs(deps.now, MOST_AHEAD_MS))
    return refuse('letter-from-the-future', { field: '/header/iat', rule: 'at most 5 minutes ahead of the receiver' });
  if (!Object.hasOwn(KINDS, header.kind)) return refuse('kind-unknown', { field: '/header/kind' });
  if (!mayWrite(header.role, header.kind))
    return refuse('kind-not-writable', {
      field: '/header/kind',
      rule: `${header.kind} is written by: ${KINDS[header.kind].from.join(', ')}`,
    });
  return judgeBody(header.kind, body, deps.isCountry);
}

function judgeBody(kind: MessageKind, body: unknown, isCountry: IsCountry): Result<Letter> {
  const reasons = checkBody(kind, body, isCountry);
  const [first] = reasons;
  if (first === undefined) return succeed({ kind, body } as Letter);
  return refuse(codeOf(first), { field: `/body${first.field ?? ''}`, rule: first.rule, detail: first.text, reasons });
}

function codeOf(reason: Blocker): ErrorCode {
  return reason.code === 'country-unknown' ? 'country-unknown' : 'letter-invalid';
}
