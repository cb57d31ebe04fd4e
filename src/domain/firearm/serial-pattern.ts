import { foldLookAlike } from './look-alikes.js';
import { searchedPlaces, type MarkReading } from './mark-reading.js';
import { characters } from './serial-number.js';

/** What may stand at one place of a normal form: one of these texts, or any one character. */
export type Slot = readonly string[] | 'any';

/** The parts of a number between its unknown runs, in their order; a number without a run has one. An empty first or last part: it begins or ends in a run. */
export interface SerialPattern {
  readonly parts: readonly (readonly Slot[])[];
}

/** The normal forms that a reading may stand for. */
export function patternOf(reading: MarkReading): SerialPattern {
  const parts: Slot[][] = [[]];
  for (const place of searchedPlaces(reading)) {
    if (place.kind === 'run') parts.push([]);
    else parts.at(-1)?.push(slotOf(place));
  }
  return { parts };
}

function slotOf(place: Exclude<ReturnType<typeof searchedPlaces>[number], { kind: 'run' }>): Slot {
  if (place.kind === 'illegible') return 'any';
  return place.kind === 'known' ? [place.character] : place.characters;
}

/** The pattern over skeletons: what fits it is read for what fits the pattern itself. */
export function foldedPattern({ parts }: SerialPattern): SerialPattern {
  return { parts: parts.map((part) => part.map((slot) => (slot === 'any' ? slot : [...new Set(slot.map(foldText))]))) };
}

/** Every slot opened to what looks alike, out of the characters that the registry knows. */
export function widenedPattern({ parts }: SerialPattern, alphabet: readonly string[]): SerialPattern {
  const alike = new Map<string, string[]>();
  for (const character of alphabet)
    alike.set(foldLookAlike(character), [...(alike.get(foldLookAlike(character)) ?? []), character]);
  const widen = (text: string): readonly string[] =>
    characters(text).length === 1 ? [text, ...(alike.get(foldLookAlike(text)) ?? [])] : [text];
  return {
    parts: parts.map((part) => part.map((slot) => (slot === 'any' ? slot : [...new Set(slot.flatMap(widen))]))),
  };
}

/** Read from its end: for the index of reversed numbers. */
export function reversedPattern({ parts }: SerialPattern): SerialPattern {
  const back = (text: string): string => characters(text).toReversed().join('');
  return {
    parts: parts.map((part) => part.map((slot) => (slot === 'any' ? slot : slot.map(back))).toReversed()).toReversed(),
  };
}

/** As a regular expression of POSIX, which PostgreSQL and JavaScript (flag u) read alike: normal forms hold letters, digits and marks alone. */
export function expressionOf({ parts }: SerialPattern): string {
  const slot = (one: Slot): string =>
    one === 'any' ? '.' : one.length === 1 ? (one[0] ?? '') : `(?:${one.join('|')})`;
  return `^${parts.map((part) => part.map(slot).join('')).join('.*')}$`;
}

/** Every text at no more than one edit (a character replaced, lost or put in) from this one, itself among them, over the alphabet. */
export function withinOneEdit(text: string, alphabet: readonly string[]): readonly string[] {
  const from = characters(text);
  const found = new Set([text]);
  const build = (start: number, put: string, end: number): void => {
    found.add([...from.slice(0, start), put, ...from.slice(end)].join(''));
  };
  for (let at = 0; at <= from.length; at += 1) {
    if (at < from.length) build(at, '', at + 1);
    for (const character of alphabet) {
      build(at, character, at);
      if (at < from.length) build(at, character, at + 1);
    }
  }
  found.delete('');
  return [...found];
}

function foldText(text: string): string {
  return characters(text).map(foldLookAlike).join('');
}
