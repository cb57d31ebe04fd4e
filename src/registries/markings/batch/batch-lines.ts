import { csvLine } from '../../../platform/csv-line.js';
import { type Candidate } from '../candidate-finder.js';
import { type BatchLine } from './batch-answer.js';

/** How the answers are written: one line of JSON each, or the rows of a CSV file. */
export type BatchFormat = 'ndjson' | 'csv';

/** What is said of a candidate, in whose words the reader asks for. */
export interface BatchWords {
  readonly reasons: (candidate: Candidate) => string;
  readonly differences: (candidate: Candidate) => string;
  /** Of a rule that a row breaks, as the API tells it. */
  readonly rule: (rule: string) => string;
}

/** The words of the API. */
export const API_WORDS: BatchWords = {
  reasons: ({ reasons }) => reasons.map(({ text }) => text).join(' '),
  differences: ({ differences }) =>
    differences.map(({ position, asked, recorded }) => `${String(position + 1)}: ${asked} > ${recorded}`).join('; '),
  rule: (rule) => rule,
};

export const CSV_COLUMNS = [
  'line',
  'reference',
  'mark',
  'result',
  'rank',
  'score',
  'recorded',
  'component',
  'make',
  'model',
  'calibre',
  'type',
  'country',
  'year',
  'differences',
  'reasons',
  'firearm_id',
  'field',
  'rule',
] as const;
type CsvCells = Partial<Record<(typeof CSV_COLUMNS)[number], string>>;

/** As text, line by line. The column `result` says what a row is: candidate, none, more, too wide, refused, or the end, without which the file is not whole. */
export async function* writtenLines(
  lines: AsyncIterable<BatchLine>,
  format: BatchFormat,
  words: BatchWords,
): AsyncGenerator<string> {
  // A byte order mark, so that office programs read every script.
  if (format === 'csv') yield `\uFEFF${csvLine(CSV_COLUMNS)}`;
  for await (const line of lines)
    yield format === 'ndjson' ? `${JSON.stringify(line)}\n` : csvRows(line, words).map(written).join('');
}

function written(cells: CsvCells): string {
  return csvLine(CSV_COLUMNS.map((column) => cells[column] ?? ''));
}

function csvRows(line: BatchLine, words: BatchWords): readonly CsvCells[] {
  if ('end' in line) return [{ result: 'end', rule: endText(line) }];
  const number = String(line.line);
  if ('faults' in line)
    return line.faults.map(({ field, rule }) => ({ line: number, result: 'refused', field, rule: words.rule(rule) }));
  const asked = { line: number, mark: line.mark, ...(line.reference !== undefined && { reference: line.reference }) };
  const rows = line.candidates.map((one, at) => ({ ...asked, ...candidateCells(one, at, words) }));
  if (line.tooWide) return [...rows, { ...asked, result: 'too wide' }];
  if (line.truncated) return [...rows, { ...asked, result: 'more', rule: String(line.counted) }];
  return rows.length === 0 ? [{ ...asked, result: 'none' }] : rows;
}

function endText({ marks, answered, refused, found }: Extract<BatchLine, { end: true }>): string {
  return `${String(marks)} = ${String(answered)} + ${String(refused)} (${String(found)})`;
}

function candidateCells(one: Candidate, at: number, words: BatchWords): CsvCells {
  const { recorded } = one;
  return {
    result: 'candidate',
    rank: String(at + 1),
    score: one.score.toFixed(4),
    recorded: recorded.text,
    component: recorded.component,
    make: recorded.make ?? '',
    model: recorded.model ?? '',
    calibre: recorded.calibre ?? '',
    type: recorded.type,
    country: recorded.countryOfManufacture ?? '',
    year: recorded.yearOfManufacture === undefined ? '' : String(recorded.yearOfManufacture),
    differences: words.differences(one),
    reasons: words.reasons(one),
    firearm_id: one.firearmId,
  };
}
