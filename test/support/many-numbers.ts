import { Client } from 'pg';
import { normalForm, skeleton } from '../../src/domain/firearm/serial-number.js';

/** A generator of numbers that comes out the same everywhere (mulberry32): answers one from 0, below the bound. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

export const LATIN = Array.from('ABCDEFGHJKLMNPRSTUVWXYZ');
export const DIGITS = Array.from('0123456789');
const CYRILLIC = Array.from('АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ');
const GREEK = Array.from('ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ');
const ARABIC = Array.from('ابجدهوزحطي');
const HAN = Array.from('一二三四五六七八九十京沪');
/** In the order of their places: what may stand there. */
const FORMS: readonly (readonly (readonly string[])[])[] = [
  [...times(3, LATIN), ...times(4, DIGITS)],
  times(6, DIGITS),
  times(8, [...LATIN, ...DIGITS]),
  [LATIN, ...times(5, DIGITS), LATIN],
  [...times(2, CYRILLIC), ...times(4, DIGITS)],
  [...times(2, GREEK), ...times(4, DIGITS)],
  [ARABIC, ...times(5, DIGITS)],
  [HAN, ...times(6, DIGITS)],
];

function times<T>(count: number, one: T): T[] {
  return Array.from({ length: count }, () => one);
}

/** Different numbers of all scripts, as normal forms. */
export function manyNumbers(count: number, next: (below: number) => number): readonly string[] {
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const found = new Set<string>();
  while (found.size < count) found.add(normalForm(pick(FORMS).map(pick).join('')));
  return [...found];
}

const MAKES = ['GLOCK', 'BERETTA', 'COLT', 'as written: NOBODY', null] as const;
const COUNTRIES = ['AUT', 'ITA', 'USA', null] as const;
const TYPES = ['self-loading pistol', 'revolver', 'unknown'] as const;

/** The weapon that bears the number at this place of the list. */
export function weaponAt(at: number) {
  return {
    id: idAt(at),
    make: MAKES[at % MAKES.length] ?? null,
    country: COUNTRIES[at % COUNTRIES.length] ?? null,
    type: TYPES[at % TYPES.length] ?? 'unknown',
    year: at % 7 === 0 ? null : 1900 + (at % 120),
  };
}

/** Each number on a weapon of its own; the id of weapon, component and mark tells the place in the list. */
export async function fillRegistry(ownerUrl: string, numbers: readonly string[]): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  for (let start = 0; start < numbers.length; start += 20_000) {
    const rows = numbers.slice(start, start + 20_000);
    const weapons = rows.map((_, at) => weaponAt(start + at));
    await owner.query(
      `WITH row AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[]) AS r (id, norm, skeleton, type, make, country, year)),
       f AS (INSERT INTO firearm (id, source, row_identity, row_digest, type, manufacture, make, country_of_manufacture, year_of_manufacture, version, recorded_at, recorded_by)
         SELECT id, 'test', id::text, '', type, 'industrial', make, country, year, 1, '2026-01-01T00:00:00Z', 'test' FROM row),
       c AS (INSERT INTO component (id, firearm_id, ordinal, kind, reference, replaced) SELECT id, id, 0, 'frame', true, false FROM row),
       m AS (INSERT INTO mark (id, component_id, firearm_id, ordinal, kind, text_as_read, condition) SELECT id, id, id, 0, 'serial', norm, 'legible' FROM row),
       a AS (INSERT INTO mark_character (character) SELECT DISTINCT regexp_split_to_table(norm, '') FROM row ON CONFLICT DO NOTHING)
       INSERT INTO mark_key (mark_id, firearm_id, norm, skeleton, component_rank, make) SELECT id, id, norm, skeleton, 0, lower(make) FROM row`,
      [
        weapons.map(({ id }) => id),
        rows,
        rows.map(skeleton),
        weapons.map(({ type }) => type),
        weapons.map(({ make }) => make),
        weapons.map(({ country }) => country),
        weapons.map(({ year }) => year),
      ],
    );
  }
  await owner.query('ANALYZE mark_key');
  await owner.end();
}

function idAt(at: number): string {
  return `019ad000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`;
}

/** The place in the list of numbers. */
export function placeOf(id: string): number {
  return Number.parseInt(id.slice(-12), 16);
}
