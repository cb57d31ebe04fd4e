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

/** Where two serial numbers differ, character by character along the cheapest alignment of their normal forms; empty where they are equal. */
export function differences(asked: string, recorded: string): readonly Difference[] {
  const from = characters(normalForm(asked));
  const to = characters(normalForm(recorded));
  return align(from, to).filter((pair) => pair.asked !== pair.recorded);
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

const EQUAL = 0;
const LOOKS_ALIKE = 1;
/** Dearer than a look-alike and half a replacement: 'AB' against 'BA' is told as two lost characters, never as a look-alike. */
const LOST = 2;
const REPLACED = 3;

function align(from: readonly string[], to: readonly string[]): Difference[] {
  const width = to.length + 1;
  const cost = new Array<number>((from.length + 1) * width).fill(0);
  const at = (i: number, j: number): number => cost[i * width + j] ?? 0;
  const replacing = (i: number, j: number): number => replacementCost(from[i] ?? '', to[j] ?? '');
  for (let i = 0; i <= from.length; i++) {
    for (let j = 0; j <= to.length; j++) {
      if (i === 0 || j === 0) cost[i * width + j] = (i + j) * LOST;
      else
        cost[i * width + j] = Math.min(
          at(i - 1, j - 1) + replacing(i - 1, j - 1),
          at(i - 1, j) + LOST,
          at(i, j - 1) + LOST,
        );
    }
  }
  const pairs: Difference[] = [];
  let i = from.length;
  let j = to.length;
  while (i > 0 || j > 0) {
    if (i > 0 && j > 0 && at(i, j) === at(i - 1, j - 1) + replacing(i - 1, j - 1)) {
      i--;
      j--;
      pairs.push({ position: i, asked: from[i] ?? '', recorded: to[j] ?? '' });
    } else if (i > 0 && at(i, j) === at(i - 1, j) + LOST) {
      i--;
      pairs.push({ position: i, asked: from[i] ?? '', recorded: '' });
    } else {
      j--;
      pairs.push({ position: i, asked: '', recorded: to[j] ?? '' });
    }
  }
  return pairs.reverse();
}

function replacementCost(asked: string, recorded: string): number {
  if (asked === recorded) return EQUAL;
  return foldLookAlike(asked) === foldLookAlike(recorded) ? LOOKS_ALIKE : REPLACED;
}
