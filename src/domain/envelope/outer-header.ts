import { refuse, type Refusal, type Result, succeed } from '../shared/refusal.js';
import { jsonObject, segmentsOf } from './compact.js';
import { CONTENT_ENCRYPTION, ENVELOPE_TYPE, KEY_AGREEMENT } from './seal.js';

/** The protected header of the JWE, read before anything of it can be trusted. */
export interface OuterHeader {
  readonly kid: string;
  readonly iss: string;
  readonly aud: string;
  readonly jti: string;
  readonly batch: boolean;
}

/** The outer header alone: who says they send, so that a rate limit can be theirs. Nothing in it is proven. */
export function readOuter(jwe: string): Result<OuterHeader> {
  const segments = segmentsOf(jwe, 5);
  if (!segments.ok) return segments;
  const header = jsonObject(segments.value[0] ?? new Uint8Array(), '/outer');
  if (!header.ok) return header;
  return judgeOuter(header.value);
}

const text = (value: unknown, form: RegExp): boolean => typeof value === 'string' && form.test(value);
const OUTER_MEMBERS = {
  alg: (value: unknown) => value === KEY_AGREEMENT,
  enc: (value: unknown) => value === CONTENT_ENCRYPTION,
  typ: (value: unknown) => value === ENVELOPE_TYPE,
  kid: (value: unknown) => text(value, /^[A-Za-z0-9_-]{43}$/),
  iss: (value: unknown) => text(value, /^[A-Z]{3}$/),
  aud: (value: unknown) => text(value, /^[A-Z]{3}$/),
  jti: (value: unknown) => text(value, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  batch: (value: unknown) => value === undefined || value === true,
  epk: (value: unknown) => value !== null && typeof value === 'object' && (value as { crv?: unknown }).crv === 'X25519',
} as const;

function judgeOuter(header: Record<string, unknown>): Result<OuterHeader> {
  const banned = bannedMember(header, '/outer');
  if (banned !== undefined) return banned;
  if (header['alg'] !== KEY_AGREEMENT)
    return refuse('algorithm-refused', { field: '/outer/alg', rule: `only ${KEY_AGREEMENT}` });
  if (header['enc'] !== CONTENT_ENCRYPTION)
    return refuse('algorithm-refused', { field: '/outer/enc', rule: `only ${CONTENT_ENCRYPTION}` });
  const unknown = Object.keys(header).find((name) => !Object.hasOwn(OUTER_MEMBERS, name));
  const wrong = unknown ?? Object.entries(OUTER_MEMBERS).find(([name, check]) => !check(header[name]))?.[0];
  if (wrong !== undefined) return refuse('header-invalid', { field: `/outer/${wrong}` });
  const { kid, iss, aud, jti, batch } = header as unknown as OuterHeader;
  return succeed({ kid, iss, aud, jti, batch: (batch as boolean | undefined) ?? false });
}

/** `zip` hides a size, `crit` asks for an extension: neither exists here. */
export function bannedMember(header: Record<string, unknown>, at: string): Refusal | undefined {
  if (Object.hasOwn(header, 'zip')) return refuse('compression-refused', { field: `${at}/zip` });
  if (Object.hasOwn(header, 'crit')) return refuse('critical-refused', { field: `${at}/crit` });
  return undefined;
}
