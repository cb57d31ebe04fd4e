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

/** Of a hundred lines: how many get a record, and of a hundred records how many are mis-keyed or stand in the recovering State itself. */
export const SHARES = { recorded: 70, misKeyed: 10, atHome: 4 } as const;
/** Records of other weapons in each registry; a recovering State that makes none has fewer. */
export const OTHERS = { XAA: 2000, USA: 30_000, AUT: 20_000 } as const satisfies Record<State, number>;

/** The registries of makers and importers, from a list of firearms. Chance is drawn for each line alone: a changed line changes no other. */
export function buildRegistries(
  lines: readonly Recovered[],
  lexicon: Lexicon,
  seed: number,
  forced: ReadonlyMap<string, Keying> = new Map(),
): Registries {
  const records: Record<State, RegistryCells[]> = { XAA: [], USA: [], AUT: [] };
  const placed = new Map<string, Placed>();
  for (const line of lines) {
    if (line.serial === undefined || normalForm(line.serial) === '') continue;
    const random = randomOfLine(seed, line);
    const [recorded, missed, home] = [
      random.upTo(100) < SHARES.recorded,
      random.upTo(100) < SHARES.misKeyed,
      random.upTo(100) < SHARES.atHome,
    ];
    const force = forced.get(line.key);
    if (!recorded && force === undefined) continue;
    const wish = force ?? (missed ? random.oneOf(['look-alike', 'wrong digit'] as const) : 'as recorded');
    const { serial, keying } = keyed(line.serial, wish, random);
    const made = recordsOf({ ...line, serial }, lexicon, random, home && force === undefined);
    for (const [state, cells] of made) records[state].push(cells);
    placed.set(line.key, { from: line, keying, states: made.map(([state]) => state) });
  }
  return { records, placed };
}

/** Invented records of other weapons; none reads like a number of the lists, so that what is found was put there. */
export function* otherRecords(
  state: State,
  seed: number,
  until: string,
  taken: ReadonlySet<string>,
  count: number = OTHERS[state],
): Generator<RegistryCells> {
  for (const record of generateRecords({ seed, count, state, until })) {
    if (record.serial === undefined || !taken.has(skeleton(normalForm(record.serial)))) yield record;
  }
}

export function skeletonsOf(lines: readonly Recovered[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => (line.serial === undefined ? [] : [skeleton(normalForm(line.serial))])));
}

function randomOfLine(seed: number, line: Recovered): Random {
  const hash = Buffer.from(sha256Base64url(`${String(seed)} ${line.key}`), 'base64url');
  return randomOf(hash.readUInt32BE(0));
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
  const letters = [...serial];
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
  const wrong = [...'3479'].filter((digit) => foldLookAlike(digit) !== foldLookAlike(letters[at] ?? ''));
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
