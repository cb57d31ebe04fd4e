import { type Result } from '../../domain/shared/refusal.js';
import { readCsv, type CsvForm, type CsvLimits, type CsvRow, type CsvSummary } from '../../platform/csv-rows.js';
import {
  FIELD_NAMES,
  registryRow,
  type FieldName,
  type RegistryCells,
  type RegistryRow,
  type RowError,
} from './registry-row.js';

/** By field: the name of its column in this file, where it is another. */
export type ColumnNames = Partial<Record<FieldName, string>>;

/** How a file is to be read. */
export interface FileFormat extends CsvForm {
  readonly columns: ColumnNames;
}

/** Who takes the rows, in the order of the file; a bad row comes with every rule that it breaks. */
export interface RowTaker {
  readonly good: (line: number, row: RegistryRow) => void;
  readonly bad: (line: number, broken: readonly RowError[]) => void;
}

export async function readRegistryFile(
  stream: AsyncIterable<Uint8Array | string>,
  { columns, ...form }: FileFormat,
  state: string,
  limits: CsvLimits,
  take: RowTaker,
): Promise<Result<CsvSummary>> {
  // A column that the caller names must be there; the serial number always.
  const needed = [...new Set([columns.serial ?? 'serial', ...Object.values(columns)])];
  return readCsv(
    stream,
    needed,
    limits,
    {
      row: (row) => {
        const judged = registryRow(cellsOf(row, columns), state);
        if ('firearm' in judged) take.good(row.line, judged);
        else take.bad(row.line, judged);
      },
      broken: ({ line, rule }) => {
        take.bad(line, [{ field: '', rule }]);
      },
    },
    form,
  );
}

/** Columns that are no field of ours are left unread. */
function cellsOf(row: CsvRow, columns: ColumnNames): RegistryCells {
  const cells: RegistryCells = {};
  for (const field of FIELD_NAMES) {
    const text = row.cells[columns[field] ?? field];
    if (text !== undefined) cells[field] = text;
  }
  return cells;
}
