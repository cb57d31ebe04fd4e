import { Injectable } from '@nestjs/common';
import { type Instant } from '../../../domain/shared/instant.js';
import { type Tx } from '../../../platform/transaction.js';
import { type ImportMode } from '../query.dto.js';

const LOAD_STATES = ['reading', 'read', 'loading', 'done', 'refused', 'stopped', 'undone'] as const;
type LoadState = (typeof LOAD_STATES)[number];

/** How far a load has come. */
export interface LoadProgress {
  readonly id: string;
  readonly source: string;
  readonly mode: ImportMode;
  readonly state: LoadState;
  readonly bytesRead: number;
  readonly rowsRead: number;
  readonly rowsRefused: number;
  /** Good rows of the file. */
  readonly rowsStaged: number;
  /** Rows that are in the registry by now. */
  readonly rowsWritten: number;
  readonly parts: number;
  readonly partsDone: number;
  readonly startedAt: Instant;
  readonly by: string;
}

export interface Load extends LoadProgress {
  readonly whole: boolean;
  readonly lastLine: number;
  readonly fileDigest: string | null;
  readonly characters: string;
  readonly actorKind: 'person' | 'system';
  /** False for loads from before cases told which records stand in them. */
  readonly undoable: boolean;
}

export interface NewLoad {
  readonly id: string;
  readonly source: string;
  readonly mode: ImportMode;
  readonly whole: boolean;
  readonly at: Instant;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly leaseMs: number;
}

export interface ReadSoFar {
  readonly bytes: number;
  readonly read: number;
  readonly staged: number;
  readonly refused: number;
}

@Injectable()
export class LoadsRepository {
  async start(tx: Tx, load: NewLoad): Promise<void> {
    await tx.execute(
      `INSERT INTO import_load (id, source, mode, whole, state, started_at, actor_kind, actor_id, lease_until)
       VALUES ($1, $2, $3, $4, 'reading', $5, $6, $7, $5::timestamptz + $8 * interval '1 millisecond')`,
      [load.id, load.source, load.mode, load.whole, load.at, load.actor.kind, load.actor.id, load.leaseMs],
    );
  }

  async advance(tx: Tx, id: string, sofar: ReadSoFar, now: Instant, leaseMs: number): Promise<void> {
    await tx.execute(
      `UPDATE import_load SET bytes_read = $2, rows_read = $3, rows_staged = $4, rows_refused = $5, lease_until = $6::timestamptz + $7 * interval '1 millisecond' WHERE id = $1`,
      [id, sofar.bytes, sofar.read, sofar.staged, sofar.refused, now, leaseMs],
    );
  }

  async read(tx: Tx, id: string, fileDigest: string, characters: string): Promise<void> {
    await tx.execute("UPDATE import_load SET state = 'read', file_digest = $2, characters = $3 WHERE id = $1", [
      id,
      fileDigest,
      characters,
    ]);
  }

  async end(tx: Tx, id: string, state: 'done' | 'refused' | 'stopped', refusal?: string): Promise<void> {
    await tx.execute('UPDATE import_load SET state = $2, refusal = $3 WHERE id = $1', [id, state, refusal ?? null]);
  }

  /** Turns a load into a check: a file that loads whole or not at all had a bad row. */
  async loadNothing(tx: Tx, id: string): Promise<void> {
    await tx.execute("UPDATE import_load SET mode = 'check' WHERE id = $1", [id]);
  }

  async beginParts(tx: Tx, id: string, parts: number): Promise<void> {
    await tx.execute("UPDATE import_load SET state = 'loading', parts = $2 WHERE id = $1", [id, parts]);
  }

  async partDone(tx: Tx, id: string, lastLine: number, rows: number, now: Instant, leaseMs: number): Promise<void> {
    await tx.execute(
      `UPDATE import_load SET parts_done = parts_done + 1, last_line = $2, rows_written = rows_written + $3, lease_until = $4::timestamptz + $5 * interval '1 millisecond' WHERE id = $1`,
      [id, lastLine, rows, now, leaseMs],
    );
  }

  async find(tx: Tx, id: string): Promise<Load | undefined> {
    const [row] = await tx.query<Load>(`${SELECT} WHERE id = $1`, [id]);
    return row;
  }

  /** Held until the transaction ends: two processes never write one part. */
  async findForUpdate(tx: Tx, id: string): Promise<Load | undefined> {
    const [row] = await tx.query<Load>(`${SELECT} WHERE id = $1 FOR UPDATE`, [id]);
    return row;
  }

  /** Under way or given up, the latest first. */
  async open(tx: Tx, limit: number): Promise<readonly Load[]> {
    return tx.query<Load>(
      `${SELECT} WHERE state IN ('reading', 'read', 'loading', 'stopped') ORDER BY id DESC LIMIT $1`,
      [limit],
    );
  }

  /** Whose process died. */
  async abandoned(tx: Tx, now: Instant): Promise<readonly Load[]> {
    return tx.query<Load>(
      `${SELECT} WHERE state IN ('reading', 'read', 'loading') AND lease_until < $1 ORDER BY id LIMIT 10`,
      [now],
    );
  }
}

const SELECT = `
SELECT id, source, mode, whole, state, bytes_read::float8 AS "bytesRead", rows_read AS "rowsRead", rows_refused AS "rowsRefused", rows_staged AS "rowsStaged",
  rows_written AS "rowsWritten", parts, parts_done AS "partsDone", last_line AS "lastLine", file_digest AS "fileDigest", characters, actor_kind AS "actorKind", undoable, actor_id AS by,
  to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "startedAt"
FROM import_load`;
