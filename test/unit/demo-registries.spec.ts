import { describe, expect, it } from '@jest/globals';
import { normalForm, skeleton } from '../../src/domain/firearm/serial-number.js';
import { Lexicon } from '../../src/registries/reference/lexicon.js';
import { type Recovered } from '../../src/cli/demo/recovered.js';
import {
  buildNamed,
  buildRegistries,
  hasLookAlike,
  otherRecords,
  skeletonsOf,
  type Registries,
} from '../../src/cli/demo/registries.js';

const lexicon = new Lexicon();
const MAKES = ['GLOCK', 'SMITH & WESSON', 'TAURUS', 'RUGER', undefined];

function listOf(count: number): Recovered[] {
  return Array.from({ length: count }, (_, at) => {
    const make = MAKES[at % MAKES.length];
    return {
      row: at + 1,
      key: `key-${String(at + 1)}-of-a-line`,
      serial: `AX${String(10_000 + at * 7)}`,
      calibre: '9mm',
      lastRetailSale: '2021-05-04',
      ...(make === undefined ? {} : { make }),
    };
  });
}

const all = ({ records }: Registries): readonly object[] => Object.values(records).flat();

describe('registries built from a list of firearms', () => {
  it('give 70 of a hundred numbered lines a record, and mis-key 10 of a hundred of those', () => {
    const { placed } = buildRegistries(listOf(200), lexicon, 1);
    expect(placed.size).toBe(140);
    expect([...placed.values()].filter((one) => one.keying !== 'as recorded')).toHaveLength(14);
  });

  it('hold a few of the weapons in the recovering State itself', () => {
    const { records } = buildRegistries(listOf(200), lexicon, 1);
    expect(records.XAA.length).toBe(5);
  });

  it('are the same for the same seed and others for another', () => {
    const list = listOf(60);
    expect(buildRegistries(list, lexicon, 3).records).toEqual(buildRegistries(list, lexicon, 3).records);
    expect([...buildRegistries(list, lexicon, 3).placed.keys()]).not.toEqual([
      ...buildRegistries(list, lexicon, 4).placed.keys(),
    ]);
  });

  it('change one record, and no other, where one line says another number', () => {
    const list = listOf(100);
    const before = buildRegistries(list, lexicon, 1);
    const [recorded] = [...before.placed.values()].filter((one) => one.states.join() === 'USA');
    const row = recorded?.from.row ?? 0;
    const changed = list.map((line) => (line.row === row ? { ...line, serial: 'ZZ99999' } : line));
    const after = buildRegistries(changed, lexicon, 1);
    const texts = new Set(all(before).map((one) => JSON.stringify(one)));
    const differing = all(after).filter((one) => !texts.has(JSON.stringify(one)));
    expect(differing).toHaveLength(1);
    expect(differing[0]).toMatchObject({ serial: 'ZZ99999' });
  });

  it('are empty where the list is empty', () => {
    expect(all(buildRegistries([], lexicon, 1))).toEqual([]);
  });

  it('give no record to a line without a number', () => {
    const list: Recovered[] = [
      { row: 1, key: 'a-key-of-this-line', make: 'GLOCK' },
      { row: 2, key: 'another-key-of-one', make: 'GLOCK', serial: ' -- ' },
    ];
    expect(buildRegistries(list, lexicon, 1).placed.size).toBe(0);
  });

  it('record an Austrian make as made there, exported, and imported into the United States', () => {
    const [line] = listOf(1);
    const { records } = buildNamed(
      line === undefined ? [] : [line],
      lexicon,
      1,
      new Map([[line?.key ?? '', 'as recorded']]),
    );
    expect(records.AUT).toMatchObject([{ country_of_manufacture: 'AUT', exported_to: 'USA' }]);
    expect(records.USA).toMatchObject([{ imported_from: 'AUT', sold_on: '2021-05-04' }]);
  });

  it.each(['look-alike', 'wrong digit'] as const)(
    'key a %s so that it differs in the number as its name says',
    (keying) => {
      for (const line of listOf(40)) {
        const { records, placed } = buildNamed([line], lexicon, 1, new Map([[line.key, keying]]));
        const [asked, recorded] = [normalForm(line.serial ?? ''), normalForm(records.USA[0]?.serial ?? '')];
        expect(recorded).not.toBe(asked);
        expect(placed.get(line.key)?.keying).toBe(hasLookAlike(line.serial ?? '') ? keying : 'wrong digit');
        expect(skeleton(recorded) === skeleton(asked)).toBe(placed.get(line.key)?.keying === 'look-alike');
      }
    },
  );
});

describe('generated records of other weapons', () => {
  it('never read like a number of the list, in whatever count they are wished', () => {
    const some = [...otherRecords('USA', 1, '2026-01-01', new Set(), 100)];
    const list: Recovered[] = some.map((one, at) => ({ row: at + 1, key: String(at), serial: one.serial ?? '' }));
    const taken = skeletonsOf(list.slice(0, 10));
    const others = [...otherRecords('USA', 1, '2026-01-01', taken, 100)];
    expect(others).toHaveLength(some.length);
    expect(others.filter((one) => taken.has(skeleton(normalForm(one.serial ?? ''))))).toEqual([]);
  });
});
