import {
  componentRows,
  eventRows,
  firearmRow,
  holderRows,
  keyRows,
  markRows,
  personRows,
  type IndexKeys,
  type Row,
  type StoredFirearm,
} from '../firearms.repository.js';
import { COLUMNS } from '../row-writer.js';

/** Tables of a firearm in the order in which they are written, each with the rows of one firearm. */
const ROWS = {
  firearm: (stored: StoredFirearm): readonly Row[] => [firearmRow(stored)],
  component: ({ firearm }: StoredFirearm) => componentRows(firearm),
  mark: ({ firearm }: StoredFirearm) => markRows(firearm),
  holder: ({ firearm }: StoredFirearm) => holderRows(firearm),
  holder_person: ({ firearm }: StoredFirearm) => personRows(firearm),
  lifecycle_event: ({ firearm }: StoredFirearm) => eventRows(firearm),
  mark_key: (stored: StoredFirearm, keys: IndexKeys) => keyRows(stored, keys),
} as const satisfies Partial<Record<keyof typeof COLUMNS, (stored: StoredFirearm, keys: IndexKeys) => readonly Row[]>>;

export type StagedTable = keyof typeof ROWS;
export const STAGED_TABLES = Object.keys(ROWS) as readonly StagedTable[];

/** What every row of a load has alike is not staged with each of them. */
const OF_THE_LOAD = [
  'source',
  'row_identity',
  'row_digest',
  'batch_id',
  'version',
  'recorded_at',
  'recorded_by',
] as const;

/** Columns that wait in `stage_<table>`, under the names of the table itself. */
export function stagedColumns(table: StagedTable): readonly string[] {
  return Object.keys(COLUMNS[table]).filter((name) => !(OF_THE_LOAD as readonly string[]).includes(name));
}

const STAGED_COLUMNS = Object.fromEntries(STAGED_TABLES.map((table) => [table, stagedColumns(table)])) as Readonly<
  Record<StagedTable, readonly string[]>
>;

/** Lines of COPY for one firearm, by table. */
export function stagedLines(
  loadId: string,
  line: number,
  stored: StoredFirearm,
  keys: IndexKeys,
  add: (table: StagedTable, line: string) => void,
): readonly string[] {
  const numbers: string[] = [];
  for (const table of STAGED_TABLES)
    for (const [place, row] of ROWS[table](stored, keys).entries()) {
      add(table, copyLine([...STAGED_COLUMNS[table].map((name) => row[name]), loadId, line, place]));
      if (table === 'mark_key') numbers.push(String(row['norm']));
    }
  return numbers;
}

/** One line of PostgreSQL's text format. */
export function copyLine(values: readonly unknown[]): string {
  return `${values.map(cell).join('\t')}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function cell(value: unknown): string {
  if (value === undefined || value === null) return '\\N';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);
  throw new TypeError('a column of a load is a text, a number or a yes or no');
}
