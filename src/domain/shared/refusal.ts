/** What a refusal is, seen from the caller; `platform/error.filter` maps each to one HTTP status, in full. */
export type ErrorKind =
  | 'invalid' // 400: form, type, range, unknown field
  | 'unauthenticated' // 401
  | 'forbidden' // 403: only where the object may be known to exist; else `missing`
  | 'missing' // 404
  | 'conflict' // 409: the state does not allow it
  | 'stale' // 412: If-Match names an older version
  | 'too-large' // 413
  | 'unprocessable' // 422: well-formed, and the law or a policy refuses it
  | 'precondition' // 428: If-Match or Idempotency-Key is asked for
  | 'limited' // 429
  | 'unavailable'; // 503

export interface ErrorEntry {
  readonly kind: ErrorKind;
  /** May the very same call succeed later without anybody changing it? */
  readonly retryable: boolean;
  /** The sentence a person reads; says what is wrong, never whose data it is. */
  readonly title: string;
}

const entry = (kind: ErrorKind, title: string, retryable = false): ErrorEntry => ({ kind, retryable, title });

/** The one list of stable codes. A code is never reused or renamed: partners and clients test on it. */
export const ERRORS = {
  // form
  'field-invalid': entry('invalid', 'A field does not have the form that is asked for.'),
  'field-unknown': entry('invalid', 'A field is not known here.'),
  'json-broken': entry('invalid', 'The body is not JSON.'),
  'body-too-large': entry('too-large', 'The body is larger than this endpoint takes.'),
  'media-type-unknown': entry('invalid', 'The content type is not one that this endpoint takes.'),
  'idempotency-key-missing': entry('precondition', 'A call that creates something needs an Idempotency-Key.'),
  'idempotency-key-reused': entry('unprocessable', 'This Idempotency-Key was used before with another content.'),
  'if-match-missing': entry('precondition', 'A change needs If-Match with the version that you read.'),
  'version-stale': entry('stale', 'Somebody has changed this since you read it.'),
  // access
  'sign-in-needed': entry('unauthenticated', 'Sign in first.'),
  'sign-in-failed': entry('unauthenticated', 'The sign-in name or the password is not right.'),
  'sign-in-locked': entry('limited', 'Too many failed sign-ins. Wait, then try again.', true),
  'not-allowed': entry('forbidden', 'Your role does not allow this.'),
  'not-found': entry('missing', 'There is nothing here under that name.'),
  'rate-limited': entry('limited', 'Too many calls. Wait, then try again.', true),
  'unavailable': entry('unavailable', 'The node cannot do this at the moment.', true),
  'defect': entry('unavailable', 'The node has met a defect. Its administrator has been told.'),
  // people
  'own-work': entry('unprocessable', 'A second person must approve this: it is your own work.'),
  'role-conflict': entry('unprocessable', 'These roles may not be held by one person.'),
  'role-grant-decided': entry('conflict', 'This proposal has been decided already.'),
  'password-weak': entry('unprocessable', 'The password is too short or too easily guessed.'),
  'password-wrong': entry('unprocessable', 'The present password is not right.'),
  'link-spent': entry('missing', 'This link has been used or has expired. Ask for a new one.'),
  'person-left': entry('conflict', 'This person has left.'),
  'name-taken': entry('conflict', 'Somebody or something has this name already.'),
  'scope-not-allowed': entry('unprocessable', 'A token cannot be given more than its owner may do.'),
  'cross-site': entry('forbidden', 'This call comes from another site.'),
  'node-initialised': entry('conflict', 'This node has been initialised already.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** One reason of several; a list of them is what page, service and test share. */
export interface Blocker {
  readonly code: string;
  /** JSON pointer into the content (RFC 6901), where one field is at fault. */
  readonly field?: string;
  /** The rule and its source: `ITI 17(a)`. */
  readonly rule: string;
  readonly text: string;
}

export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  /** JSON pointer of the field at fault. */
  readonly field?: string;
  /** The rule that was broken, with its source. */
  readonly rule?: string;
  readonly detail?: string;
  readonly reasons?: readonly Blocker[];
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T> = Success<T> | Refusal;

export function succeed<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function refuse(code: ErrorCode, more: Omit<Refusal, 'ok' | 'code'> = {}): Refusal {
  return { ok: false, code, ...more };
}
