import { type CsvError, parse, type Info } from 'csv-parse';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refuse, succeed, type Result } from '../domain/shared/refusal.js';
import { MeasuredBytes, TooManyBytes } from './csv-body.js';
import { decoded, WrongEncoding, type TextEncodingName } from './text-encoding.js';

export interface CsvRow {
  /** Line of the file on which the row ends, from 1. */
  readonly line: number;
  /** By column name; an empty cell is absent. */
  readonly cells: Readonly<Record<string, string>>;
}

/** A row that is no row: where it stands and the rule that it breaks. */
export interface BrokenRow {
  readonly line: number;
  readonly rule: string;
}

export interface CsvLimits {
  readonly maxBytes: number;
  readonly maxRows: number;
}

export interface CsvSummary {
  readonly fileDigest: string;
  readonly bytes: number;
  readonly rows: number;
}

/** How a file is written; what is not said is RFC 4180 in UTF-8. */
export interface CsvForm {
  readonly delimiter?: string;
  readonly encoding?: TextEncodingName;
}

const MAX_RECORD_CHARACTERS = 65_536;

/**
 * Streams a CSV file with a heading line (RFC 4180, a byte order mark allowed) row by row. Good and broken rows go to their
 * takers in the order of the file. Refuses the file as a whole where a needed column is missing, or it is over a limit.
 */
export async function readCsv(
  stream: AsyncIterable<Uint8Array | string>,
  needed: readonly string[],
  limits: CsvLimits,
  take: { readonly row: (row: CsvRow) => void; readonly broken: (row: BrokenRow) => void },
  { delimiter = ',', encoding = 'utf-8' }: CsvForm = {},
): Promise<Result<CsvSummary>> {
  const measured = new MeasuredBytes(limits.maxBytes);
  const reading = new Reading(needed, limits, take);
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => {
      reading.skipped(error);
      return undefined;
    },
  });
  // A source that is a file ends the pipeline with its own abort, not with the reason for it.
  let refused: unknown;
  try {
    await pipeline(
      Readable.from(reading.bounded(decoded(measured.through(stream), encoding))),
      parser,
      async (records: AsyncIterable<{ record: string[]; info: Info }>) => {
        try {
          for await (const { record, info } of records) reading.record(record, info.lines);
        } catch (error) {
          refused = error;
          throw error;
        }
      },
    );
  } catch (error) {
    if (error instanceof TooManyBytes)
      return refuse('import-too-large', { rule: `at most ${String(limits.maxBytes)} bytes` });
    if (error instanceof WrongEncoding) return refuse('import-wrong-encoding', { rule: error.rule });
    for (const one of [refused, error]) if (one instanceof FileRefused) return one.refusal;
    // What csv-parse throws for a file is the file's fault; anything else is ours or the connection's.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      return refuse('import-not-csv', { rule: 'RFC 4180' });
    throw error;
  }
  if (!reading.hasHeading) return refuse('import-not-csv', { rule: 'a heading line (RFC 4180 2.3)' });
  return succeed({ fileDigest: measured.digest(), bytes: measured.bytes, rows: reading.rows });
}

class Reading {
  rows = 0;
  private heading: readonly string[] | undefined;

  constructor(
    private readonly needed: readonly string[],
    private readonly limits: CsvLimits,
    private readonly take: { readonly row: (row: CsvRow) => void; readonly broken: (row: BrokenRow) => void },
  ) {}

  get hasHeading(): boolean {
    return this.heading !== undefined;
  }

  /** Rows that are no rows are counted before the parser hands anything on: a file of nothing else must end too. */
  async *bounded(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array | string> {
    for await (const chunk of chunks) {
      this.check();
      yield chunk;
    }
  }

  record(cells: readonly string[], line: number): void {
    if (this.heading === undefined) {
      this.heading = this.headingOf(cells);
      return;
    }
    this.count();
    if (cells.length !== this.heading.length)
      this.take.broken({ line, rule: `as many cells as the heading has: ${String(this.heading.length)}` });
    else if (cells.some((cell) => cell.includes('\uFFFD'))) this.take.broken({ line, rule: 'UTF-8' });
    else this.take.row({ line, cells: named(this.heading, cells) });
  }

  /** Comes from inside the parser, ahead of the records that wait to be taken: it must not throw, and the heading may not be read yet. */
  skipped(error: CsvError | undefined): void {
    this.rows++;
    this.take.broken({ line: typeof error?.['lines'] === 'number' ? error['lines'] : 0, rule: 'RFC 4180' });
  }

  private count(): void {
    this.rows++;
    this.check();
  }

  private check(): void {
    if (this.rows > this.limits.maxRows)
      throw new FileRefused(refuse('import-too-large', { rule: `at most ${String(this.limits.maxRows)} rows` }));
  }

  private headingOf(cells: readonly string[]): readonly string[] {
    const reasons = this.needed
      .filter((name) => !cells.includes(name))
      .map((name) => ({
        code: 'import-columns-missing' as const,
        says: { code: 'column-missing' as const, values: { column: name } },
        field: `/${name}`,
        rule: 'a column of this name',
        text: `The heading line has no column ${name}.`,
      }));
    if (new Set(cells).size !== cells.length)
      throw new FileRefused(refuse('import-not-csv', { rule: 'each column named once' }));
    if (reasons.length > 0) throw new FileRefused(refuse('import-columns-missing', { reasons }));
    return cells;
  }
}

class FileRefused extends Error {
  constructor(readonly refusal: ReturnType<typeof refuse>) {
    super(refusal.code);
  }
}

/** An empty cell is absent. */
function named(heading: readonly string[], cells: readonly string[]): Record<string, string> {
  const row: Record<string, string> = {};
  for (const [i, name] of heading.entries()) {
    const cell = cells[i];
    if (cell !== undefined && cell !== '') row[name] = cell;
  }
  return row;
}
