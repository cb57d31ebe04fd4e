import { canonicalText } from '../shared/canonical.js';
import { type ErrorCode, refuse, type Result, succeed } from '../shared/refusal.js';

/**
 * The bytes of a base64url text in its one canonical spelling (RFC 4648 5 and 3.5): no padding, no foreign character, unused bits zero.
 * Undefined for every other spelling, so that no two texts carry the same bytes.
 */
export function canonicalBase64url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** The segments of a compact serialisation (RFC 7515 3.1, RFC 7516 3.1), each in its canonical spelling. */
export function segmentsOf(text: string, count: number): Result<readonly Uint8Array[]> {
  const parts = text.split('.');
  if (parts.length !== count)
    return refuse('envelope-form', { rule: `a compact serialisation of ${String(count)} segments` });
  const segments = parts.map(canonicalBase64url);
  const wrong = segments.indexOf(undefined);
  if (wrong >= 0)
    return refuse('encoding-not-canonical', {
      field: `/segment/${String(wrong)}`,
      rule: 'RFC 4648 5 without padding, RFC 4648 3.5',
    });
  if (parts.some((part) => part === '')) return refuse('envelope-form', { rule: 'no segment is empty' });
  return succeed(segments as readonly Uint8Array[]);
}

/** UTF-8 without repair: a byte sequence that is not UTF-8 has no text. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** JSON whose bytes are its RFC 8785 form; a second member of one name has no such form and gets its own code. */
export function canonicalJson(bytes: Uint8Array, what: string): Result<unknown> {
  const parsed = jsonOf(bytes, what);
  if (!parsed.ok) return parsed;
  return sameText(parsed.value.value, parsed.value.text)
    ? succeed(parsed.value.value)
    : refuse('json-not-canonical', { field: what, rule: 'RFC 8785' });
}

/** A JSON object without a doubled member, in any spelling: what jose writes as the outer header. */
export function jsonObject(bytes: Uint8Array, what: string): Result<Record<string, unknown>> {
  const parsed = jsonOf(bytes, what);
  if (!parsed.ok) return parsed;
  return objectOf(parsed.value.value, what, 'header-invalid');
}

export function objectOf(value: unknown, what: string, code: ErrorCode): Result<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return refuse(code, { field: what, rule: 'a JSON object' });
  return succeed(value as Record<string, unknown>);
}

function jsonOf(bytes: Uint8Array, what: string): Result<{ readonly text: string; readonly value: unknown }> {
  const text = utf8(bytes);
  if (text === undefined) return refuse('json-broken', { field: what, rule: 'UTF-8 (RFC 8259 8.1)' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('json-broken', { field: what, rule: 'RFC 8259' });
  }
  const doubled = doubledMember(text);
  if (doubled !== undefined) return refuse('member-doubled', { field: what, rule: 'RFC 8785 3.1, RFC 7493 2.3' });
  return succeed({ text, value });
}

function sameText(value: unknown, text: string): boolean {
  try {
    return canonicalText(value) === text;
  } catch {
    return false; // a lone surrogate, or nested deeper than the stack
  }
}

/** The name of the first member that an object of this valid JSON text holds twice. JSON.parse keeps the last one in silence. */
function doubledMember(text: string): string | undefined {
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  const open: (Set<string> | undefined)[] = [];
  let previous = '';
  let name: string | undefined;
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && name !== undefined) {
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
    name = token.startsWith('"') && (previous === '{' || previous === ',') ? (JSON.parse(token) as string) : undefined;
    previous = token;
  }
  return undefined;
}
