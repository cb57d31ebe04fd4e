import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { FIELD_NAMES, type RegistryCells } from '../registries/markings/imports.service.js';
import { MAKES, type Make } from '../registries/reference/reference.service.js';
import { randomOf, type Random } from './random.js';

export interface GenerateOptions {
  /** The same seed gives the same records. */
  readonly seed: number;
  readonly count: number;
  /** The State whose registry it is to be. */
  readonly state: string;
  /** The last day that a record may name. */
  readonly until: string;
}

/** Plausible records of a registry: what the State's makers made and what came in from abroad. Every person and company is invented. */
export function* generateRecords(options: GenerateOptions): Generator<RegistryCells> {
  const random = randomOf(options.seed);
  const home = MAKES.filter((make) => make.countries.includes(options.state));
  const abroad = MAKES.filter((make) => make.countries.some((country) => country !== options.state));
  for (let number = 1; number <= options.count; number++) {
    const local = home.length > 0 && random.chance(0.6);
    const make = random.oneOf(local ? home : abroad);
    yield recordOf(options, random, make, local, number);
  }
}

/** The records as a file that `import` takes. */
export function* registryCsv(records: Iterable<RegistryCells>): Generator<string> {
  yield `${FIELD_NAMES.join(',')}\n`;
  for (const record of records) yield `${FIELD_NAMES.map((field) => csvCell(record[field] ?? '')).join(',')}\n`;
}

/** `npm run node -- generate --state USA --count 50000 --seed 1 --out FILE`. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      state: { type: 'string' },
      count: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      until: { type: 'string', default: '2026-01-01' },
      out: { type: 'string' },
    },
  });
  const [count, seed] = [Number(values.count), Number(values.seed)];
  if (
    !/^[A-Z]{3}$/.test(values.state ?? '') ||
    !Number.isSafeInteger(count) ||
    count < 1 ||
    !Number.isSafeInteger(seed) ||
    Number.isNaN(Date.parse(values.until))
  ) {
    process.stderr.write('generate --state XXX [--count 1000] [--seed 1] [--until YYYY-MM-DD] [--out FILE]\n');
    return 2;
  }
  const lines = Readable.from(
    registryCsv(generateRecords({ seed, count, state: values.state ?? '', until: values.until })),
  );
  if (values.out === undefined) await pipeline(lines, process.stdout, { end: false });
  else await pipeline(lines, createWriteStream(values.out));
  return 0;
}

interface Pattern {
  readonly type: NonNullable<RegistryCells['type']>;
  readonly calibres: readonly string[];
  readonly models: readonly string[];
  /** A capital letter for A, a digit for 9; the rest stands as it is. */
  readonly serials: readonly string[];
}

const PISTOLS: Pattern = {
  type: 'self-loading pistol',
  calibres: ['9x19', '9x19', '.40 S&W', '.380 ACP', '.45 ACP'],
  models: ['Standard', 'Compact', 'Sub-compact'],
  serials: ['AAA999', 'AAAA999', 'A999999A', 'AA99999', '99999999'],
};
const REVOLVERS: Pattern = {
  type: 'revolver',
  calibres: ['.38 Special', '.357 Magnum', '.22 LR'],
  models: ['Service', 'Snub'],
  serials: ['AAA9999', '9A99999', 'A999999'],
};
const RIFLES: Pattern = {
  type: 'rifle',
  calibres: ['.308 Win', '7.62x39', '5.56x45', '.30-06'],
  models: ['Sporter', 'Carbine', 'Target'],
  serials: ['AA-999999', '999-99999', 'A99999'],
};
const SHOTGUNS: Pattern = {
  type: 'shotgun',
  calibres: ['12 gauge', '20 gauge'],
  models: ['Field', 'Pump'],
  serials: ['A999999', 'AA999999'],
};
const PATTERNS = [PISTOLS, PISTOLS, PISTOLS, REVOLVERS, RIFLES, SHOTGUNS];

function recordOf(options: GenerateOptions, random: Random, make: Make, local: boolean, number: number): RegistryCells {
  const { state, until } = options;
  const pattern = random.oneOf(PATTERNS);
  const origin = local ? state : random.oneOf(make.countries.filter((country) => country !== state));
  const made = dayBefore(until, random.upTo(40 * 365) + 60);
  const after = (day: string, most: number): string => earlier(dayBefore(day, -random.upTo(most) - 1), until);
  const record: RegistryCells = {
    record_id: `G${String(options.seed)}-${String(number)}`,
    type: pattern.type,
    manufacture: 'industrial',
    make: make.name,
    model: random.oneOf(pattern.models),
    calibre: random.oneOf(pattern.calibres),
    year_of_manufacture: made.slice(0, 4),
    country_of_manufacture: origin,
    serial: serialOf(random, random.oneOf(pattern.serials)),
  };
  let last = made;
  if (local) Object.assign(record, { maker: `${make.name} (invented record)`, manufactured_on: made });
  else
    Object.assign(record, {
      importer: `Invented Importer ${String(random.upTo(40) + 1)}`,
      imported_from: origin,
      imported_on: (last = after(last, 90)),
    });
  if (local && random.chance(0.3)) {
    const to = random.oneOf(MAKES.flatMap((one) => one.countries).filter((country) => country !== state));
    return { ...record, exporter: `${make.name} (invented record)`, exported_to: to, exported_on: after(last, 60) };
  }
  Object.assign(record, {
    dealer: `Invented Dealer ${String(random.upTo(400) + 1)}`,
    sold_on: (last = after(last, 400)),
  });
  if (random.chance(0.5))
    Object.assign(record, {
      holder: `Invented Person ${String(random.upTo(20_000) + 1)}`,
      holder_kind: 'natural person',
      held_from: last,
    });
  return random.chance(0.02) ? { ...record, status: 'reported stolen', status_on: after(last, 2000) } : record;
}

function serialOf(random: Random, pattern: string): string {
  return pattern.replace(/[A9]/g, (place) =>
    place === '9' ? String(random.upTo(10)) : String.fromCharCode(65 + random.upTo(26)),
  );
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
