import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { foldLookAlike } from '../../src/domain/firearm/look-alikes.js';
import { parseReading, searchedPlaces, type Place } from '../../src/domain/firearm/mark-reading.js';
import { patternOf } from '../../src/domain/firearm/serial-pattern.js';
import { characters } from '../../src/domain/firearm/serial-number.js';
import { type Config } from '../../src/platform/config.js';
import { Transactions } from '../../src/platform/transaction.js';
import { SerialSearchRepository } from '../../src/registries/markings/search/serial-search.repository.js';
import { SerialSearch } from '../../src/registries/markings/search/serial-search.js';
import { DIGITS, fillRegistry, LATIN, manyNumbers, placeOf, seeded, weaponAt } from '../support/many-numbers.js';
import { type WeaponFilter } from '../../src/registries/markings/search/weapon-filter.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const RECORDS = 100_000;
const QUERIES_OF_A_KIND = 150;
const SEED = 20_261_124;

const LIMITS = {
  'markings.searchCountMax': RECORDS,
  'markings.searchKeysMax': 40_000,
  'markings.searchScanMax': 2_000_000,
} as unknown as Config;

const next = seeded(SEED);
const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;

describe('the search with doubt, against every number of the registry', () => {
  let node: TestNode;
  let transactions: Transactions;
  let numbers: readonly string[];
  let byLength: ReadonlyMap<number, readonly number[]>;
  let views: Readonly<Record<View, readonly (readonly string[])[]>>;
  const search = new SerialSearch(new SerialSearchRepository(), LIMITS);

  beforeAll(async () => {
    node = await startTestNode();
    transactions = node.get(Transactions);
    numbers = manyNumbers(RECORDS, next);
    const split = numbers.map((number) => characters(number));
    views = { 'as read': split, 'look-alikes': split.map((one) => one.map(foldLookAlike)) };
    const lengths = new Map<number, number[]>();
    split.forEach(({ length }, at) => {
      const known = lengths.get(length);
      if (known === undefined) lengths.set(length, [at]);
      else known.push(at);
    });
    byLength = lengths;
    await fillRegistry(node.database.ownerUrl, numbers);
  }, 120_000);
  afterAll(() => node.close());

  async function found(
    typed: string,
    more: { lookAlikes?: boolean; oneEdit?: boolean } = {},
    filter: WeaponFilter = {},
  ): Promise<readonly number[]> {
    const parsed = parseReading(typed);
    if (!parsed.ok) throw new Error(`${typed}: ${parsed.error.text}`);
    const question = { pattern: patternOf(parsed.reading), lookAlikes: false, oneEdit: false, ...more };
    const { keys, more: tooMany } = await transactions.run((tx) => search.find(tx, question, { filter }, RECORDS));
    if (tooMany) throw new Error(`${typed}: too wide`);
    return keys.map(({ markId }) => placeOf(markId)).sort((a, b) => a - b);
  }

  const places = (typed: string): readonly Place[] => {
    const parsed = parseReading(typed);
    return parsed.ok ? searchedPlaces(parsed.reading) : [];
  };
  /** Every number, one by one: knows nothing of indexes, alphabets or expressions. */
  function bruteForce(typed: string, view: View): readonly number[] {
    const asked = places(typed).map((place) => choicesOf(place, view));
    const candidates = asked.includes('run') ? numbers.map((_, at) => at) : (byLength.get(asked.length) ?? []);
    return candidates.filter((at) => fits(asked, 0, views[view][at] ?? [], 0));
  }
  function within(typed: string, view: View): readonly number[] {
    const asked = characters(typed).map(VIEWS[view]);
    return [asked.length - 1, asked.length, asked.length + 1]
      .flatMap((length) => byLength.get(length) ?? [])
      .filter((at) => withinOne(asked, views[view][at] ?? []))
      .sort((a, b) => a - b);
  }

  const damaged = (at: readonly number[], number: string, sign: (character: string) => string): string =>
    characters(number)
      .map((character, index) => (at.includes(index) ? sign(character) : character))
      .join('');
  const somePlaces = (number: string, count: number): readonly number[] => {
    const all = characters(number).map((_, at) => at);
    return Array.from({ length: Math.min(count, all.length - 2) }, () => all.splice(next(all.length), 1)[0] ?? 0);
  };
  const targets = (): readonly string[] => Array.from({ length: QUERIES_OF_A_KIND }, () => pick(numbers));
  const end = (number: string, from: number, to?: number): string => characters(number).slice(from, to).join('');

  const KINDS: Readonly<Record<string, (number: string) => string>> = {
    'the exact number': (number) => number,
    'one illegible place': (number) => damaged(somePlaces(number, 1), number, () => '?'),
    'an illegible first place': (number) => damaged([0], number, () => '?'),
    'two illegible places': (number) => damaged(somePlaces(number, 2), number, () => '?'),
    'three illegible places': (number) => damaged(somePlaces(number, 3), number, () => '?'),
    'three illegible places at the front': (number) => damaged([0, 1, 2], number, () => '?'),
    'one of several at a place': (number) =>
      damaged(somePlaces(number, 2), number, (one) => `[${one}${one === '7' ? '1' : '7'}]`),
    'a known beginning': (number) => `${end(number, 0, 4)}*`,
    'a known end': (number) => `*${end(number, -4)}`,
    'a beginning and an end': (number) => `${end(number, 0, 2)}*${end(number, -2)}`,
    'a doubt in a known beginning': (number) => `${end(number, 0, 2)}?${end(number, 3, 5)}*`,
    'a part tampered with': (number) => `${end(number, 0, 2)}{t:${end(number, 2, 3)}}${end(number, 3)}`,
  };

  it.each(Object.entries(KINDS))(
    'misses none by %s',
    async (_, damage) => {
      for (const number of targets()) {
        const typed = damage(number);
        const expected = bruteForce(typed, 'as read');
        expect([typed, await found(typed)]).toEqual([typed, expected]);
        expect(expected).toContain(numbers.indexOf(number));
      }
    },
    300_000,
  );

  it.each(Object.entries(KINDS))(
    'misses none that looks alike, by %s',
    async (_, damage) => {
      for (const number of targets().slice(0, 60)) {
        const typed = damage(number);
        const expected = bruteForce(typed, 'look-alikes');
        expect([typed, await found(typed, { lookAlikes: true })]).toEqual([typed, expected]);
      }
    },
    300_000,
  );

  it('misses none by a part from the middle', async () => {
    for (const number of targets().slice(0, 40)) {
      const typed = `*${end(number, 1, 5)}*`;
      expect([typed, await found(typed)]).toEqual([typed, bruteForce(typed, 'as read')]);
    }
  }, 120_000);

  it.each([
    [
      'one wrong character',
      (number: string) => damaged(somePlaces(number, 1), number, () => pick([...LATIN, ...DIGITS])),
    ],
    ['a character lost', (number: string) => damaged(somePlaces(number, 1), number, () => '')],
    ['a character put in', (number: string) => damaged(somePlaces(number, 1), number, (one) => one + pick(DIGITS))],
  ] as const)(
    'misses none within one edit: %s',
    async (_, damage) => {
      for (const number of targets().slice(0, 50)) {
        const typed = damage(number);
        expect([typed, await found(typed, { oneEdit: true })]).toEqual([typed, within(typed, 'as read')]);
        expect([typed, await found(typed, { oneEdit: true, lookAlikes: true })]).toEqual([
          typed,
          within(typed, 'look-alikes'),
        ]);
      }
    },
    300_000,
  );

  it.each<[string, WeaponFilter, (weapon: ReturnType<typeof weaponAt>) => boolean]>([
    ['type', { type: 'revolver' }, ({ type }) => ['revolver', 'unknown'].includes(type)],
    ['country', { country: 'ITA' }, ({ country }) => country === null || country === 'ITA'],
    ['years', { yearFrom: 1950, yearTo: 1960 }, ({ year }) => year === null || (year >= 1950 && year <= 1960)],
    ['first year', { yearFrom: 2000 }, ({ year }) => year === null || year >= 2000],
  ])('by a %s leaves out what is known to be another, and nothing else', async (_, filter, fits) => {
    for (const number of targets().slice(0, 20)) {
      const typed = `${end(number, 0, 2)}*`;
      const expected = bruteForce(typed, 'as read').filter((at) => fits(weaponAt(at)));
      expect([typed, await found(typed, {}, filter)]).toEqual([typed, expected]);
    }
  });

  it('says that a question is too wide, and loses nothing silently', async () => {
    const narrow = new SerialSearch(new SerialSearchRepository(), {
      'markings.searchCountMax': 10,
      'markings.searchKeysMax': 100,
      'markings.searchScanMax': 0,
    } as unknown as Config);
    const ask = async (typed: string) => {
      const parsed = parseReading(typed);
      if (!parsed.ok) throw new Error(typed);
      const question = { pattern: patternOf(parsed.reading), lookAlikes: false, oneEdit: false };
      return transactions.run((tx) => narrow.find(tx, question, {}, 5));
    };
    expect(await ask('A*')).toMatchObject({ total: 10, more: true });
    expect(await ask('???????'.replace('?', '[AB]'))).toEqual({ keys: [], total: 0, more: true, tooWide: true });
    expect(await ask('*0000*')).toEqual({ keys: [], total: 0, more: true, tooWide: true });
  });
});

/** How the oracle looks at characters: as they are, or by what they are read for. */
const VIEWS = { 'as read': (one: string) => one, 'look-alikes': foldLookAlike } as const;
type View = keyof typeof VIEWS;
type Choices = ReadonlySet<string> | 'any' | 'run';

function choicesOf(place: Place, view: View): Choices {
  if (place.kind === 'run') return 'run';
  if (place.kind === 'illegible') return 'any';
  return new Set((place.kind === 'known' ? [place.character] : place.characters).map(VIEWS[view]));
}

function fits(asked: readonly Choices[], from: number, recorded: readonly string[], start: number): boolean {
  let at = start;
  for (let place = from; place < asked.length; place += 1) {
    const choices = asked[place];
    if (choices === 'run') {
      for (let rest = at; rest <= recorded.length; rest += 1) if (fits(asked, place + 1, recorded, rest)) return true;
      return false;
    }
    const character = recorded[at];
    if (character === undefined || (choices !== 'any' && choices?.has(character) !== true)) return false;
    at += 1;
  }
  return at === recorded.length;
}

function withinOne(a: readonly string[], b: readonly string[]): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let front = 0;
  while (front < Math.min(a.length, b.length) && a[front] === b[front]) front += 1;
  let back = 0;
  while (back < Math.min(a.length, b.length) - front && a.at(-1 - back) === b.at(-1 - back)) back += 1;
  return Math.max(a.length, b.length) - front - back <= 1;
}
