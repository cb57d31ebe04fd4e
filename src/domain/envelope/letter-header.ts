import { isUuid } from '../shared/ids.js';
import { isInstant, type Instant } from '../shared/instant.js';
import { type MessageKind, type Role } from '../messages/kinds.js';

/** RFC 9864: the fully-specified name; the older `EdDSA` leaves the curve open and is refused. */
export const SIGNATURE_ALGORITHM = 'Ed25519';
export const LETTER_TYPE = 'proofmark-letter+jws';

/** Where a letter stands: between whom, in which stream, after which letter. What a sender fixes before signing. */
export interface LetterPlace {
  readonly iss: string;
  readonly aud: string;
  /** Raised by a restored or failed-over node (design: `node recover`). */
  readonly epoch: number;
  readonly jti: string;
  readonly iat: Instant;
  readonly thread: string;
  /** The author's side of the thread: with it a letter that comes before its REQUEST still has its stream. */
  readonly role: Role;
  /** From 1, per thread and direction. */
  readonly seq: number;
  /** `mid` of the letter with seq - 1 of the same thread and direction; null for the first. */
  readonly prev: string | null;
  /** Highest seq of the other direction that the author had applied. */
  readonly seen: number;
  readonly exercise: boolean;
}

/** The protected header of the inner JWS, every member present, in RFC 8785 form. */
export interface LetterHeader extends LetterPlace {
  readonly alg: typeof SIGNATURE_ALGORITHM;
  readonly typ: typeof LETTER_TYPE;
  readonly ver: number;
  /** RFC 7638 thumbprint of the signing key. */
  readonly kid: string;
  readonly kind: MessageKind;
}

const isState = (value: unknown): boolean => typeof value === 'string' && /^[A-Z]{3}$/.test(value);
const isDigest = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);
const isId = (value: unknown): boolean => typeof value === 'string' && isUuid(value);
const isCount =
  (min: number) =>
  (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= min;

/** Each member's form; `kind` is any word here, so that an unknown kind gets its own code. */
const MEMBERS = {
  alg: (value: unknown) => value === SIGNATURE_ALGORITHM,
  typ: (value: unknown) => value === LETTER_TYPE,
  ver: isCount(1),
  kid: isDigest,
  iss: isState,
  aud: isState,
  epoch: isCount(1),
  jti: isId,
  iat: (value: unknown) => typeof value === 'string' && isInstant(value),
  thread: isId,
  role: (value: unknown) => value === 'requester' || value === 'responder',
  seq: isCount(1),
  prev: (value: unknown) => value === null || isDigest(value),
  seen: isCount(0),
  kind: (value: unknown) => typeof value === 'string' && /^[A-Z_]{1,40}$/.test(value),
  exercise: (value: unknown) => typeof value === 'boolean',
} as const satisfies Record<keyof LetterHeader, (value: unknown) => boolean>;

/** The first member that is missing, unknown or of the wrong form, as a JSON pointer; undefined where the header is whole. */
export function headerFault(header: Record<string, unknown>): string | undefined {
  const unknown = Object.keys(header).find((name) => !Object.hasOwn(MEMBERS, name));
  if (unknown !== undefined) return `/${unknown}`;
  const wrong = Object.entries(MEMBERS).find(([name, check]) => !check(header[name]));
  if (wrong !== undefined) return `/${wrong[0]}`;
  return (header['seq'] === 1) === (header['prev'] === null) ? undefined : '/prev';
}

/** What must hold before a signature can be looked at at all: who says it, with which key, when. */
export function signatureFault(
  header: Record<string, unknown>,
  names: readonly (keyof typeof MEMBERS)[],
): string | undefined {
  const wrong = names.find((name) => !MEMBERS[name](header[name]));
  return wrong === undefined ? undefined : `/${wrong}`;
}
