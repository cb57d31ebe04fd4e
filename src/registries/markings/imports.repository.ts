import { Injectable } from '@nestjs/common';
import { type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';
import { insertRows } from './row-writer.js';
import { type ImportMode } from './query.dto.js';

export interface ImportBatch {
  readonly id: string;
  readonly source: string;
  readonly mode: ImportMode;
  readonly fileDigest: string;
  /** Over the digests of the good rows in the order of the file. */
  readonly acceptedDigest: string;
  readonly read: number;
  readonly loaded: number;
  readonly known: number;
  readonly refused: number;
  /** Transactions in which it was loaded; above one, readers could see the earlier parts before the later ones. */
  readonly parts: number;
  readonly at: Instant;
  readonly by: string;
  readonly undone: { readonly at: Instant; readonly by: string; readonly records: number } | null;
}

export interface ImportError {
  readonly line: number;
  readonly field: string;
  readonly rule: string;
}

@Injectable()
export class ImportsRepository {
  async add(tx: Tx, batch: Omit<ImportBatch, 'undone'>): Promise<void> {
    await insertRows(tx, 'import_batch', [
      {
        id: batch.id,
        source: batch.source,
        mode: batch.mode,
        file_digest: batch.fileDigest,
        accepted_digest: batch.acceptedDigest,
        rows_read: batch.read,
        rows_loaded: batch.loaded,
        rows_known: batch.known,
        rows_refused: batch.refused,
        loaded_at: batch.at,
        loaded_by: batch.by,
        parts: batch.parts,
      },
    ]);
  }

  async find(tx: Tx, id: string): Promise<ImportBatch | undefined> {
    const [row] = await tx.query<ImportBatch>(`${SELECT} WHERE id = $1`, [id]);
    return row;
  }

  /** The latest first: ids are in the order of time. */
  async list(tx: Tx, before: string | undefined, limit: number): Promise<readonly ImportBatch[]> {
    return tx.query<ImportBatch>(`${SELECT} WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`, [
      before ?? null,
      limit,
    ]);
  }

  async errors(tx: Tx, id: string, after: ImportError, limit: number): Promise<readonly ImportError[]> {
    return tx.query<ImportError>(
      `SELECT line, field, rule FROM import_row_error WHERE batch_id = $1 AND (line, field, rule) > ($2, $3, $4) ORDER BY line, field, rule LIMIT $5`,
      [id, after.line, after.field, after.rule, limit],
    );
  }
}

const SELECT = `
SELECT id, source, mode, file_digest AS "fileDigest", accepted_digest AS "acceptedDigest", rows_read AS read, rows_loaded AS loaded, rows_known AS known,
  rows_refused AS refused, to_char(loaded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, loaded_by AS by, parts,
  (SELECT json_build_object('at', to_char(undone_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', undone_by, 'records', records) FROM import_undone WHERE batch_id = id) AS undone
FROM import_batch`;
