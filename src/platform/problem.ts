import {
  ERRORS,
  type Blocker,
  type ErrorCode,
  type ErrorKind,
  type Refusal,
  type Result,
} from '../domain/shared/refusal.js';

/** The one HTTP status of each kind of refusal (RFC 9110 15). */
export const STATUS_OF_KIND = {
  'invalid': 400,
  'unauthenticated': 401,
  'forbidden': 403,
  'missing': 404,
  'conflict': 409,
  'stale': 412,
  'too-large': 413,
  'media-type': 415,
  'unprocessable': 422,
  'precondition': 428,
  'limited': 429,
  'defect': 500,
  'unavailable': 503,
} as const satisfies Record<ErrorKind, number>;

/** RFC 9457, with our stable `code` and, where several fields are at fault, all of them. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly field?: string;
  readonly rule?: string;
  readonly errors?: readonly FieldProblem[];
  readonly instance: string;
}

export interface FieldProblem {
  readonly code: string;
  /** JSON pointer (RFC 6901). */
  readonly field?: string;
  readonly rule: string;
  readonly detail: string;
}

/** How a refusal leaves a controller; the error filter alone catches it. Services answer the refusal as a value instead. */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
    this.name = 'RefusalError';
  }
}

/** The value of a success; a refusal becomes the answer of the route. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new RefusalError(result);
  return result.value;
}

export function statusOf(code: ErrorCode): number {
  return STATUS_OF_KIND[ERRORS[code].kind];
}

export function problemOf(refusal: Refusal, instance: string): ProblemDocument {
  const { code, detail, field, rule, reasons } = refusal;
  return {
    type: `/problems/${code}`,
    title: ERRORS[code].title,
    status: statusOf(code),
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(field === undefined ? {} : { field }),
    ...(rule === undefined ? {} : { rule }),
    ...(reasons === undefined ? {} : { errors: reasons.map(fieldProblemOf) }),
    instance,
  };
}

function fieldProblemOf(blocker: Blocker): FieldProblem {
  return {
    code: blocker.code,
    ...(blocker.field === undefined ? {} : { field: blocker.field }),
    rule: blocker.rule,
    detail: blocker.text,
  };
}
