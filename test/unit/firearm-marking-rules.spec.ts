import { describe, expect, it } from '@jest/globals';
import { type Firearm, type RecordedMark } from '../../src/domain/firearm/marking.js';
import { type MarkingFinding } from '../../src/domain/firearm/marking-rules/rule.js';
import { markingFindings } from '../../src/domain/firearm/marking-rules/findings.js';
import { MARKING_RULES } from '../../src/domain/firearm/marking-rules/rules.js';

const TODAY = '2026-11-24';

const mark = (kind: RecordedMark['kind'], more: Partial<RecordedMark> = {}): RecordedMark => ({
  id: `${kind} mark`,
  kind,
  text: 'ABC123',
  condition: 'legible',
  superseded: false,
  sizeMm: 2,
  depthMm: 0.1,
  ...more,
});
const without = (firearm: Firearm, ...kinds: RecordedMark['kind'][]): Firearm => ({
  ...firearm,
  components: firearm.components.map((one) => ({
    ...one,
    marks: one.marks.filter(({ kind }) => !kinds.includes(kind)),
  })),
});
const changed = (firearm: Firearm, kind: RecordedMark['kind'], more: Partial<RecordedMark>): Firearm => ({
  ...firearm,
  components: firearm.components.map((one) => ({
    ...one,
    marks: one.marks.map((found) => (found.kind === kind ? { ...found, ...more } : found)),
  })),
});
const withMarks = (firearm: Firearm, ...marks: RecordedMark[]): Firearm => ({
  ...firearm,
  components: firearm.components.map((one, at) => (at === 0 ? { ...one, marks: [...one.marks, ...marks] } : one)),
});

/** Made in Belgium in 2020 with everything on its frame that anybody asks for. */
const WHOLE: Firearm = {
  id: 'a firearm',
  type: 'self-loading pistol',
  manufacture: 'industrial',
  make: 'FN',
  yearOfManufacture: 2020,
  countryOfManufacture: 'BEL',
  components: [
    {
      id: 'the frame',
      kind: 'frame',
      reference: true,
      replaced: false,
      marks: [
        mark('manufacturer'),
        mark('country of manufacture'),
        mark('serial'),
        mark('model'),
        mark('calibre'),
        mark('year'),
      ],
    },
  ],
  events: [],
  holders: [],
};
const madeIn = (country: string, year: number | undefined, firearm: Firearm = WHOLE): Firearm => {
  const { yearOfManufacture: _, ...rest } = firearm;
  return { ...rest, countryOfManufacture: country, ...(year === undefined ? {} : { yearOfManufacture: year }) };
};
const importedTo = (country: string, on: string | undefined, firearm: Firearm, document?: string): Firearm => ({
  ...firearm,
  events: [
    {
      id: 'the import',
      kind: 'imported',
      country,
      ...(on === undefined ? {} : { on }),
      ...(document === undefined ? {} : { document }),
    },
  ],
});
const ofState = (state: string, from?: string) => ({
  id: 'the army',
  kind: 'State body' as const,
  role: 'State body' as const,
  country: state,
  ...(from === undefined ? {} : { from }),
});
const soldOut = (on: string, firearm: Firearm): Firearm => ({
  ...firearm,
  holders: [ofState('BEL'), { id: 'a dealer', kind: 'company', role: 'dealer' }],
  events: [{ id: 'the sale', kind: 'sold', on, holderId: 'the army' }],
});

const findings = (firearm: Firearm, state = 'BEL', on = TODAY): readonly MarkingFinding[] =>
  markingFindings({ firearm, state, on });
/** [rule, asked, found] of everything that is not as asked. */
const wanting = (firearm: Firearm, state = 'BEL', on = TODAY): readonly string[] =>
  findings(firearm, state, on)
    .filter(({ found }) => found !== 'as asked')
    .map(({ ruleId, asked, found }) => `${ruleId}: ${asked}, ${found}`);
const of = (rule: string, lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith(`${rule}: `)).map((line) => line.slice(rule.length + 2));

describe('what the instruments ask of the marks of a weapon', () => {
  it('is content with a weapon that bears everything', () => {
    expect(wanting(WHOLE)).toEqual([]);
    expect(findings(WHOLE).length).toBeGreaterThan(10);
  });

  it('asks nothing of a State to which nothing happened', () => {
    expect(findings(WHOLE, 'FRA')).toEqual([]);
  });

  it('has a case below for every rule', () => {
    const tested = TABLE.map(([rule]) => rule);
    expect(MARKING_RULES.map(({ id }) => id).filter((id) => !tested.includes(id))).toEqual([]);
  });

  const polymer = (method: RecordedMark['method']): Firearm => ({
    ...WHOLE,
    components: WHOLE.components.map((one) => ({
      ...one,
      material: 'glass-filled polymer',
      marks: one.marks.map((found) => (found.kind === 'serial' && method !== undefined ? { ...found, method } : found)),
    })),
  });
  const onBarrel: Firearm = {
    ...WHOLE,
    components: [
      { ...without(WHOLE, 'serial').components[0]!, reference: true },
      { id: 'the barrel', kind: 'barrel', reference: false, replaced: false, marks: [mark('serial')] },
    ],
  };
  /** US minimum: 1/16 inch high, 0.003 inch deep. */
  const usMinimum = changed(WHOLE, 'serial', { sizeMm: 1.5875, depthMm: 0.0762 });
  const imported = (state: string, on: string | undefined): Firearm => importedTo(state, on, madeIn('BRA', 2015));

  const TABLE: readonly (readonly [rule: string, what: string, Firearm, state: string, wants: readonly string[]])[] = [
    [
      'iti-7',
      'an obliterated serial',
      changed(WHOLE, 'serial', { condition: 'obliterated' }),
      'BEL',
      ['readable marks, not readable'],
    ],
    ['iti-7', 'a serial in good order', WHOLE, 'BEL', []],
    ['iti-8a', 'no mark of its maker', without(WHOLE, 'manufacturer'), 'BEL', ['manufacturer, missing']],
    [
      'iti-8a',
      'no serial and no country',
      without(WHOLE, 'serial', 'country of manufacture'),
      'BEL',
      ['country of manufacture, missing', 'serial, missing'],
    ],
    [
      'iti-8a',
      'a worn serial',
      changed(WHOLE, 'serial', { condition: 'obliterated' }),
      'BEL',
      ['serial, not readable'],
    ],
    [
      'iti-8a',
      'a geometric symbol instead',
      withMarks(without(WHOLE, 'serial', 'manufacturer', 'country of manufacture'), mark('geometric symbol')),
      'BEL',
      [],
    ],
    ['iti-8a', 'a make before the instrument', without(madeIn('BEL', 1998), 'manufacturer'), 'BEL', []],
    [
      'iti-8a',
      'a make in the year of the instrument',
      without(madeIn('BEL', 2005), 'manufacturer'),
      'BEL',
      ['manufacturer, date not known'],
    ],
    [
      'iti-8a',
      'a make of a year that nobody knows',
      without(madeIn('BEL', undefined), 'manufacturer'),
      'BEL',
      ['manufacturer, date not known'],
    ],
    [
      'iti-8a',
      'one that somebody made at home',
      { ...without(WHOLE, 'manufacturer'), manufacture: 'privately made' },
      'BEL',
      [],
    ],
    [
      'iti-8a',
      'a mark whose reading was corrected away',
      changed(WHOLE, 'manufacturer', { superseded: true }),
      'BEL',
      ['manufacturer, missing'],
    ],
    [
      'iti-8a-encouraged',
      'no model and no year',
      without(WHOLE, 'model', 'year'),
      'BEL',
      ['year of manufacture, encouraged', 'model, encouraged'],
    ],
    [
      'iti-8b',
      'an import without an import mark',
      imported('BEL', '2016-03-01'),
      'BEL',
      ['country of import, missing', 'year of import, encouraged'],
    ],
    [
      'iti-8b',
      'an import mark of another State',
      withMarks(imported('BEL', '2016-03-01'), mark('import', { country: 'FRA', year: 2016 })),
      'BEL',
      ['country of import, missing', 'year of import, encouraged'],
    ],
    [
      'iti-8b',
      'an import mark without its year',
      withMarks(imported('BEL', '2016-03-01'), mark('import', { country: 'BEL' })),
      'BEL',
      ['year of import, encouraged'],
    ],
    [
      'iti-8b',
      'a temporary lawful import',
      importedTo('BEL', '2016-03-01', madeIn('BRA', 2015), 'temporary import for an exhibition'),
      'BEL',
      [],
    ],
    ['iti-8b', 'an import before the instrument', imported('BEL', '1999-03-01'), 'BEL', []],
    [
      'iti-8b',
      'an import of a day that nobody knows',
      imported('BEL', undefined),
      'BEL',
      ['country of import, date not known', 'year of import, encouraged'],
    ],
    [
      'iti-8c',
      'a sale out of State stock without the mark of it',
      soldOut('2012-05-05', without(WHOLE, 'country of manufacture')),
      'BEL',
      ['State stock mark, missing'],
    ],
    ['iti-8c', 'a sale of one that can be traced by its marks', soldOut('2012-05-05', WHOLE), 'BEL', []],
    [
      'iti-8d',
      'a weapon of the forces without any number',
      { ...without(WHOLE, 'serial'), holders: [ofState('BEL', '2010-01-01')] },
      'BEL',
      ['unique mark, missing'],
    ],
    [
      'iti-8d',
      'a weapon of the forces with a number of its unit',
      { ...withMarks(without(WHOLE, 'serial'), mark('force or unit')), holders: [ofState('BEL', '2010-01-01')] },
      'BEL',
      [],
    ],
    ['iti-10', 'a serial on the barrel alone', onBarrel, 'BEL', ['serial, on another component']],
    ['protocol-8-1a', 'no serial', without(WHOLE, 'serial'), 'BEL', ['serial, missing']],
    [
      'protocol-8-1b',
      'an import without an import mark',
      imported('BEL', '2016-03-01'),
      'BEL',
      ['country of import, missing', 'year of import, encouraged'],
    ],
    [
      'protocol-8-1c',
      'a sale out of State stock without the mark of it',
      soldOut('2012-05-05', WHOLE),
      'BEL',
      ['State stock mark, missing'],
    ],
    ['eu-4-content', 'no year of manufacture', without(WHOLE, 'year'), 'BEL', ['year of manufacture, missing']],
    [
      'eu-4-content',
      'the year beside the serial',
      changed(without(WHOLE, 'year'), 'serial', { year: 2020 }),
      'BEL',
      [],
    ],
    [
      'eu-4-content',
      'a barrel without a number',
      {
        ...WHOLE,
        components: [
          ...WHOLE.components,
          { id: 'the barrel', kind: 'barrel', reference: false, replaced: false, marks: [] },
        ],
      },
      'BEL',
      ['serial, missing'],
    ],
    ['eu-4-content', 'a make before its day', without(madeIn('BEL', 2016), 'year'), 'BEL', []],
    ['eu-2019-68', 'the US minimum, which misses the EU height by 0.0125 mm', usMinimum, 'BEL', ['serial, too small']],
    [
      'eu-2019-68',
      'a height that nobody measured',
      changed(WHOLE, 'serial', { sizeMm: undefined }),
      'BEL',
      ['serial, size not known'],
    ],
    [
      'eu-2019-68',
      'a polymer frame with a stamped serial',
      polymer('stamp'),
      'BEL',
      ['embedded metal plate, not on a plate'],
    ],
    ['eu-2019-68', 'a polymer frame with a plate', polymer('embedded plate'), 'BEL', []],
    [
      'eu-2019-68',
      'a serial in Arabic-Indic digits',
      changed(WHOLE, 'serial', { text: '٤٥٦' }),
      'BEL',
      ['serial, script not taken'],
    ],
    ['eu-2019-68', 'a serial in Greek letters', changed(WHOLE, 'serial', { text: 'ΑΒΓ-123' }), 'BEL', []],
    [
      'eu-2024-325',
      'a serial that is too shallow',
      changed(madeIn('BEL', 2025), 'serial', { depthMm: 0.05 }),
      'BEL',
      ['serial, too shallow'],
    ],
    [
      'eu-2024-325',
      'a depth that nobody measured',
      changed(madeIn('BEL', 2025), 'serial', { depthMm: undefined }),
      'BEL',
      ['serial, depth not known'],
    ],
    ['osce-2b1', 'no year of manufacture', without(WHOLE, 'year'), 'BEL', ['year of manufacture, missing']],
    [
      'sadc-9',
      'a slide without a number',
      madeIn('ZAF', 2020, {
        ...WHOLE,
        components: [
          ...WHOLE.components,
          { id: 'the slide', kind: 'slide', reference: false, replaced: false, marks: [] },
        ],
      }),
      'ZAF',
      ['serial, missing'],
    ],
    [
      'ecowas-18',
      'no year of manufacture',
      madeIn('GHA', 2020, without(WHOLE, 'year')),
      'GHA',
      ['year of manufacture, missing'],
    ],
    ['us-478-92', 'the US minimum', madeIn('USA', 2020, usMinimum), 'USA', []],
    [
      'us-478-92',
      'a serial on the barrel alone',
      madeIn('USA', 2020, onBarrel),
      'USA',
      ['serial, on another component'],
    ],
    [
      'us-478-92',
      'a serial below 1/16 inch',
      madeIn('USA', 2020, changed(WHOLE, 'serial', { sizeMm: 1.5 })),
      'USA',
      ['serial, too small'],
    ],
    [
      'us-478-92-import',
      'an import without the importer',
      importedTo('USA', '2016-03-01', madeIn('BRA', 2015)),
      'USA',
      ['importer, missing'],
    ],
  ];

  it.each(TABLE)('%s: %s', (rule, _, firearm, state, wants) => {
    expect(of(rule, wanting(firearm, state))).toEqual(wants);
  });

  it('tells a measure beside the one that is asked', () => {
    const [found] = findings(usMinimum).filter((one) => one.found === 'too small');
    expect(found).toMatchObject({ measuredMm: 1.5875, askedMm: 1.6, component: 'frame', markId: 'serial mark' });
  });

  it('suggests ground 6(c) for a want under ITI 8 or 10 alone', () => {
    const suggested = (firearm: Firearm, state?: string): readonly string[] =>
      findings(firearm, state)
        .filter((one) => one.suggestsGround6c)
        .map(({ ruleId }) => ruleId);
    expect(suggested(without(WHOLE, 'serial'))).toEqual(['iti-8a', 'iti-10']);
    expect(suggested(onBarrel)).toEqual(['iti-10']);
    // what only the EU, the OSCE, SADC or the US asks, what is only encouraged, what nobody dated or measured
    expect(suggested(usMinimum)).toEqual([]);
    expect(suggested(without(WHOLE, 'year', 'model', 'calibre'))).toEqual([]);
    expect(suggested(without(madeIn('BEL', undefined), 'serial'))).toEqual([]);
    expect(suggested(without(madeIn('BEL', 1998), 'serial'))).toEqual([]);
    expect(suggested(importedTo('BEL', '2016-03-01', madeIn('BRA', 2015)))).toEqual([]);
  });

  it('does not say that an instrument binds whose parties are not known here', () => {
    const by = (id: string): string | undefined => findings(WHOLE).find(({ ruleId }) => ruleId === id)?.binds;
    expect([by('iti-8a'), by('protocol-8-1a'), by('eu-4-content')]).toEqual(['yes', 'unknown', 'yes']);
    expect(findings(madeIn('CHE', 2020), 'CHE').map(({ instrument }) => instrument)).not.toContain('EU');
  });

  it('asks by no rule that was not in force on the day of the look', () => {
    expect(new Set(findings(WHOLE, 'BEL', '2004-01-01').map(({ ruleId }) => ruleId))).toEqual(new Set(['osce-2b1']));
  });
});
