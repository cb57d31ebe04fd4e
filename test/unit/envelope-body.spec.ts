import { describe, expect, it } from '@jest/globals';
import { checkBody } from '../../src/domain/messages/check-body.js';
import { canonicalText } from '../../src/domain/shared/canonical.js';
import { loadVectors } from '../vectors/load-vectors.js';

const request = loadVectors().valid.find(({ name }) => name.startsWith('a request'))?.letters[0]?.body as Record<
  string,
  unknown
>;
const isCountry = (code: string): boolean => ['USA', 'AUT', 'SUN'].includes(code);
const recovery = request['recovery'] as object;
const weapon = request['weapon'] as object;

describe('the body of a request', () => {
  it('is taken as the vectors hold it', () => {
    expect(checkBody('REQUEST', request, isCountry)).toEqual([]);
  });

  it('may name a State that is no more, for weapons outlive States', () => {
    expect(checkBody('REQUEST', { ...request, recovery: { ...recovery, country: 'SUN' } }, isCountry)).toEqual([]);
  });

  it.each([
    ['a day that does not exist', { recovery: { ...recovery, date: { on: '2026-02-31' } } }, '/recovery/date/on'],
    [
      'a leap day of a common year',
      { recovery: { ...recovery, date: { notKnown: true, onOrBefore: '2025-02-29' } } },
      '/recovery/date/onOrBefore',
    ],
    [
      'a month that does not exist',
      { nationalCheck: [{ holder: 'customs', result: 'no record', on: '2026-13-01' }] },
      '/nationalCheck/0/on',
    ],
    ['an unknown ground', { illicit: [{ ground: '6f', law: 'x' }] }, '/illicit/0/ground'],
    [
      'a foreign member deep inside',
      { weapon: { ...weapon, marks: [{ kind: 'serial', condition: 'legible', colour: 'red' }] } },
      '/weapon/marks/0/colour',
    ],
    ['a member whose name needs escaping', { 'a/b~c': 1 }, '/a~1b~0c'],
    ['an empty reference', { reference: '' }, '/reference'],
    ['a number where a text belongs', { reference: 7 }, '/reference'],
    [
      'a size of nothing',
      { weapon: { ...weapon, marks: [{ kind: 'serial', condition: 'legible', sizeMm: 0 }] } },
      '/weapon/marks/0/sizeMm',
    ],
    [
      'an item that is not a whole number',
      { incident: { id: '019ab3b0-0000-7000-8000-0000000000aa', item: 1.5, of: 2 } },
      '/incident/item',
    ],
  ])('is refused for %s, with its place', (_, change, field) => {
    const reasons = checkBody('REQUEST', { ...request, ...change }, isCountry);
    expect(reasons.map((reason) => reason.field)).toContain(field);
    expect(reasons.every((reason) => reason.rule !== '' && reason.text !== '')).toBe(true);
  });

  it('is refused for an unknown country, and says so by its own code', () => {
    expect(checkBody('REQUEST', { ...request, recovery: { ...recovery, country: 'QQQ' } }, isCountry)).toEqual([
      expect.objectContaining({ code: 'country-unknown', field: '/recovery/country' }),
    ]);
  });

  it('is refused for everything that is wrong with it at once', () => {
    const reasons = checkBody('REQUEST', { ...request, reference: 7, urgency: 'soon', extra: 1 }, isCountry);
    expect(reasons.map((reason) => reason.field).sort()).toEqual(['/extra', '/reference', '/urgency']);
  });

  it.each([null, 7, 'REQUEST', [], {}])('is refused where it is %j', (body) => {
    expect(checkBody('REQUEST', body).length).toBeGreaterThan(0);
  });

  it('gives at most fifty reasons', () => {
    expect(
      checkBody('ASK_MORE', { questions: Array.from({ length: 50 }, () => ({ text: '', more: 1 })) }),
    ).toHaveLength(50);
  });
});

describe('the canonical form', () => {
  it.each(['\ud800', 'a\udfffb', '\\\ud800', '\udc00\ud800'])('refuses half a character: %j', (text) => {
    expect(() => canonicalText({ text })).toThrow('lone surrogate');
  });

  it.each(['\\ud800', '\\\\ud800', '😀', '\\u0041'])('takes a text that only looks like one: %j', (text) => {
    expect(JSON.parse(canonicalText({ text }))).toEqual({ text });
  });
});
