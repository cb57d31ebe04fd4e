import { isUuid } from '../shared/ids.js';
import { isInstant, type Instant } from '../shared/instant.js';
import { refuse, type Result, succeed } from '../shared/refusal.js';
import { type Role } from '../messages/kinds.js';
import { canonicalJson, objectOf, segmentsOf } from './compact.js';
import { SIGNATURE_ALGORITHM } from './letter-header.js';
import { senderKey, type SigningKeyOf } from './sender-key.js';
import { signatureHolds, signCanonical, type SigningKey } from './sign.js';

export const RECEIPT_TYPE = 'proofmark-receipt+jws';
/** A receipt with a checkpoint and some deadlines is far below it. */
export const RECEIPT_MAX_BYTES = 16_384;

/** A deadline as the side that computed it tells it: an accepted REQUEST's receipt names each, and the requester shows a difference. */
export interface AcceptedDue {
  readonly clock: string;
  readonly policy: string;
  readonly policyVersion: number;
  readonly calendarVersion: number;
  readonly zone: string;
  readonly dueAt: Instant;
}

/**
 * A signed statement about one letter. *received*: these bytes are here since `at`. *rejected*: they are refused for `code`. *accepted*:
 * they have been applied. `thread`, `direction` and `seq` are null where the letter's header could not be read that far.
 */
export interface Receipt {
  readonly type: 'received' | 'rejected' | 'accepted';
  readonly iss: string;
  readonly aud: string;
  readonly mid: string;
  readonly jti: string | null;
  readonly thread: string | null;
  /** Which side of the trace wrote the letter, where it is known. */
  readonly direction: Role | null;
  readonly seq: number | null;
  /** For *received* the `receivedAt` from which clocks run. */
  readonly at: Instant;
  /** Our latest signed checkpoint (C2SP signed note): partner States witness each other's history. */
  readonly checkpoint: string | null;
  readonly code?: string;
  readonly field?: string;
  readonly rule?: string;
  /** Does the rejection use the place up, so that the stream goes on with the next seq? */
  readonly final?: boolean;
  /** The `mid` that stands at this place, where another letter came first. */
  readonly standing?: string;
  /** The wire versions that we read, where the letter's is another. */
  readonly versions?: readonly number[];
  readonly due?: readonly AcceptedDue[];
}

/** Ed25519 is deterministic: the same receipt under the same key has the same bytes. */
export async function signReceipt(receipt: Receipt, key: SigningKey): Promise<string> {
  return await signCanonical({ typ: RECEIPT_TYPE, kid: key.kid }, receipt, key.privateKey);
}

export interface ReceiptDeps {
  readonly own: string;
  readonly signingKeyOf: SigningKeyOf;
  readonly now: Instant;
}

/** What a receipt must answer to; `mid` is undefined only where the caller looks the message up by the receipt's own `mid` afterwards. */
export interface ReceiptFor {
  readonly from: string;
  readonly mid?: string;
}

/** Refuses a receipt of another form, State, addressee, key or message; its signature counts as a letter's does. */
export async function verifyReceipt(jws: string, expected: ReceiptFor, deps: ReceiptDeps): Promise<Result<Receipt>> {
  if (jws.length > RECEIPT_MAX_BYTES)
    return refuse('receipt-invalid', { rule: `at most ${String(RECEIPT_MAX_BYTES)} bytes` });
  const parts = readReceipt(jws);
  if (!parts.ok) return parts;
  const { kid, receipt } = parts.value;
  if (receipt.iss !== expected.from) return refuse('receipt-of-another', { field: '/iss' });
  const key = await senderKey(deps.signingKeyOf, receipt.iss, kid, receipt.at, deps.now);
  if (!key.ok) return key;
  if (!(await signatureHolds(jws, key.value.jwk))) return refuse('signature-wrong');
  if (receipt.aud !== deps.own) return refuse('receipt-of-another', { field: '/aud' });
  if (expected.mid !== undefined && receipt.mid !== expected.mid)
    return refuse('receipt-of-another', { field: '/mid' });
  return succeed(receipt);
}

function readReceipt(jws: string): Result<{ readonly kid: string; readonly receipt: Receipt }> {
  const segments = segmentsOf(jws, 3);
  if (!segments.ok) return segments;
  const [headerBytes = new Uint8Array(), payloadBytes = new Uint8Array()] = segments.value;
  const header = canonicalJson(headerBytes, '/header');
  if (!header.ok) return header;
  const members = objectOf(header.value, '/header', 'receipt-invalid');
  if (!members.ok) return members;
  const { alg, typ, kid, ...more } = members.value;
  if (alg !== SIGNATURE_ALGORITHM) return refuse('algorithm-refused', { field: '/header/alg' });
  if (typ !== RECEIPT_TYPE || typeof kid !== 'string' || Object.keys(more).length > 0)
    return refuse('receipt-invalid', { field: '/header' });
  const payload = canonicalJson(payloadBytes, '/payload');
  if (!payload.ok) return payload;
  const receipt = objectOf(payload.value, '/payload', 'receipt-invalid');
  if (!receipt.ok) return receipt;
  const wrong = receiptFault(receipt.value);
  return wrong === undefined
    ? succeed({ kid, receipt: receipt.value as unknown as Receipt })
    : refuse('receipt-invalid', { field: wrong });
}

const text =
  (max: number) =>
  (value: unknown): boolean =>
    typeof value === 'string' && value.length > 0 && value.length <= max;
const nullOr =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || check(value);
const optional =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || check(value);
const listOf =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.length <= 20 && value.every(check);
const digest = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);
const state = (value: unknown): boolean => typeof value === 'string' && /^[A-Z]{3}$/.test(value);
const id = (value: unknown): boolean => typeof value === 'string' && isUuid(value);
const instant = (value: unknown): boolean => typeof value === 'string' && isInstant(value);
const count = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const DUE = {
  clock: text(100),
  policy: text(200),
  policyVersion: count,
  calendarVersion: count,
  zone: text(100),
  dueAt: instant,
} as const satisfies Record<keyof AcceptedDue, (value: unknown) => boolean>;

const MEMBERS = {
  type: (value: unknown) => value === 'received' || value === 'rejected' || value === 'accepted',
  iss: state,
  aud: state,
  mid: digest,
  jti: nullOr(id),
  thread: nullOr(id),
  direction: nullOr((value) => value === 'requester' || value === 'responder'),
  seq: nullOr(count),
  at: instant,
  checkpoint: nullOr(text(8000)),
  code: optional(text(100)),
  field: optional((value) => typeof value === 'string' && value.length <= 500),
  rule: optional(text(1000)),
  final: optional((value) => typeof value === 'boolean'),
  standing: optional(digest),
  versions: optional(listOf(count)),
  due: optional(
    listOf(
      (value) =>
        value !== null && typeof value === 'object' && fitsExactly(value as Record<string, unknown>, DUE) === undefined,
    ),
  ),
} as const satisfies Record<keyof Receipt, (value: unknown) => boolean>;

function receiptFault(receipt: Record<string, unknown>): string | undefined {
  const wrong = fitsExactly(receipt, MEMBERS);
  if (wrong !== undefined) return wrong;
  return (receipt['type'] === 'rejected') === (receipt['code'] !== undefined) ? undefined : '/code';
}

function fitsExactly(
  value: Record<string, unknown>,
  members: Readonly<Record<string, (value: unknown) => boolean>>,
): string | undefined {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined) return `/${unknown}`;
  const wrong = Object.entries(members).find(([name, check]) => !check(value[name]));
  return wrong === undefined ? undefined : `/${wrong[0]}`;
}
