import { characters } from '../../../domain/firearm/serial-number.js';
import { type IndexKeys, type StoredFirearm } from '../firearms.repository.js';
import { type RowError } from '../registry-row.js';
import { type ReadSoFar } from './loads.repository.js';
import { copyLine, STAGED_TABLES, stagedLines, type StagedTable } from './stage-rows.js';
import { type StagedChunk } from './stage.repository.js';

/** Gathers the judged rows of one load and hands them on by chunks, so that no more than a chunk of a file is in memory. */
export class StageWriter {
  private rows: string[] = [];
  private errors: string[] = [];
  private tables = emptyTables();
  private readonly seen = new Set<string>();
  private staged = 0;
  private refused = 0;
  private bytes = 0;

  constructor(
    private readonly loadId: string,
    private readonly keys: IndexKeys,
    private readonly chunkRows: number,
    private readonly send: (chunk: StagedChunk, sofar: ReadSoFar) => Promise<void>,
  ) {}

  good(line: number, stored: StoredFirearm): void {
    this.staged++;
    this.rows.push(copyLine([this.loadId, line, stored.rowIdentity, stored.rowDigest]));
    const numbers = stagedLines(this.loadId, line, stored, this.keys, (table, text) => {
      this.tables.get(table)?.push(text);
    });
    for (const number of numbers) for (const character of characters(number)) this.seen.add(character);
  }

  bad(line: number, broken: readonly RowError[]): void {
    this.refused++;
    for (const { field, rule } of broken) this.errors.push(copyLine([this.loadId, line, field, rule]));
  }

  /** Waits while what was gathered is more than a chunk. */
  async settle(bytes: number): Promise<void> {
    this.bytes = bytes;
    if (this.rows.length + this.errors.length >= this.chunkRows) await this.flush();
  }

  async flush(): Promise<void> {
    const chunk = { rows: this.rows, errors: this.errors, tables: this.tables };
    [this.rows, this.errors, this.tables] = [[], [], emptyTables()];
    await this.send(chunk, this.soFar());
  }

  soFar(): ReadSoFar {
    return { bytes: this.bytes, read: this.staged + this.refused, staged: this.staged, refused: this.refused };
  }

  /** Every character of the normal forms. */
  alphabet(): string {
    return [...this.seen].sort().join('');
  }
}

function emptyTables(): Map<StagedTable, string[]> {
  return new Map(STAGED_TABLES.map((table) => [table, []]));
}
