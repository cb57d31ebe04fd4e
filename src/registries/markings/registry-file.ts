import { succeed, type Result } from '../../domain/shared/refusal.js';
import { readCsv, type CsvLimits, type CsvRow } from '../../platform/csv-rows.js';
import { type ImportError } from './imports.repository.js';
import { FIELD_NAMES, registryRow, type FieldName, type RegistryCells, type RegistryRow } from './registry-row.js';

/** By field: the name of its column in this file, where it is another. */
export type ColumnNames = Partial<Record<FieldName, string>>;

export interface FileRow extends RegistryRow {
  readonly line: number;
}

/** A file as it was judged: nothing of it is stored yet. */
export interface RegistryFile {
  readonly digest: string;
  readonly read: number;
  /** Rows that break a rule; a row may break several. */
  readonly refused: number;
  readonly rows: readonly FileRow[];
  readonly errors: readonly ImportError[];
}

export async function readRegistryFile(
  stream: AsyncIterable<Uint8Array | string>,
  columns: ColumnNames,
  state: string,
  limits: CsvLimits,
  onBytes: (bytes: number) => void,
): Promise<Result<RegistryFile>> {
  const rows: FileRow[] = [];
  const errors: ImportError[] = [];
  let refused = 0;
  const refuseRow = (line: number, broken: readonly { readonly field: string; readonly rule: string }[]): void => {
    refused++;
    errors.push(...broken.map((one) => ({ line, ...one })));
  };
  // A column that the caller names must be there; the serial number always.
  const needed = [...new Set([columns.serial ?? 'serial', ...Object.values(columns)])];
  const file = await readCsv(counted(stream, onBytes), needed, limits, {
    row: (row) => {
      const judged = registryRow(cellsOf(row, columns), state);
      if ('firearm' in judged) rows.push({ ...judged, line: row.line });
      else refuseRow(row.line, judged);
    },
    broken: ({ line, rule }) => {
      refuseRow(line, [{ field: '', rule }]);
    },
  });
  return file.ok ? succeed({ digest: file.value.fileDigest, read: file.value.rows, refused, rows, errors }) : file;
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

async function* counted(
  stream: AsyncIterable<Uint8Array | string>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array | string> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length;
    onBytes(bytes);
    yield chunk;
  }
}
