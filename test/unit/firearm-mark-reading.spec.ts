import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isCertain,
  NOTATION_ERRORS,
  parseReading,
  printReading,
  searchedPlaces,
  type MarkReading,
  type Place,
} from '../../src/domain/firearm/mark-reading.js';

const read = (typed: string): MarkReading => {
  const result = parseReading(typed);
  if (!result.ok) throw new Error(`${typed}: ${result.error.code} at ${String(result.error.position)}`);
  return result.reading;
};
const known = (character: string, part: Place['part'] = 'plain'): Place => ({ kind: 'known', character, part });

describe('a mark as it was read', () => {
  it('is a plain text where nothing is in doubt', () => {
    expect(read('AB-12')).toEqual(['A', 'B', '-', '1', '2'].map((one) => known(one)));
    expect(isCertain(read('AB-12'))).toBe(true);
  });

  it('tells illegible places, choices, runs, restored and tampered parts', () => {
    expect(read('*A?[0O]{r:1}{t:2}')).toEqual([
      { kind: 'run', part: 'plain' },
      known('A'),
      { kind: 'illegible', part: 'plain' },
      { kind: 'one of', characters: ['0', 'O'], part: 'plain' },
      known('1', 'restored'),
      known('2', 'tampered'),
    ]);
  });

  it('takes a sign for itself behind a backslash', () => {
    expect(read('A\\?\\[1\\]\\\\')).toEqual(['A', '?', '[', '1', ']', '\\'].map((one) => known(one)));
  });

  it('reads every script, and counts characters as people do', () => {
    expect(read('АК٤٧𠀀?')).toHaveLength(6);
    expect(parseReading('𠀀𠀀]')).toMatchObject({ ok: false, error: { code: 'choice-closed', position: 2 } });
  });

  it.each([
    ['', 'mark-empty', 0],
    ['   ', 'mark-empty', 0],
    ['A'.repeat(65), 'mark-too-long', 64],
    ['??*', 'mark-nothing-known', 0],
    ['- ?', 'mark-nothing-known', 0],
    ['A[0O', 'choice-open', 1],
    ['A0]', 'choice-closed', 2],
    ['A[0]', 'choice-small', 1],
    ['A[]', 'choice-small', 1],
    ['A[0O0]', 'choice-doubled', 4],
    ['A[0?]', 'choice-sign', 3],
    ['A[[0]', 'choice-sign', 2],
    ['{r:AB', 'part-open', 0],
    ['AB}', 'part-closed', 2],
    ['A{x:B}', 'part-unknown', 1],
    ['A{B}', 'part-unknown', 1],
    ['{constructor:B}', 'part-unknown', 0],
    ['{r:A{t:B}}', 'part-nested', 4],
    ['A{r:}', 'part-empty', 1],
    ['A**', 'run-doubled', 2],
    ['A\\', 'sign-missing', 1],
    ['A\\B', 'sign-missing', 1],
    ['\\ A', 'sign-missing', 0],
  ] as const)('refuses %j: %s at %i', (typed, code, position) => {
    expect(parseReading(typed)).toEqual({ ok: false, error: { code, position, text: NOTATION_ERRORS[code] } });
  });

  it('has a refusal in this table for every error that it knows', () => {
    const shown = [
      '',
      'A'.repeat(65),
      '?',
      'A[',
      ']',
      '[0]',
      '[00]',
      '[0?]',
      '{r:A',
      '}',
      '{x',
      '{r:{',
      '{r:}',
      '**',
      '\\',
    ];
    const codes = shown.map((typed) => parseReading(typed)).map((one) => (one.ok ? 'taken' : one.error.code));
    expect(new Set(codes)).toEqual(new Set(Object.keys(NOTATION_ERRORS)));
  });

  it('is searched without separators, in capitals, and a tampered part as illegible', () => {
    expect(searchedPlaces(read('a-[oO]{r:b}{t:9-}*'))).toEqual([
      known('A'),
      known('O'),
      known('B', 'restored'),
      { kind: 'illegible', part: 'tampered' },
      { kind: 'run', part: 'plain' },
    ]);
  });

  it('comes back from its own spelling, whatever was read', () => {
    const part = fc.constantFrom('plain', 'restored', 'tampered');
    const letter = fc.constantFrom(...'AZ09éЖΩ٣一?*[]{}\\-:rt'.split(''));
    const place = fc.oneof(
      fc.record({ kind: fc.constant('known' as const), character: letter, part }),
      fc.record({ kind: fc.constant('illegible' as const), part }),
      fc.record({ kind: fc.constant('run' as const), part }),
      fc.record({
        kind: fc.constant('one of' as const),
        characters: fc.uniqueArray(fc.constantFrom(...'AZ09Ж٣一'.split('')), { minLength: 2, maxLength: 4 }),
        part,
      }),
    ) as fc.Arbitrary<Place>;
    fc.assert(
      fc.property(fc.array(place, { maxLength: 30 }), (places) => {
        const reading = [known('A'), ...places].filter(
          (one, index, all) => one.kind !== 'run' || all[index - 1]?.kind !== 'run',
        );
        expect(parseReading(printReading(reading))).toEqual({ ok: true, reading });
      }),
      { numRuns: 1000 },
    );
  });

  it('answers every text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'A0?*[]{}\\:rt- '.split('')), maxLength: 80 }), (typed) => {
        const result = parseReading(typed);
        if (result.ok) expect(parseReading(printReading(result.reading))).toEqual(result);
        else expect(result.error.position).toBeLessThanOrEqual(Array.from(typed).length);
      }),
      { numRuns: 2000, examples: [['\\ A']] },
    );
  });
});
