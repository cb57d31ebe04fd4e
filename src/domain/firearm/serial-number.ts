import { foldLookAlike } from './look-alikes.js';

/** Longest serial number that is taken, in code points of its normal form. The longest known industrial ones have about 20. */
export const MAX_SERIAL_CHARACTERS = 64;

/** One place where what was asked and what is recorded differ; an empty text where one of them has no character there. */
export interface Difference {
  /** From 0, in the normal form of what was asked. */
  readonly position: number;
  readonly asked: string;
  readonly recorded: string;
}

/**
 * The form in which two spellings of one serial number are equal: compatibility forms and full width folded (NFKC), capitals, decimal digits
 * of every script as 0-9, and nothing that only separates (spaces, hyphens, dots, slashes, stars, a leading "No."-sign). The script is kept:
 * a Cyrillic letter stays Cyrillic. An upright stroke is kept as I, because on a stamped mark it is a character and no separator.
 * Idempotent. Empty where the text has no letter and no digit.
 */
export function normalForm(text: string): string {
  let form = text.replace(/№|N[º°]/giu, '').replace(/[|¦ǀ]/gu, 'I');
  // Capitals may decompose anew and taking a separator out may let two characters compose, so this runs until nothing changes.
  for (let round = 0; round < 4; round++) {
    const next = foldOnce(form);
    if (next === form) break;
    form = next;
  }
  return form;
}

/** The normal form with each character folded to the representative of its look-alikes: equal skeletons are read for one another. */
export function skeleton(text: string): string {
  return characters(normalForm(text)).map(foldLookAlike).join('');
}

/** Code points, because positions are what a person counts on the metal. */
export function characters(text: string): readonly string[] {
  return Array.from(text);
}

function foldOnce(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[^\p{L}\p{N}\p{M}]|\u0640/gu, '')
    .replace(/^\p{M}+/u, '')
    .toUpperCase()
    .normalize('NFKC');
}

/** Unicode keeps the ten decimal digits of a script in one ascending run, so a digit's value is its distance from the start of the run. */
function asciiDigit(digit: string): string {
  let before = 0;
  const code = digit.codePointAt(0) ?? 0;
  if (code >= 0x30 && code <= 0x39) return digit;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}
