import { type MarkCondition } from '../messages/vocabulary.js';
import { normalForm, characters, MAX_SERIAL_CHARACTERS } from './serial-number.js';

/**
 * A mark as it was read, with its doubts, as people type it and as the wire carries it:
 *
 * | written  | stands for                                                        |
 * | A        | this character                                                    |
 * | ?        | one character that nobody can read                                |
 * | [0O]     | one character, one of these                                       |
 * | *        | a run of unknown length, none among them, at an end or inside     |
 * | {r:AB}   | a part that was made visible again by restoration                 |
 * | {t:AB}   | a part that was tampered with: it shows what somebody cut later   |
 * | \?       | the next sign itself, where a mark bears one of  ? * [ ] { } \     |
 *
 * Spaces and hyphens stand as they were cut; the search leaves them out.
 */
export type Place =
  | { readonly kind: 'known'; readonly character: string; readonly part: Part }
  | { readonly kind: 'illegible'; readonly part: Part }
  | { readonly kind: 'one of'; readonly characters: readonly string[]; readonly part: Part }
  | { readonly kind: 'run'; readonly part: Part };

/** How the surface of the metal stands there. */
export type Part = 'plain' | 'restored' | 'tampered';

export type MarkReading = readonly Place[];

export type NotationErrorCode = keyof typeof NOTATION_ERRORS;

/** What can be wrong with a notation; the text names the way out. */
export const NOTATION_ERRORS = {
  'mark-empty': 'Write what can be read, or ? for a character that cannot.',
  'mark-too-long': `A mark has at most ${String(MAX_SERIAL_CHARACTERS)} characters.`,
  'mark-nothing-known': 'At least one letter or digit must be read or be one of a few.',
  'choice-open': 'A [ is not closed. Write [0O], or \\[ for the sign itself.',
  'choice-closed': 'A ] closes nothing. Write \\] for the sign itself.',
  'choice-small': 'Name at least two characters between [ and ].',
  'choice-doubled': 'A character stands twice between [ and ].',
  'choice-sign': 'Between [ and ] stand single letters and digits.',
  'part-open': 'A { is not closed. Write {r:AB} or {t:AB}, or \\{ for the sign itself.',
  'part-closed': 'A } closes nothing. Write \\} for the sign itself.',
  'part-unknown': 'After { comes r: for a restored part or t: for a tampered one.',
  'part-nested': 'A marked part holds no other marked part.',
  'part-empty': 'A marked part holds at least one character.',
  'run-doubled': 'Two * beside each other say no more than one.',
  'sign-missing': 'A \\ stands before one of the signs ? * [ ] { } \\ that is meant itself.',
} as const;

export interface NotationError {
  readonly code: NotationErrorCode;
  /** From 0, in code points of what was typed. */
  readonly position: number;
  readonly text: string;
}

export type ParsedReading =
  { readonly ok: true; readonly reading: MarkReading } | { readonly ok: false; readonly error: NotationError };

const SIGNS = ['?', '*', '[', ']', '{', '}', '\\'] as const;
const PARTS = { r: 'restored', t: 'tampered' } as const satisfies Record<string, Part>;
const LETTERS = { restored: 'r', tampered: 't' } as const satisfies Record<Exclude<Part, 'plain'>, string>;

/** Reads the notation; the first error is told, at its character. */
export function parseReading(typed: string): ParsedReading {
  try {
    const reading = new Reader(characters(typed.normalize('NFC').trim())).read();
    return { ok: true, reading };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { code, position } = error;
    return { ok: false, error: { code, position, text: NOTATION_ERRORS[code] } };
  }
}

/** A text from elsewhere: by the notation where it is one, else every sign for itself. */
export function readingOf(text: string): MarkReading {
  const parsed = parseReading(text);
  return parsed.ok ? parsed.reading : literalReading(text);
}

/** The notation of a mark of a record or a letter. One that is said to be legible bears its signs itself: some makers stamp a star. */
export function notationOf(mark: { readonly text: string; readonly condition?: MarkCondition }): string {
  return printReading(mark.condition === 'legible' ? literalReading(mark.text) : readingOf(mark.text));
}

function literalReading(text: string): MarkReading {
  return characters(text.normalize('NFC').trim()).map((character) => ({ kind: 'known', character, part: 'plain' }));
}

/** The one spelling of a reading: `parseReading` of it gives the reading back. */
export function printReading(reading: MarkReading): string {
  let text = '';
  let part: Part = 'plain';
  for (const place of reading) {
    if (place.part !== part) {
      if (part !== 'plain') text += '}';
      if (place.part !== 'plain') text += `{${LETTERS[place.part]}:`;
      part = place.part;
    }
    text += printPlace(place);
  }
  return part === 'plain' ? text : `${text}}`;
}

/** Is every character known and the surface untouched? Then the text itself says all. */
export function isCertain(reading: MarkReading): boolean {
  return reading.every(({ kind, part }) => kind === 'known' && part !== 'tampered');
}

/**
 * What the search compares: the normal form of each place, without what only separates. A tampered part shows later characters, not the maker's:
 * each of its characters counts as illegible.
 */
export function searchedPlaces(reading: MarkReading): MarkReading {
  const places: Place[] = [];
  let known = '';
  let part: Part = 'plain';
  // Known neighbours are folded together: a sign of several characters is one only in their company.
  const settle = (): void => {
    places.push(...characters(normalForm(known)).map((character) => ({ kind: 'known' as const, character, part })));
    known = '';
  };
  for (const place of reading) {
    const kept = place.kind === 'known' && place.part !== 'tampered';
    if (!kept || place.part !== part) settle();
    part = place.part;
    if (kept) known += place.character;
    else places.push(...searchedPlace(place));
  }
  settle();
  return places;
}

function searchedPlace(place: Place): MarkReading {
  if (place.kind === 'run') return [place];
  if (place.part === 'tampered') return isSeparator(place) ? [] : [{ kind: 'illegible', part: place.part }];
  if (place.kind !== 'one of') return [place];
  const folded = [...new Set(place.characters.map(normalForm))];
  const [only] = folded;
  return folded.length === 1 && only !== undefined
    ? [{ kind: 'known', character: only, part: place.part }]
    : [{ ...place, characters: folded }];
}

function isSeparator(place: Place): boolean {
  return place.kind === 'known' && normalForm(place.character) === '';
}

function printPlace(place: Place): string {
  if (place.kind === 'known')
    return (SIGNS as readonly string[]).includes(place.character) ? `\\${place.character}` : place.character;
  if (place.kind === 'one of') return `[${place.characters.join('')}]`;
  return place.kind === 'run' ? '*' : '?';
}

class Fault extends Error {
  constructor(
    readonly code: NotationErrorCode,
    readonly position: number,
  ) {
    super(code);
  }
}

class Reader {
  private at = 0;
  private part: Part = 'plain';
  private partStart = 0;
  private readonly places: Place[] = [];

  constructor(private readonly text: readonly string[]) {}

  read(): MarkReading {
    if (this.text.length === 0) throw new Fault('mark-empty', 0);
    while (this.at < this.text.length) this.step();
    if (this.part !== 'plain') throw new Fault('part-open', this.partStart);
    if (!this.places.some(saysSomething)) throw new Fault('mark-nothing-known', 0);
    return this.places;
  }

  private step(): void {
    const start = this.at;
    const sign = this.text[this.at++] ?? '';
    if (sign === '?') this.add({ kind: 'illegible', part: this.part }, start);
    else if (sign === '*') this.run(start);
    else if (sign === '[') this.choice(start);
    else if (sign === '{') this.openPart(start);
    else if (sign === '}') this.closePart(start);
    else if (sign === ']') throw new Fault('choice-closed', start);
    else this.add({ kind: 'known', character: sign === '\\' ? this.meant(start) : sign, part: this.part }, start);
  }

  private add(place: Place, start: number): void {
    if (this.places.length >= MAX_SERIAL_CHARACTERS) throw new Fault('mark-too-long', start);
    this.places.push(place);
  }

  private run(start: number): void {
    if (this.places.at(-1)?.kind === 'run') throw new Fault('run-doubled', start);
    this.add({ kind: 'run', part: this.part }, start);
  }

  private choice(start: number): void {
    const end = this.text.indexOf(']', this.at);
    if (end < 0) throw new Fault('choice-open', start);
    const found = this.text.slice(this.at, end);
    found.forEach((character, index) => {
      if (!/^[\p{L}\p{N}]$/u.test(character)) throw new Fault('choice-sign', this.at + index);
      if (found.indexOf(character) < index) throw new Fault('choice-doubled', this.at + index);
    });
    if (found.length < 2) throw new Fault('choice-small', start);
    this.at = end + 1;
    this.add({ kind: 'one of', characters: found, part: this.part }, start);
  }

  private openPart(start: number): void {
    if (this.part !== 'plain') throw new Fault('part-nested', start);
    const part = PARTS[(this.text[this.at] ?? '').toLowerCase() as keyof typeof PARTS] as Part | undefined;
    if (part === undefined || this.text[this.at + 1] !== ':') throw new Fault('part-unknown', start);
    if (this.text[this.at + 2] === '}') throw new Fault('part-empty', start);
    this.at += 2;
    this.part = part;
    this.partStart = start;
  }

  private closePart(start: number): void {
    if (this.part === 'plain') throw new Fault('part-closed', start);
    this.part = 'plain';
  }

  private meant(start: number): string {
    const sign = this.text[this.at++];
    if (!(SIGNS as readonly (string | undefined)[]).includes(sign) || sign === undefined)
      throw new Fault('sign-missing', start);
    return sign;
  }
}

function saysSomething(place: Place): boolean {
  return place.kind === 'one of' || (place.kind === 'known' && normalForm(place.character) !== '');
}
