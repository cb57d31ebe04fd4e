import { Injectable } from '@nestjs/common';
import { type Instant } from '../../../domain/shared/instant.js';
import { type Tx } from '../../../platform/transaction.js';
import { stagedColumns, STAGED_TABLES, type StagedTable } from './stage-rows.js';

/** Lines of COPY that wait to be sent, by table. */
export interface StagedChunk {
  readonly rows: readonly string[];
  readonly errors: readonly string[];
  readonly tables: ReadonlyMap<StagedTable, readonly string[]>;
}

export interface VerdictCounts {
  readonly fresh: number;
  readonly known: number;
  readonly changed: number;
}

/** Lines after the first up to the last, the last included. */
export interface LineRange {
  readonly after: number;
  readonly upTo: number;
}

export interface LoadOrigin {
  readonly loadId: string;
  readonly source: string;
  readonly at: Instant;
  readonly by: string;
}

/** Up to the largest integer of the database. */
export const EVERY_LINE: LineRange = { after: -1, upTo: 2_147_483_647 };

const CHANGED_RULE = 'a known record is changed by a correction with its reason, not by a load';

/** Where a file waits row by row until it is known which of them the registry takes. */
@Injectable()
export class StageRepository {
  async copy(tx: Tx, chunk: StagedChunk): Promise<void> {
    // What waits here is sent again after a crash, so no commit needs to reach the disk.
    await tx.execute('SET LOCAL synchronous_commit = off');
    if (chunk.rows.length > 0) await tx.copy('COPY stage_row (load_id, line, identity, digest) FROM STDIN', chunk.rows);
    if (chunk.errors.length > 0)
      await tx.copy('COPY stage_error (load_id, line, field, rule) FROM STDIN', chunk.errors);
    for (const [table, lines] of chunk.tables) {
      if (lines.length === 0) continue;
      const names = [...quoted(table), 'load_id', 'line', 'place'].join(', ');
      await tx.copy(`COPY stage_${table} (${names}) FROM STDIN`, lines);
    }
  }

  async count(tx: Tx, loadId: string): Promise<number> {
    const [row] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM stage_row WHERE load_id = $1', [
      loadId,
    ]);
    return row?.n ?? 0;
  }

  /** A row is fresh where neither the registry nor an earlier line of the file has its identity. Call it under the lock of the source. */
  async judge(tx: Tx, loadId: string, source: string): Promise<void> {
    await this.joinWhole(tx, true);
    await tx.execute(
      `UPDATE stage_row r SET verdict = CASE WHEN v.nth = 1 THEN 'fresh' WHEN v.first = r.digest THEN 'known' ELSE 'changed' END
       FROM (SELECT line, row_number() OVER same AS nth, first_value(digest) OVER same AS first
             FROM stage_row WHERE load_id = $1 WINDOW same AS (PARTITION BY identity ORDER BY line)) v
       WHERE r.load_id = $1 AND r.line = v.line`,
      [loadId],
    );
    await this.joinWhole(tx, false);
    await this.judgeAgain(tx, loadId, source, EVERY_LINE);
  }

  /** Against the registry; also before each part, because somebody may have entered a record of the same source. */
  async judgeAgain(tx: Tx, loadId: string, source: string, range: LineRange): Promise<void> {
    await tx.execute(
      `UPDATE stage_row r SET verdict = CASE WHEN f.row_digest = r.digest THEN 'known' ELSE 'changed' END
       FROM firearm f WHERE r.load_id = $1 AND r.line > $3 AND r.line <= $4 AND f.source = $2 AND f.row_identity = r.identity`,
      [loadId, source, range.after, range.upTo],
    );
  }

  async counts(tx: Tx, loadId: string): Promise<VerdictCounts> {
    const [row] = await tx.query<VerdictCounts>(
      `SELECT (count(*) FILTER (WHERE verdict = 'fresh'))::int AS fresh, (count(*) FILTER (WHERE verdict = 'known'))::int AS known,
         (count(*) FILTER (WHERE verdict = 'changed'))::int AS changed FROM stage_row WHERE load_id = $1`,
      [loadId],
    );
    return row ?? { fresh: 0, known: 0, changed: 0 };
  }

  /** The line on which a part of so many rows ends; undefined where no row is left. */
  async endOfPart(tx: Tx, loadId: string, after: number, rows: number): Promise<number | undefined> {
    const [row] = await tx.query<{ line: number | null }>(
      'SELECT max(line) AS line FROM (SELECT line FROM stage_row WHERE load_id = $1 AND line > $2 ORDER BY line LIMIT $3) part',
      [loadId, after, rows],
    );
    return row?.line ?? undefined;
  }

  /** The fresh rows of these lines become records; answers how many. */
  async move(tx: Tx, from: LoadOrigin, range: LineRange): Promise<number> {
    let moved = 0;
    await this.joinWhole(tx, true);
    for (const table of STAGED_TABLES) {
      const names = quoted(table);
      const own = table === 'firearm' ? FIREARM_OWN : table === 'mark_key' ? KEY_OWN : [];
      const rows = await tx.execute(
        `INSERT INTO ${table} (${[...names, ...own.map(([name]) => name)].join(', ')})
         SELECT ${[...names.map((name) => `s.${name}`), ...own.map(([, value]) => value)].join(', ')}
         FROM stage_${table} s JOIN stage_row r ON r.load_id = s.load_id AND r.line = s.line
         WHERE s.load_id = $1 AND s.line > $2 AND s.line <= $3 AND r.load_id = $1 AND r.verdict = 'fresh'
         ORDER BY s.line, s.place`,
        [from.loadId, range.after, range.upTo, ...(table === 'firearm' ? [from.source, from.at, from.by] : [])],
      );
      if (table === 'firearm') moved = rows;
    }
    await this.joinWhole(tx, false);
    return moved;
  }

  /** Nobody has counted the rows of a stage, and a plan for one row takes the square of the time for a hundred thousand. */
  private async joinWhole(tx: Tx, on: boolean): Promise<void> {
    await tx.execute(`SET LOCAL enable_nestloop = ${on ? 'off' : 'on'}`);
  }

  /** Rows that were not taken, those of known records that say something else among them. Call it once, after the batch is there. */
  async moveErrors(tx: Tx, loadId: string): Promise<void> {
    await tx.execute(
      `INSERT INTO import_row_error (batch_id, line, field, rule)
       SELECT DISTINCT load_id, line, field, rule FROM stage_error WHERE load_id = $1
       UNION SELECT load_id, line, 'record_id', $2 FROM stage_row WHERE load_id = $1 AND verdict = 'changed'`,
      [loadId, CHANGED_RULE],
    );
  }

  /** Digests of the rows that are in the registry now, in the order of the file, page by page. */
  async *digests(tx: Tx, loadId: string, page: number): AsyncGenerator<string> {
    for (let after = -1; ;) {
      const rows = await tx.query<{ line: number; digest: string; verdict: string }>(
        'SELECT line, digest, verdict FROM stage_row WHERE load_id = $1 AND line > $2 ORDER BY line LIMIT $3',
        [loadId, after, page],
      );
      for (const row of rows) if (row.verdict !== 'changed') yield row.digest;
      const last = rows.at(-1);
      if (last === undefined || rows.length < page) return;
      after = last.line;
    }
  }

  async clear(tx: Tx, loadId: string): Promise<void> {
    for (const table of ['row', 'error', ...STAGED_TABLES])
      await tx.execute(`DELETE FROM stage_${table} WHERE load_id = $1`, [loadId]);
  }
}

const FIREARM_OWN = [
  ['source', '$4::text'],
  ['row_identity', 'r.identity'],
  ['row_digest', 'r.digest'],
  ['batch_id', 's.load_id'],
  ['version', '1'],
  ['recorded_at', '$5::timestamptz'],
  ['recorded_by', '$6::text'],
] as const;
const KEY_OWN = [['batch_id', 's.load_id']] as const;

/** "position" is a word of SQL's own. */
function quoted(table: StagedTable): readonly string[] {
  return stagedColumns(table).map((name) => `"${name}"`);
}
