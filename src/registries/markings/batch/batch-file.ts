import { parseReading } from '../../../domain/firearm/mark-reading.js';
import { WEAPON_TYPES, type WeaponType } from '../../../domain/messages/vocabulary.js';
import { succeed, type Result } from '../../../domain/shared/refusal.js';
import { readCsv, type CsvLimits, type CsvRow } from '../../../platform/csv-rows.js';
import { isCountry, isName, YEAR_MAX, YEAR_MIN } from '../fields.js';
import { type WeaponFilter } from '../search/weapon-filter.js';

/** Columns of a file of marks; each may lack but the mark. */
export const BATCH_COLUMNS = [
  'mark',
  'make',
  'model',
  'calibre',
  'type',
  'country',
  'year_from',
  'year_to',
  'reference',
] as const;
export type BatchColumn = (typeof BATCH_COLUMNS)[number];

/** One mark that is asked about. */
export interface BatchRow {
  readonly line: number;
  readonly mark: string;
  /** What the asker calls it; given back beside its answer. */
  readonly reference?: string;
  readonly filter: WeaponFilter;
}

/** Why a row was not asked. */
export interface RowFault {
  readonly field: BatchColumn | '';
  readonly rule: string;
}

export interface RefusedRow {
  readonly line: number;
  readonly faults: readonly RowFault[];
}

export interface BatchFile {
  readonly digest: string;
  /** In the order of the file. */
  readonly rows: readonly (BatchRow | RefusedRow)[];
}

/** The whole file is read and judged before anything is asked: a slow sender holds no connection of the database. */
export async function readBatchFile(
  stream: AsyncIterable<Uint8Array | string>,
  limits: CsvLimits,
): Promise<Result<BatchFile>> {
  const rows: (BatchRow | RefusedRow)[] = [];
  const file = await readCsv(stream, ['mark'], limits, {
    row: (row) => rows.push(batchRow(row)),
    broken: ({ line, rule }) => rows.push({ line, faults: [{ field: '', rule }] }),
  });
  return file.ok ? succeed({ digest: file.value.fileDigest, rows }) : file;
}

type Cells = Partial<Record<BatchColumn, string>>;

const isYear = (text: string): boolean => /^\d{4}$/.test(text) && Number(text) >= YEAR_MIN && Number(text) <= YEAR_MAX;
const TEXT = { holds: isName, rule: '1 to 200 characters' };
const YEAR = { holds: isYear, rule: `a year from ${String(YEAR_MIN)} to ${String(YEAR_MAX)}` };
const RULES: Readonly<
  Record<Exclude<BatchColumn, 'mark'>, { readonly holds: (text: string) => boolean; readonly rule: string }>
> = {
  make: TEXT,
  model: TEXT,
  calibre: TEXT,
  reference: TEXT,
  type: {
    holds: (text) => (WEAPON_TYPES as readonly string[]).includes(text),
    rule: `one of: ${WEAPON_TYPES.join(', ')}`,
  },
  country: { holds: isCountry, rule: 'a country code of ISO 3166-1 alpha-3' },
  year_from: YEAR,
  year_to: YEAR,
};

function batchRow({ line, cells }: CsvRow): BatchRow | RefusedRow {
  const row: Cells = cells;
  const faults = [...markFaults(row.mark), ...cellFaults(row)];
  if (row.mark === undefined || faults.length > 0) return { line, faults };
  return {
    line,
    mark: row.mark,
    ...(row.reference === undefined ? {} : { reference: row.reference }),
    filter: {
      ...(row.make === undefined ? {} : { make: row.make }),
      ...(row.model === undefined ? {} : { model: row.model }),
      ...(row.calibre === undefined ? {} : { calibre: row.calibre }),
      ...(row.type === undefined ? {} : { type: row.type as WeaponType }),
      ...(row.country === undefined ? {} : { country: row.country }),
      ...(row.year_from === undefined ? {} : { yearFrom: Number(row.year_from) }),
      ...(row.year_to === undefined ? {} : { yearTo: Number(row.year_to) }),
    },
  };
}

function markFaults(mark: string | undefined): readonly RowFault[] {
  if (mark === undefined) return [{ field: 'mark', rule: 'the mark as read' }];
  if (!isName(mark)) return [{ field: 'mark', rule: TEXT.rule }];
  const parsed = parseReading(mark);
  return parsed.ok
    ? []
    : [{ field: 'mark', rule: `${parsed.error.code} at character ${String(parsed.error.position + 1)}` }];
}

function cellFaults(row: Cells): readonly RowFault[] {
  return BATCH_COLUMNS.flatMap((field): readonly RowFault[] => {
    const text = row[field];
    if (field === 'mark' || text === undefined || RULES[field].holds(text)) return [];
    return [{ field, rule: RULES[field].rule }];
  });
}
