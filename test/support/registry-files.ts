import { randomOf } from '../../src/cli/random.js';

/** Every way in which a row can be bad, with the field that is named for it. */
export const BAD_ROWS: readonly (readonly [field: string, row: (id: string) => string])[] = [
  ['serial', (id) => `${id},Glock,9x19,,,,`],
  ['serial', (id) => `${id},Glock,9x19,---,,,`],
  ['serial', (id) => `${id},Glock,9x19,${'A'.repeat(65)},,,`],
  ['serial', (id) => `${id},Glock,9x19,N\u0000UL,,,`],
  ['sold_on', (id) => `${id},Glock,9x19,BAD${id},,2020-02-30,`],
  ['exported_to', (id) => `${id},Glock,9x19,BAD${id},,,ABB`],
  ['make', (id) => `${id},${'m'.repeat(201)},9x19,BAD${id},,,`],
  ['', (id) => `${id},Glock`],
  ['', (id) => `${id},Glock,9x19,BAD"${id},,,`],
  ['', (id) => `${id},Glock,9x19,BAD\uFFFD${id},,,`],
];

const HEADING = 'record_id,make,calibre,serial,holder,sold_on,exported_to';

export interface InventedFile {
  readonly lines: () => Generator<string>;
  /** Line and field of every bad row. */
  readonly bad: readonly (readonly [line: number, field: string])[];
  readonly good: number;
}

/** A file of so many rows, one in `badEvery` of them bad, every kind in its turn. The same for the same seed. */
export function inventedFile(rows: number, badEvery: number, seed: number, prefix = 'R'): InventedFile {
  const bad: [number, string][] = [];
  for (let row = 1; row <= rows; row++)
    if (row % badEvery === 0) bad.push([row + 1, BAD_ROWS[(row / badEvery) % BAD_ROWS.length]?.[0] ?? '']);
  function* lines(): Generator<string> {
    const random = randomOf(seed);
    yield `${HEADING}\n`;
    for (let row = 1; row <= rows; row++) {
      const id = `${prefix}${String(row)}`;
      const kind = BAD_ROWS[(row / badEvery) % BAD_ROWS.length];
      const serial = `${String.fromCharCode(65 + random.upTo(26))}${String(row)}${String(random.upTo(1000))}`;
      yield row % badEvery === 0 && kind !== undefined
        ? `${kind[1](id)}\n`
        : `${id},Glock,9x19,${serial},Person ${String(row)},2020-01-01,${row % 7 === 0 ? 'USA' : ''}\n`;
    }
  }
  return { lines, bad, good: rows - bad.length };
}

/** The lines as a stream of bytes of a size that a network has. */
export async function* asBytes(lines: Iterable<string>): AsyncGenerator<Buffer> {
  let part: string[] = [];
  let size = 0;
  for (const line of lines) {
    part.push(line);
    size += line.length;
    if (size < 65_536) continue;
    yield await Promise.resolve(Buffer.from(part.join('')));
    part = [];
    size = 0;
  }
  yield Buffer.from(part.join(''));
}
