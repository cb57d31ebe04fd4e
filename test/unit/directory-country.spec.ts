import { describe, expect, it } from '@jest/globals';
import { alpha2Of, checkCountry, findCountry, listCountries } from '../../src/domain/directory/country-code.js';
import { WITHDRAWN_CODES } from '../../src/domain/directory/withdrawn-codes.js';
import { practiceHints } from '../../src/domain/directory/marking-practice-hints.js';
import { INSTRUMENT_MEMBERS, suggestedStates } from '../../src/domain/shared/instrument-members.js';

const code = (result: ReturnType<typeof checkCountry>): string => (result.ok ? 'ok' : result.code);

describe('a country code', () => {
  it.each(['USA', 'AUT', 'BRA', 'XKX'])('%s may be asked, in earnest and in exercise', (country) => {
    expect(code(checkCountry(country, { exercise: false }))).toBe('ok');
    expect(code(checkCountry(country, { exercise: true }))).toBe('ok');
  });

  it.each(['', 'US', 'usa', 'USAA', 'U5A', 'ZZZZ', 'EUR', 'UNK', 'ÄÖÜ', 'constructor', '__proto__', 'USA\n'])(
    'refuses %j, which names nothing',
    (country) => {
      expect(checkCountry(country, { exercise: true, field: '/country' })).toMatchObject({
        code: 'country-unknown',
        field: '/country',
        rule: 'ISO 3166-1 alpha-3',
      });
    },
  );

  it.each(['XAA', 'XZZ', 'AAA', 'QMA', 'QZZ', 'ZZZ', 'XKK'])('%s serves exercises and nothing else', (country) => {
    expect(code(checkCountry(country, { exercise: true }))).toBe('ok');
    expect(code(checkCountry(country, { exercise: false }))).toBe('country-exercise-only');
  });

  it.each(['SUN', 'YUG', 'DDR', 'CSK', 'SCG', 'ANT', 'ZAR'])(
    '%s may stand in a mark, and is not a State to ask',
    (country) => {
      expect(code(checkCountry(country, { exercise: false, withdrawn: true }))).toBe('ok');
      expect(code(checkCountry(country, { exercise: false }))).toBe('country-withdrawn');
    },
  );

  it('suggests whom to ask for a State that has ended, by the place of the archive, and decides nothing', () => {
    const refusal = checkCountry('CSK', { exercise: false });
    expect(refusal).toMatchObject({ ok: false });
    const texts = refusal.ok ? [] : (refusal.reasons ?? []).map((reason) => reason.text);
    expect(texts).toEqual([
      'CZE: archive of Brno, Strakonice (not verified), Uherský Brod (not verified)',
      'SVK: archive of Považská Bystrica (not verified)',
    ]);
  });

  it.each([
    ['SUN', 'Izhevsk', 'RUS'],
    ['YUG', 'Kragujevac', 'SRB'],
    ['SCG', 'Kragujevac', 'SRB'],
    ['CSK', 'Brno', 'CZE'],
  ])('%s, made in %s: %s, verified', (gone, place, successor) => {
    expect(findCountry(gone)?.archives).toContainEqual({ place, successor, verified: true });
  });

  it('names only States of today as successors, and archives only in one of them', () => {
    for (const [gone, { successors, archives = [] }] of Object.entries(WITHDRAWN_CODES)) {
      for (const successor of successors) expect([gone, findCountry(successor)?.standing]).toEqual([gone, 'assigned']);
      for (const { successor } of archives) expect([gone, successors.includes(successor)]).toEqual([gone, true]);
    }
  });

  it('lists each code once, without exercise codes, and ended States only when asked', () => {
    const today = listCountries({}).map((country) => country.code);
    expect(new Set(today).size).toBe(today.length);
    expect(today.length).toBe(250);
    expect(today).toContain('XKX');
    expect(today).not.toContain('XKK');
    expect(today).not.toContain('SUN');
    expect(listCountries({ withdrawn: true }).map((country) => country.code)).toContain('SUN');
  });

  it('has a two-letter code for an assigned State and none for an exercise', () => {
    expect(alpha2Of('AUT')).toBe('AT');
    expect(alpha2Of('XAA')).toBeUndefined();
    expect(alpha2Of('SUN')).toBeUndefined();
  });
});

describe('hints', () => {
  it('are shown as not verified, each with its source', () => {
    for (const country of ['USA', 'AUT', 'DEU', 'BEL', 'ITA', 'BRA', 'CZE', 'TUR', 'ISR', 'CHE', 'HRV', 'ESP', 'RUS']) {
      const hints = practiceHints(country);
      expect([country, hints.length > 0]).toEqual([country, true]);
      for (const hint of hints)
        expect([country, hint.verified, hint.source.length > 0]).toEqual([country, false, true]);
    }
    expect(practiceHints('XAA')).toEqual([]);
  });

  it('suggest the members of an instrument under the ids of its policies, and nobody for another policy', () => {
    expect(suggestedStates('eu-2023-977-urgent')).toContain('AUT');
    expect(suggestedStates('ecowas')).toContain('GHA');
    expect(suggestedStates('ecowas2')).toEqual([]);
    expect(suggestedStates('national-default')).toEqual([]);
    for (const states of Object.values(INSTRUMENT_MEMBERS))
      for (const state of states) expect([state, findCountry(state)?.standing]).toEqual([state, 'assigned']);
  });
});
