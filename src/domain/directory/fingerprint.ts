import { canonicalText, sha256, sha256Base64url } from '../shared/canonical.js';
import { type PublicJwk } from './entry.js';

const GROUPS = 8;
const GROUP_DIGITS = 5;
/** First code points of the decimal digits people type: ASCII, Arabic-Indic, extended Arabic-Indic, Devanagari, Bengali, full-width. */
const ZEROS = [0x30, 0x0660, 0x06f0, 0x0966, 0x09e6, 0xff10];

/** RFC 7638 thumbprint of an OKP key (members of RFC 8037 2), base64url: the `kid`. */
export function thumbprint(jwk: Pick<PublicJwk, 'crv' | 'kty' | 'x'>): string {
  return sha256Base64url(canonicalText({ crv: jwk.crv, kty: jwk.kty, x: jwk.x }));
}

/**
 * What is read out by telephone: eight groups of five digits over the State and all keys in its file, about 132 bits. Digits, because two contact
 * points share no alphabet; one number for all keys, because a second key that nobody read out would be as good as a false first one.
 */
export function fingerprintOf(entry: {
  readonly country: string;
  readonly keys: readonly { readonly use: string; readonly kid: string }[];
}): string {
  const keys = entry.keys.map((key) => `${key.use} ${key.kid}`).sort();
  const first = sha256(`proofmark directory fingerprint 1\n${canonicalText({ country: entry.country, keys })}`);
  const bytes = Buffer.concat([first, sha256(first)]);
  const groups = Array.from({ length: GROUPS }, (_, i) =>
    String(bytes.readUIntBE(i * 6, 6) % 10 ** GROUP_DIGITS).padStart(GROUP_DIGITS, '0'),
  );
  return groups.join(' ');
}

/** Do the typed digits say this fingerprint, however they are spaced and in whichever digits they are typed? */
export function isReadOut(typed: string, fingerprint: string): boolean {
  return digitsOf(typed) === digitsOf(fingerprint);
}

/** Answers undefined where the text holds anything but digits and separators: a slip is not silently read past. */
function digitsOf(text: string): string | undefined {
  let digits = '';
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    const zero = ZEROS.find((first) => point >= first && point <= first + 9);
    if (zero !== undefined) digits += String(point - zero);
    else if (!/[\s.\-–,/]/u.test(char)) return undefined;
  }
  return digits.length === GROUPS * GROUP_DIGITS ? digits : undefined;
}
