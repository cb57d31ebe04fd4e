import { createHash } from 'node:crypto';
import { type Instant } from './instant.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Where nothing is written, its id names nothing. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** UUIDv7 (RFC 9562 5.7) from a time and 10 random bytes, both arguments so that a run can be repeated. */
export function uuidV7(at: Instant, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuidV7 takes 10 random bytes');
  const bytes = new Uint8Array(16);
  const ms = Date.parse(at);
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(ms / 2 ** (8 * (5 - i))) & 0xff;
  bytes.set(random.subarray(0, 10), 6);
  return format(bytes, 7);
}

/**
 * UUIDv8 (RFC 9562 5.8) from SHA-256 over the parts: the id of a follow-up is a function of (case, event, kind), so that
 * carrying a plan out twice names the same command.
 */
export function derivedId(...parts: readonly string[]): string {
  const bytes = createHash('sha256')
    .update(parts.map((part) => `${String(part.length)}:${part}`).join('|'))
    .digest();
  return format(new Uint8Array(bytes.subarray(0, 16)), 8);
}

function format(bytes: Uint8Array, version: 7 | 8): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
