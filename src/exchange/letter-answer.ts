import { type ErrorCode, ERRORS } from '../domain/shared/refusal.js';

/** What the answer to a POST says of one item of the envelope. */
export interface LetterAnswer {
  readonly mid: string;
  /** Signed, each naming the letter it is about. */
  readonly receipts?: readonly string[];
  /** A receipt that was delivered: noted, and itself not receipted. */
  readonly noted?: true;
  /** Why it is not taken; with a signed rejection beside it only where the signature held. */
  readonly refused?: { readonly code: ErrorCode; readonly field?: string; readonly rule?: string };
}

export interface EnvelopeAnswer {
  readonly answers: readonly LetterAnswer[];
}

const MAX_ANSWERS = 1000;

/** A partner's answer, read with suspicion; undefined for anything else. Only the signatures in it count. */
export function readAnswer(text: string): EnvelopeAnswer | undefined {
  const answers = (parse(text) as { answers?: unknown } | null | undefined)?.answers;
  if (!Array.isArray(answers) || answers.length > MAX_ANSWERS) return undefined;
  return { answers: answers.flatMap((one) => readOne(one) ?? []) };
}

/** The code that a partner gave for refusing without a signature, for our own log of attempts. */
export function readProblemCode(text: string): string | undefined {
  const code = (parse(text) as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && /^[a-z0-9-]{1,60}$/.test(code) ? code : undefined;
}

/** May the same letter be taken later? An unknown code of a newer node counts as final. */
export function isRetryable(code: string): boolean {
  return Object.hasOwn(ERRORS, code) && ERRORS[code as ErrorCode].retryable;
}

function readOne(value: unknown): LetterAnswer | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { mid, receipts, noted } = value as { mid?: unknown; receipts?: unknown; noted?: unknown };
  if (typeof mid !== 'string') return undefined;
  const texts = Array.isArray(receipts)
    ? receipts.filter((one): one is string => typeof one === 'string').slice(0, 4)
    : [];
  return { mid, receipts: texts, ...(noted === true ? { noted } : {}) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
