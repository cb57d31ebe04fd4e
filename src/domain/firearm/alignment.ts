import { foldLookAlike } from './look-alikes.js';
import { printReading, readingOf, searchedPlaces, type MarkReading, type Place } from './mark-reading.js';
import { characters, normalForm, type Difference } from './serial-number.js';

/** One place of a reading beside what is recorded there; an empty text where the record has no character, no place where the reading has none. */
export interface Pair {
  /** From 0, in the places that are searched. */
  readonly position: number;
  readonly place?: Place;
  /** Of a run: all characters that it stands for. */
  readonly recorded: string;
}

const EQUAL = 0;
const LOOKS_ALIKE = 2;
/** Dearer than a look-alike and half a replacement: 'AB' against 'BA' is told as two lost characters, never as a look-alike. */
const LOST = 4;
const REPLACED = 6;
/** A doubt costs a little, so that what is certain is aligned first. */
const DOUBT = 1;

/** The cheapest way to lay a reading over a recorded number, place by place. */
export function alignReading(reading: MarkReading, recorded: string): readonly Pair[] {
  const places = searchedPlaces(reading);
  const to = characters(normalForm(recorded));
  const cost = costs(places, to);
  const pairs: Pair[] = [];
  let i = places.length;
  let j = to.length;
  let run = '';
  while (i > 0 || j > 0) {
    const place = places[i - 1];
    const here = cost[i]?.[j] ?? 0;
    const character = to[j - 1] ?? '';
    if (place?.kind === 'run') {
      if (j > 0 && here === (cost[i]?.[j - 1] ?? Infinity)) {
        run = character + run;
        j -= 1;
        continue;
      }
      pairs.push({ position: i - 1, place, recorded: run });
      run = '';
      i -= 1;
    } else if (place !== undefined && j > 0 && here === (cost[i - 1]?.[j - 1] ?? 0) + replacing(place, character)) {
      pairs.push({ position: i - 1, place, recorded: character });
      i -= 1;
      j -= 1;
    } else if (place !== undefined && here === (cost[i - 1]?.[j] ?? 0) + LOST) {
      pairs.push({ position: i - 1, place, recorded: '' });
      i -= 1;
    } else {
      pairs.push({ position: i, recorded: character });
      j -= 1;
    }
  }
  return pairs.reverse();
}

/** Where a reading and a recorded number are not one and the same certain character; a doubt is told as it was written. */
export function readingDifferences(asked: string, recorded: string): readonly Difference[] {
  return alignReading(readingOf(asked), recorded).flatMap(({ position, place, recorded: there }) =>
    place?.kind === 'known' && place.character === there
      ? []
      : [{ position, asked: place === undefined ? '' : printReading([{ ...place, part: 'plain' }]), recorded: there }],
  );
}

function costs(places: readonly Place[], to: readonly string[]): number[][] {
  const cost = Array.from({ length: places.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
  const at = (i: number, j: number): number => (i < 0 || j < 0 ? Infinity : (cost[i]?.[j] ?? Infinity));
  for (let i = 0; i <= places.length; i += 1) {
    const place = places[i - 1];
    for (let j = 0; j <= to.length; j += 1) {
      if (i === 0 && j === 0) continue;
      const best =
        place?.kind === 'run'
          ? Math.min(at(i - 1, j), at(i, j - 1))
          : Math.min(
              place === undefined ? Infinity : at(i - 1, j - 1) + replacing(place, to[j - 1] ?? ''),
              place === undefined ? Infinity : at(i - 1, j) + LOST,
              at(i, j - 1) + LOST,
            );
      (cost[i] ?? [])[j] = best;
    }
  }
  return cost;
}

function replacing(place: Place, recorded: string): number {
  switch (place.kind) {
    case 'illegible':
      return DOUBT;
    case 'run':
      return Infinity;
    case 'one of':
      return place.characters.includes(recorded)
        ? DOUBT
        : Math.min(...place.characters.map((one) => apart(one, recorded)));
    case 'known':
      return apart(place.character, recorded);
  }
}

function apart(asked: string, recorded: string): number {
  if (asked === recorded) return EQUAL;
  return foldLookAlike(asked) === foldLookAlike(recorded) ? LOOKS_ALIKE : REPLACED;
}
