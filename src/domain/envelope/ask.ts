import { isUuid } from '../shared/ids.js';
import { addMs, isInstant, type Instant } from '../shared/instant.js';
import { refuse, type Result, succeed } from '../shared/refusal.js';
import { ROLES, type Role } from '../messages/kinds.js';
import { canonicalJson, objectOf, segmentsOf } from './compact.js';
import { SIGNATURE_ALGORITHM } from './letter-header.js';
import { type ReceiptDeps } from './receipt.js';
import { senderKey } from './sender-key.js';
import { signatureHolds, signCanonical, type SigningKey } from './sign.js';

export const ASK_TYPE = 'proofmark-ask+jws';
/** An ask is answered at once or asked anew; nothing of it is stored, so a copy may be played again only this long. */
const ASK_WINDOW_MS = 5 * 60_000;
const ASK_MAX_BYTES = 4096;

interface AskPlace {
  readonly iss: string;
  readonly aud: string;
  readonly jti: string;
  readonly at: Instant;
  /** The sealing key that the answer goes to: a restored node may hold an older one. */
  readonly sealTo: string;
}

/** "Send again from n": a gap that has stood too long. `role`: whose stream, that is the asked State's side of the thread. */
export interface ResendAsk extends AskPlace {
  readonly ask: 'resend';
  readonly thread: string;
  readonly role: Role;
  readonly from: number;
}

/** A restored node asks for what was exchanged since `since`: page by page, each told by the one before. */
export interface RecoverAsk extends AskPlace {
  readonly ask: 'recover';
  readonly since: Instant;
  readonly after: string | null;
}

export type Ask = ResendAsk | RecoverAsk;

export async function signAsk(ask: Ask, key: SigningKey): Promise<string> {
  return await signCanonical({ typ: ASK_TYPE, kid: key.kid }, ask, key.privateKey);
}

/** Refuses an ask of another form, kind, addressee or key, and one that is not of these five minutes. */
export async function verifyAsk<K extends Ask['ask']>(
  jws: string,
  kind: K,
  deps: ReceiptDeps,
): Promise<Result<Extract<Ask, { ask: K }>>> {
  if (jws.length > ASK_MAX_BYTES) return refuse('ask-invalid', { rule: `at most ${String(ASK_MAX_BYTES)} bytes` });
  const parts = readAsk(jws);
  if (!parts.ok) return parts;
  const { kid, ask } = parts.value;
  if (ask.ask !== kind) return refuse('ask-invalid', { field: '/ask' });
  const key = await senderKey(deps.signingKeyOf, ask.iss, kid, ask.at, deps.now);
  if (!key.ok) return key;
  if (!(await signatureHolds(jws, key.value.jwk))) return refuse('signature-wrong');
  if (ask.aud !== deps.own) return refuse('audience-wrong', { field: '/aud' });
  if (ask.at < addMs(deps.now, -ASK_WINDOW_MS) || ask.at > addMs(deps.now, ASK_WINDOW_MS))
    return refuse('ask-stale', { field: '/at', rule: 'within 5 minutes' });
  return succeed(ask as Extract<Ask, { ask: K }>);
}

const text =
  (form: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && form.test(value);
const STATE = text(/^[A-Z]{3}$/);
const ID = (value: unknown): boolean => typeof value === 'string' && isUuid(value);
const INSTANT = (value: unknown): boolean => typeof value === 'string' && isInstant(value);
const PLACE = { iss: STATE, aud: STATE, jti: ID, at: INSTANT, sealTo: text(/^[A-Za-z0-9_-]{43}$/) } as const;

const MEMBERS: Record<Ask['ask'], Record<string, (value: unknown) => boolean>> = {
  resend: {
    ...PLACE,
    ask: (value) => value === 'resend',
    thread: ID,
    role: (value) => (ROLES as readonly unknown[]).includes(value),
    from: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  },
  recover: {
    ...PLACE,
    ask: (value) => value === 'recover',
    since: INSTANT,
    after: (value) => value === null || text(/^[A-Za-z0-9_-]{1,200}$/)(value),
  },
};

function readAsk(jws: string): Result<{ readonly kid: string; readonly ask: Ask }> {
  const segments = segmentsOf(jws, 3);
  if (!segments.ok) return segments;
  const [headerBytes = new Uint8Array(), payloadBytes = new Uint8Array()] = segments.value;
  const header = canonicalJson(headerBytes, '/header');
  if (!header.ok) return header;
  const members = objectOf(header.value, '/header', 'ask-invalid');
  if (!members.ok) return members;
  const { alg, typ, kid, ...more } = members.value;
  if (alg !== SIGNATURE_ALGORITHM) return refuse('algorithm-refused', { field: '/header/alg' });
  if (typ !== ASK_TYPE || typeof kid !== 'string' || Object.keys(more).length > 0)
    return refuse('ask-invalid', { field: '/header' });
  const payload = canonicalJson(payloadBytes, '/payload');
  if (!payload.ok) return payload;
  const ask = objectOf(payload.value, '/payload', 'ask-invalid');
  if (!ask.ok) return ask;
  const table = MEMBERS[ask.value['ask'] as Ask['ask']] as (typeof MEMBERS)['resend'] | undefined;
  if (table === undefined) return refuse('ask-invalid', { field: '/ask' });
  const unknown = Object.keys(ask.value).find((name) => !Object.hasOwn(table, name));
  const wrong = unknown ?? Object.entries(table).find(([name, check]) => !check(ask.value[name]))?.[0];
  return wrong === undefined
    ? succeed({ kid, ask: ask.value as unknown as Ask })
    : refuse('ask-invalid', { field: `/${wrong}` });
}
