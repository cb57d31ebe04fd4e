import { describe, expect, it } from '@jest/globals';
import { EditMeasure } from '../../src/domain/firearm/edits.js';
import { foldLookAlike } from '../../src/domain/firearm/look-alikes.js';
import { readingOf } from '../../src/domain/firearm/mark-reading.js';
import { patternOf } from '../../src/domain/firearm/serial-pattern.js';
import { seeded } from '../support/many-numbers.js';

const measure = (typed: string, max = 2, fold?: (character: string) => string): EditMeasure =>
  new EditMeasure(patternOf(readingOf(typed)), max, fold);

describe('the fewest edits between a reading and a recorded number', () => {
  it.each([
    ['ABC123', 'ABC123', 0],
    ['ABC123', 'ABC124', 1],
    ['ABC123', 'ABC12', 1],
    ['ABC123', 'ABC1234', 1],
    ['ABC123', 'BC1234', 2],
    ['ABC123', 'ABC321', 2],
    ['ABC123', 'XYZ123', undefined],
    ['AB?123', 'ABZ123', 0],
    ['?BC123', 'ABC124', 1],
    ['AB[CD]123', 'ABD123', 0],
    ['AB[CD]123', 'ABE123', 1],
    ['AB*', 'AB', 0],
    ['AB*', 'ABCDEFGH', 0],
    ['*123', 'ABX123', 0],
    ['*123', 'ABX124', 1],
    ['AB*23', 'AB9999923', 0],
    ['AB*23', 'A9999923', 1],
    ['*C1*', 'ABC123', 0],
    ['{t:ABC}123', 'XYZ123', 0],
    ['A[ß7]1', 'ASS1', 0],
    ['A[ß7]1', 'AS1', 1],
    ['A1', '', 2],
    ['가12', '가12', 0],
  ])('of %s and %s is %s', (typed, recorded, edits) => {
    expect(measure(typed).edits(recorded)).toBe(edits);
  });

  it('counts what is read for one another as equal where that is asked for', () => {
    expect(measure('ABCO123').edits('A8C0I23')).toBeUndefined();
    expect(measure('ABCO123', 2, foldLookAlike).edits('A8C0I23')).toBe(0);
    expect(measure('가12', 0, foldLookAlike).edits('가12')).toBe(0);
  });

  it('is that of the books, for thousands of pairs', () => {
    const next = seeded(20_261_124);
    const text = (): string => Array.from({ length: 1 + next(7) }, () => 'AB01'[next(4)] ?? '').join('');
    for (let pair = 0; pair < 20_000; pair += 1) {
      const [asked, recorded] = [text(), text()];
      const expected = distance(asked, recorded);
      expect([asked, recorded, measure(asked).edits(recorded)]).toEqual([
        asked,
        recorded,
        expected <= 2 ? expected : undefined,
      ]);
    }
  });
});

/** Levenshtein by its definition. */
function distance(a: string, b: string): number {
  const known = new Map<string, number>();
  const of = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const key = `${String(i)} ${String(j)}`;
    const found =
      known.get(key) ??
      Math.min(of(i - 1, j) + 1, of(i, j - 1) + 1, of(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
    known.set(key, found);
    return found;
  };
  return of(a.length, b.length);
}
