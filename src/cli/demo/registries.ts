import { foldLookAlike } from '../../domain/firearm/look-alikes.js';
import { normalForm, skeleton } from '../../domain/firearm/serial-number.js';
import { sha256Base64url } from '../../domain/shared/canonical.js';
import { type RegistryCells } from '../../registries/markings/imports.service.js';
import { type Lexicon } from '../../registries/reference/reference.service.js';
import { generateRecords } from '../generate.js';
import { randomOf, type Random } from '../random.js';
import { type Recovered } from './recovered.js';

export const STATES = ['XAA', 'USA', 'AUT'] as const;
export type State = (typeof STATES)[number];

export type Keying = 'as recorded' | 'look-alike' | 'wrong digit';

/** What became of a line of the registry's file. */
export interface Placed {
  readonly from: Recovered;
  readonly keying: Keying;
  readonly states: readonly State[];
}

export interface Registries {
  readonly records: Readonly<Record<State, readonly RegistryCells[]>>;
  /** By the key of the line; a line without a record is not here. */
  readonly placed: ReadonlyMap<string, Placed>;
}

/** Of a hundred lines with a number: how many get a record; of a hundred records: how many are mis-keyed, and how many stand in the recovering State itself. */
export const SHARES = { recorded: 70, misKeyed: 10, atHome: 4 } as const;
/** How the generated records are shared among the registries; the recovering State makes nothing and has a few of its own beside them. */
const OTHERS = { XAA: 0.04, USA: 0.6, AUT: 0.4 } as const satisfies Record<State, number>;

/**
 * The registries of makers and importers, from a list of firearms. Chance is drawn for each place of the list and not for what stands there:
 * a line that says something else changes its own record and no other.
 */
export function buildRegistries(
  lines: readonly Recovered[],
  lexicon: Lexicon,
  seed: number,
  forced: ReadonlyMap<string, Keying> = new Map(),
): Registries {
  const drawn = draw(lines.filter(isNumbered), seed);
  return place(lines, lexicon, seed, (line) => {
    const lot = drawn.get(line.row);
    const force = forced.get(line.key);
    return force === undefined ? lot : { keying: force, home: false };
  });
}

/** Records for the named lines alone, as they are told to be keyed: rows that are counted apart take no part in the shares. */
export function buildNamed(
  lines: readonly Recovered[],
  lexicon: Lexicon,
  seed: number,
  named: ReadonlyMap<string, Keying>,
): Registries {
  return place(lines, lexicon, seed, (line) => {
    const keying = named.get(line.key);
    return keying === undefined ? undefined : { keying, home: false };
  });
}

function place(
  lines: readonly Recovered[],
  lexicon: Lexicon,
  seed: number,
  lotOf: (line: Recovered) => Lot | undefined,
): Registries {
  const records: Record<State, RegistryCells[]> = { XAA: [], USA: [], AUT: [] };
  const placed = new Map<string, Placed>();
  for (const line of lines.filter(isNumbered)) {
    const lot = lotOf(line);
    if (lot === undefined) continue;
    const random = randomOf(number(seed, 'record', line.row));
    const { serial, keying } = keyed(line.serial, lot.keying, random);
    const made = recordsOf({ ...line, serial }, lexicon, random, lot.home);
    for (const [state, cells] of made) records[state].push(cells);
    placed.set(line.key, { from: line, keying, states: made.map(([state]) => state) });
  }
  return { records, placed };
}

function isNumbered(line: Recovered): line is Recovered & { readonly serial: string } {
  return line.serial !== undefined && normalForm(line.serial) !== '';
}

interface Lot {
  readonly keying: Keying;
  readonly home: boolean;
}

/** The exact shares: 70 of a hundred places get a record, 10 of a hundred of those are mis-keyed, a few of the others stand at home. */
function draw(lines: readonly Recovered[], seed: number): ReadonlyMap<number, Lot> {
  const inOrder = (purpose: string, rows: readonly number[]): readonly number[] =>
    [...rows].sort((a, b) => number(seed, purpose, a) - number(seed, purpose, b) || a - b);
  const share = (rows: readonly number[], percent: number): number => Math.round((rows.length * percent) / 100);
  const all = inOrder(
    'recorded',
    lines.map((line) => line.row),
  );
  const recorded = all.slice(0, share(all, SHARES.recorded));
  const missed = inOrder('mis-keyed', recorded).slice(0, share(recorded, SHARES.misKeyed));
  const right = inOrder(
    'home',
    recorded.filter((row) => !missed.includes(row)),
  );
  const home = right.slice(0, share(right, SHARES.atHome));
  // Half of the mis-keyed look alike, half are simply wrong.
  return new Map(
    recorded.map((row) => {
      const at = missed.indexOf(row);
      return [
        row,
        { keying: at < 0 ? 'as recorded' : at % 2 === 0 ? 'look-alike' : 'wrong digit', home: home.includes(row) },
      ];
    }),
  );
}

/** Invented records of other weapons; none reads like a number of the lists, so that what is found was put there. */
export function* otherRecords(
  state: State,
  seed: number,
  until: string,
  taken: ReadonlySet<string>,
  count: number,
): Generator<RegistryCells> {
  let left = Math.round(count * OTHERS[state]);
  // Twice as many as are wanted: those that are passed over are few.
  for (const record of generateRecords({ seed, count: left * 2, state, until })) {
    if (left === 0) return;
    if (record.serial === undefined || taken.has(skeleton(normalForm(record.serial)))) continue;
    left -= 1;
    yield record;
  }
}

export function skeletonsOf(lines: readonly Recovered[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => (line.serial === undefined ? [] : [skeleton(normalForm(line.serial))])));
}

/** A repeatable number for one place of a list. */
function number(seed: number, purpose: string, row: number): number {
  return Buffer.from(sha256Base64url(`${String(seed)} ${purpose} ${String(row)}`), 'base64url').readUInt32BE(0);
}

/** Has it a character that could be keyed for one that looks alike? */
export function hasLookAlike(serial: string): boolean {
  return Array.from(serial).some((letter) => LOOK_ALIKES[letter.toUpperCase()] !== undefined);
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'O',
  '1': 'I',
  '2': 'Z',
  '5': 'S',
  '6': 'G',
  '8': 'B',
  'O': '0',
  'I': '1',
  'Z': '2',
  'S': '5',
  'G': '6',
  'B': '8',
};

/** One character keyed for another: one that looks alike, or simply the wrong one. */
function keyed(serial: string, wish: Keying, random: Random): { readonly serial: string; readonly keying: Keying } {
  const letters = Array.from(serial);
  const places = (fits: (letter: string) => boolean): number[] =>
    letters.flatMap((letter, at) => (fits(letter.toUpperCase()) ? [at] : []));
  const replace = (at: number, letter: string): string => letters.with(at, letter).join('');
  const alike = places((letter) => LOOK_ALIKES[letter] !== undefined);
  if (wish === 'look-alike' && alike.length > 0) {
    const at = random.oneOf(alike);
    return { serial: replace(at, LOOK_ALIKES[letters[at]?.toUpperCase() ?? ''] ?? ''), keying: 'look-alike' };
  }
  const digits = places((letter) => /\d/.test(letter));
  if (wish === 'as recorded' || digits.length === 0) return { serial, keying: 'as recorded' };
  const at = random.oneOf(digits);
  const wrong = ['3', '4', '7', '9'].filter((digit) => foldLookAlike(digit) !== foldLookAlike(letters[at] ?? ''));
  return { serial: replace(at, random.oneOf(wrong)), keying: 'wrong digit' };
}

function recordsOf(
  line: Recovered,
  lexicon: Lexicon,
  random: Random,
  home: boolean,
): readonly (readonly [State, RegistryCells])[] {
  const countries = line.make === undefined ? [] : lexicon.countriesOf(line.make);
  const sale = saleOf(line, random);
  if (home) return [['XAA', { ...identity(line), importer: 'Importer of XAA (invented)', ...sale }]];
  if (countries.includes('AUT')) {
    const left =
      line.lastRetailSale === undefined
        ? {}
        : { exported_on: earlier(line.lastRetailSale, 120), manufactured_on: earlier(line.lastRetailSale, 200) };
    const maker = `${line.make ?? ''} (invented record)`;
    return [
      [
        'AUT',
        { ...identity(line), country_of_manufacture: 'AUT', maker, exporter: maker, exported_to: 'USA', ...left },
      ],
      [
        'USA',
        {
          ...identity(line),
          country_of_manufacture: 'AUT',
          importer: `Invented Importer ${String(random.upTo(40) + 1)}`,
          imported_from: 'AUT',
          ...sale,
        },
      ],
    ];
  }
  if (countries.includes('USA') || countries.length === 0)
    return [
      [
        'USA',
        {
          ...identity(line),
          ...(countries.length === 0
            ? {}
            : { country_of_manufacture: 'USA', maker: `${line.make ?? ''} (invented record)` }),
          ...sale,
        },
      ],
    ];
  const [origin = 'USA'] = countries;
  return [
    [
      'USA',
      {
        ...identity(line),
        country_of_manufacture: origin,
        importer: `Invented Importer ${String(random.upTo(40) + 1)}`,
        imported_from: origin,
        ...sale,
      },
    ],
  ];
}

function identity(line: Recovered): RegistryCells {
  return {
    record_id: `L-${line.key.slice(0, 16)}`,
    manufacture: 'industrial',
    serial: line.serial ?? '',
    ...(line.make === undefined ? {} : { make: line.make }),
    ...(line.calibre === undefined ? {} : { calibre: line.calibre }),
  };
}

/** As the list's retail sale says; a line without one went no further than the trade that brought it in. */
function saleOf(line: Recovered, random: Random): RegistryCells {
  const dealer = `Invented Dealer ${String(random.upTo(400) + 1)}`;
  const person = `Invented Person ${String(random.upTo(20_000) + 1)}`;
  const toPerson = random.upTo(100) < 80;
  if (line.lastRetailSale === undefined) return { dealer };
  return {
    dealer,
    sold_on: line.lastRetailSale,
    ...(toPerson ? { holder: person, holder_kind: 'natural person', held_from: line.lastRetailSale } : {}),
  };
}

function earlier(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
