import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from '../../src/web/i18n/catalogue.service.js';
import { isolateValues } from '../../src/web/i18n/isolation.js';
import { LOCALES } from '../../src/web/i18n/locales.js';
import { dayMark } from '../../src/web/administration/clocks/calendar.view.js';

const catalogue = new Catalogue({ 'node.mode': 'test' } as never);
const AT = '2026-11-24T13:39:00.000Z';

describe('words that run from right to left', () => {
  it('keep a name and the time beside it apart, so that the date is not taken along by the name', () => {
    const words = catalogue.wordsIn('ar');
    const said = words.t('setUp.drill.recordedBy', { name: 'Officer', at: words.timeIn(AT) });
    expect(said).toContain('\u2068Officer\u2069');
    expect(words.timeIn(AT)).toMatch(/^\u2068.*UTC\u2069$/);
    expect(words.date('2026-11-24')).toMatch(/^\u2068.*\u2069$/);
    expect(words.list(['Ministry', 'Prosecutor'])).toContain('\u2068Prosecutor\u2069');
  });

  it('leave as it is what a message chooses by, and what is empty', () => {
    const message = '{kind, select, a {first} other {second}} {name} {count, plural, other {#}} {none}';
    expect(isolateValues(message, { kind: 'a', name: 'Graz', count: 3, none: '' })).toEqual({
      kind: 'a',
      name: '\u2068Graz\u2069',
      count: 3,
      none: '',
    });
  });

  it.each(LOCALES.filter((locale) => locale !== 'ar'))('need no such care in %s', (locale) => {
    const words = catalogue.wordsIn(locale);
    expect(`${words.timeIn(AT)}${words.date('2026-11-24')}`).not.toMatch(/[\u2066-\u2069]/);
  });

  it('write an example of a date so that its year stands first', () => {
    const folder = join(__dirname, '..', '..', 'src', 'web', 'i18n', 'ar');
    const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const dates = texts.flatMap((text) => text.match(/.?\d{4}-\d{2}-\d{2}/g) ?? []);
    expect(dates.length).toBeGreaterThan(0);
    expect(dates.filter((date) => !date.startsWith('\u2066'))).toEqual([]);
  });
});

describe('the head of a column of days', () => {
  it.each(LOCALES)('tells seven days apart in %s, or names them by the letter that its calendars use', (locale) => {
    const words = catalogue.wordsIn(locale);
    const marks = [1, 2, 3, 4, 5, 6, 7].map((day) => dayMark(words, day));
    expect(Math.max(...marks.map(({ length }) => length))).toBeLessThanOrEqual(4);
    expect(new Set(marks).size).toBe(7);
  });
});
