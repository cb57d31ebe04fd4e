import { createHash } from 'node:crypto';

/**
 * A share as people keep and type it: twelve groups of five signs of Crockford's base 32, in which no two signs look alike. It carries a tag of its
 * set and a checksum, so that a slip of the pen, or a share of another set, is noticed before anything is put together.
 */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };
const TAG_BYTES = 2;
const CHECK_BYTES = 2;
/** 32 bytes of key and the number of the share. */
const SHARE_BYTES = 33;

export type ReadShare =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: 'misread' | 'of another set' };

export function shareText(setId: string, share: Uint8Array): string {
  if (share.length !== SHARE_BYTES) throw new RangeError(`a share has ${String(SHARE_BYTES)} bytes`);
  const body = Buffer.concat([tagOf(setId), share]);
  const signs = toSigns(Buffer.concat([body, checkOf(body)]));
  return (signs.match(/.{1,5}/g) ?? []).join('-');
}

export function readShare(setId: string, typed: string): ReadShare {
  const bytes = fromSigns(typed);
  if (bytes?.length !== TAG_BYTES + SHARE_BYTES + CHECK_BYTES) return { ok: false, why: 'misread' };
  const body = bytes.subarray(0, -CHECK_BYTES);
  if (!checkOf(body).equals(bytes.subarray(-CHECK_BYTES))) return { ok: false, why: 'misread' };
  return tagOf(setId).equals(body.subarray(0, TAG_BYTES))
    ? { ok: true, bytes: new Uint8Array(body.subarray(TAG_BYTES)) }
    : { ok: false, why: 'of another set' };
}

const tagOf = (setId: string): Buffer => createHash('sha256').update(setId).digest().subarray(0, TAG_BYTES);
const checkOf = (body: Uint8Array): Buffer =>
  createHash('sha256').update('proofmark share').update(body).digest().subarray(0, CHECK_BYTES);

/** 37 bytes are 296 bits: 59 signs and one bit of a sixtieth. */
function toSigns(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => SIGNS.charAt(parseInt(five.padEnd(5, '0'), 2))).join('');
}

function fromSigns(typed: string): Buffer | undefined {
  let bits = '';
  for (const sign of typed.toUpperCase().replaceAll(/[\s-]/g, '')) {
    const value = SIGNS.indexOf(LOOK_ALIKES[sign] ?? sign);
    if (value < 0) return undefined;
    bits += value.toString(2).padStart(5, '0');
  }
  const whole = bits.slice(0, bits.length - (bits.length % 8));
  return Buffer.from((whole.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
