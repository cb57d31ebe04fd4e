import { Injectable } from '@nestjs/common';
import { type Reader, type Tx } from '../../../platform/transaction.js';
import { type KeyIndex } from './serial-plan.js';
import { type WeaponFilter } from './weapon-filter.js';

/** A key that was found, with what orders it. */
export interface FoundKey {
  readonly markId: string;
  readonly firearmId: string;
}

export interface KeyOrder {
  /** The number itself comes first. */
  readonly exact?: string;
  readonly makeKey?: string;
  readonly calibreKey?: string;
  /** What the columns of the firearm can say of it; the names of makes, models and calibres are compared by who asked. */
  readonly filter?: WeaponFilter;
}

export interface KeyPage {
  readonly keys: readonly FoundKey[];
  /** How many fit, of those that were looked at. */
  readonly total: number;
  /** There are numbers beyond those that were looked at. */
  readonly more: boolean;
}

/** Which keys are looked at: whole keys, beginnings of keys, or all of them. */
export type KeyCondition =
  | { readonly kind: 'whole'; readonly index: KeyIndex; readonly keys: readonly string[] }
  | {
      readonly kind: 'beginnings';
      readonly index: KeyIndex;
      readonly keys: readonly string[];
      readonly expression?: string;
    }
  | { readonly kind: 'all'; readonly index: KeyIndex; readonly expression: string };

const COLUMN = { norm: 'k.norm', skeleton: 'k.skeleton', reversed: 'reverse(k.norm)' } as const satisfies Record<
  KeyIndex,
  string
>;

/** After every text that begins so: no number holds the last code point. */
const AFTER = String.fromCodePoint(0x10ffff);

/** Statements over `mark_key` alone: narrow rows, three indexes. */
@Injectable()
export class SerialSearchRepository {
  /** Every character of every number that was ever recorded. */
  async alphabet(tx: Reader): Promise<readonly string[]> {
    const rows = await tx.query<{ character: string }>('SELECT character FROM mark_character ORDER BY character');
    return rows.map((row) => row.character);
  }

  /** Those of the beginnings with which any key begins. */
  async existing(tx: Reader, index: KeyIndex, beginnings: readonly string[]): Promise<readonly string[]> {
    const column = COLUMN[index];
    const rows = await tx.query<{ beginning: string }>(
      `SELECT beginning FROM unnest($1::text[]) AS asked (beginning)
       WHERE EXISTS (SELECT 1 FROM mark_key k WHERE ${column} ~>=~ beginning AND ${column} ~<~ (beginning || $2))`,
      [beginnings, AFTER],
    );
    return rows.map((row) => row.beginning);
  }

  /** The beginnings longer by one character, as far as keys go on that way: a loose walk of the index, one probe for each. */
  async longer(tx: Reader, index: KeyIndex, beginnings: readonly string[]): Promise<readonly string[]> {
    const column = COLUMN[index];
    const first = (after: string): string =>
      `(SELECT ${column} FROM mark_key k WHERE ${after} AND ${column} ~<~ (beginning || $2) ORDER BY ${column} USING ~<~ LIMIT 1)`;
    const rows = await tx.query<{ longer: string }>(
      `WITH RECURSIVE met (beginning, hit) AS (
         SELECT beginning, ${first(`${column} ~>~ beginning`)} FROM unnest($1::text[]) AS asked (beginning)
         UNION ALL
         SELECT beginning, ${first(`${column} ~>=~ (left(hit, length(beginning) + 1) || $2)`)} FROM met WHERE hit IS NOT NULL
       )
       SELECT left(hit, length(beginning) + 1) AS longer FROM met WHERE hit IS NOT NULL`,
      [beginnings, AFTER],
    );
    return rows.map((row) => row.longer);
  }

  /** About how many keys there are, as the database last counted. */
  async size(tx: Reader): Promise<number> {
    const [row] = await tx.query<{ size: number }>(
      "SELECT greatest(reltuples, 0)::float8 AS size FROM pg_class WHERE oid = 'mark_key'::regclass",
    );
    return row?.size ?? 0;
  }

  /** The best `limit` of the keys that fit, of at most `countMax` numbers that are looked at. */
  async find(tx: Reader, condition: KeyCondition, order: KeyOrder, limit: number, countMax: number): Promise<KeyPage> {
    const { exact = null, makeKey = null, calibreKey = null, filter = {} } = order;
    const { where, parameters } = conditionOf(condition);
    const { type = null, country = null, yearFrom = null, yearTo = null } = filter;
    const filtered = [type, country, yearFrom, yearTo].some((one) => one !== null);
    const [row] = await tx.query<{ keys: readonly FoundKey[]; total: number; looked: number }>(
      `WITH found AS MATERIALIZED (SELECT k.mark_id, k.firearm_id, k.norm, k.component_rank, k.make, k.calibre ${where} LIMIT $5),
       fitting AS MATERIALIZED (SELECT found.* FROM found ${filtered ? fitting(6 + parameters.length) : ''}),
       best AS (
         SELECT mark_id, firearm_id, row_number() OVER (ORDER BY (norm = $1) DESC NULLS LAST, (make IS NOT DISTINCT FROM $2::text) DESC, (make IS NULL) DESC,
           (calibre IS NOT DISTINCT FROM $3::text) DESC, component_rank, firearm_id, mark_id) AS place FROM fitting ORDER BY place LIMIT $4)
       SELECT coalesce((SELECT json_agg(json_build_object('markId', mark_id, 'firearmId', firearm_id) ORDER BY place) FROM best), '[]') AS keys,
         (SELECT count(*) FROM fitting)::integer AS total, (SELECT count(*) FROM found)::integer AS looked`,
      [
        exact,
        makeKey,
        calibreKey,
        limit,
        countMax + 1,
        ...parameters,
        ...(filtered ? [type, country, yearFrom, yearTo] : []),
      ],
    );
    const { keys = [], total = 0, looked = 0 } = row ?? {};
    return { keys, total: Math.min(total, countMax), more: looked > countMax };
  }
}

/** A record that says nothing stays. */
function fitting(first: number): string {
  const [type, country, from, to] = [0, 1, 2, 3].map((at) => `$${String(first + at)}`) as [
    string,
    string,
    string,
    string,
  ];
  return `JOIN firearm f ON f.id = found.firearm_id WHERE (${type}::text IS NULL OR f.type IN (${type}, 'unknown'))
    AND (${country}::text IS NULL OR f.country_of_manufacture IS NULL OR f.country_of_manufacture = ${country})
    AND (${from}::integer IS NULL OR f.year_of_manufacture IS NULL OR f.year_of_manufacture >= ${from})
    AND (${to}::integer IS NULL OR f.year_of_manufacture IS NULL OR f.year_of_manufacture <= ${to})`;
}

function conditionOf(condition: KeyCondition): { where: string; parameters: readonly unknown[] } {
  const column = COLUMN[condition.index];
  switch (condition.kind) {
    case 'whole':
      return { where: `FROM mark_key k WHERE ${column} = ANY($6::text[])`, parameters: [condition.keys] };
    case 'all':
      return { where: `FROM mark_key k WHERE ${column} ~ $6`, parameters: [condition.expression] };
    case 'beginnings': {
      const within = `FROM unnest($6::text[]) AS asked (beginning) JOIN mark_key k ON ${column} ~>=~ beginning AND ${column} ~<~ (beginning || $7)`;
      return condition.expression === undefined
        ? { where: within, parameters: [condition.keys, AFTER] }
        : { where: `${within} WHERE ${column} ~ $8`, parameters: [condition.keys, AFTER, condition.expression] };
    }
  }
}

/** In the transaction that writes the numbers. */
export async function growAlphabet(tx: Tx, numbers: readonly string[]): Promise<void> {
  // In one order, so that two loads at once do not wait for each other in a ring.
  const found = [...new Set(numbers.flatMap((number) => Array.from(number)))].sort();
  await tx.execute(
    `INSERT INTO mark_character (character)
     SELECT character FROM unnest($1::text[]) AS found (character) WHERE character NOT IN (SELECT character FROM mark_character) ORDER BY 1
     ON CONFLICT DO NOTHING`,
    [found],
  );
}
