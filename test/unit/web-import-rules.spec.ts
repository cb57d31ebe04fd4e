import { describe, expect, it } from '@jest/globals';
import { registryRow, type RegistryCells } from '../../src/registries/markings/registry-row.js';
import { Words } from '../../src/web/i18n/words.js';
import { rowRuleOf } from '../../src/web/registry/import-rules.js';

const words = new Words('en', { text: (_locale, key) => key, has: () => true });

const BAD_ROWS: readonly RegistryCells[] = [
  {},
  { serial: '---' },
  { serial: 'X'.repeat(100) },
  { serial: 'A\u0001' },
  {
    serial: 'A1',
    type: 'musket',
    manufactured_on: '2026-02-31',
    country_of_manufacture: 'ZZ',
    year_of_manufacture: '1',
  },
  { serial: 'A1', condition: 'absent' },
  { serial: 'A1', exported_on: '2020-01-01', status_on: '2020-01-01', holder_kind: 'company' },
];

describe('what a row was refused for', () => {
  it('has a sentence for every rule that a row can break', () => {
    const rules = BAD_ROWS.flatMap((cells) => {
      const judged = registryRow(cells, 'XAA');
      return 'firearm' in judged ? [] : judged.map(({ rule }) => rule);
    });
    expect(rules.length).toBeGreaterThanOrEqual(12);
    for (const rule of rules)
      expect([rule, rowRuleOf(words, rule).text]).toEqual([rule, expect.stringMatching(/^registry\.rowRule\.\w+$/)]);
  });

  it.each([
    'RFC 4180',
    'UTF-8',
    'as many cells as the heading has: 4',
    'a known record is changed by a correction with its reason, not by a load',
  ])('has a sentence for a broken row: %s', (rule) => {
    expect(rowRuleOf(words, rule).text).toMatch(/^registry\.rowRule\.\w+$/);
  });
});
