import { Injectable } from '@nestjs/common';
import { sha256Base64url } from '../../domain/shared/canonical.js';
import { type Instant } from '../../domain/shared/instant.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { type LoadedCode } from './lexicon.js';

export const CODE_LISTS = ['make', 'calibre', 'type', 'action', 'type_action'] as const;
export type CodeList = (typeof CODE_LISTS)[number];

export interface CodeRow {
  readonly list: CodeList;
  readonly code: string;
  readonly text: string;
}

export interface CodeLoad {
  readonly id: string;
  readonly source: string;
  readonly fileDigest: string;
  readonly loaded: number;
  readonly known: number;
  readonly refused: number;
  readonly at: Instant;
  readonly by: string;
}

@Injectable()
export class ReferenceRepository {
  constructor(private readonly transactions: Transactions) {}

  async addLoad(tx: Tx, load: CodeLoad): Promise<void> {
    await tx.execute(
      `INSERT INTO reference_load (id, source, file_digest, rows_loaded, rows_known, rows_refused, loaded_at, loaded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [load.id, load.source, load.fileDigest, load.loaded, load.known, load.refused, load.at, load.by],
    );
  }

  /** Two loads of one list at a time would count each other's rows as their own. */
  async lockLoads(tx: Tx): Promise<void> {
    await tx.execute(`SELECT pg_advisory_xact_lock(hashtext('reference.load'))`);
  }

  /** Those of the rows that are not here yet, each once. */
  async unknown(tx: Tx, rows: readonly CodeRow[]): Promise<readonly CodeRow[]> {
    const keyed = new Map(rows.map((row) => [keyOf(row), row]));
    const known = await tx.query<{ list: string; code: string; digest: string }>(
      `SELECT c.list, c.code, c.text_digest AS digest FROM reference_code c
       JOIN json_to_recordset($1::json) AS r (list text, code text, digest text) ON r.list = c.list AND r.code = c.code AND r.digest = c.text_digest`,
      [JSON.stringify([...keyed.values()].map((row) => ({ ...row, digest: sha256Base64url(row.text) })))],
    );
    for (const row of known) keyed.delete(JSON.stringify([row.list, row.code, row.digest]));
    return [...keyed.values()];
  }

  async addCodes(tx: Tx, loadId: string, rows: readonly CodeRow[]): Promise<void> {
    await tx.execute(
      `INSERT INTO reference_code (list, code, text_digest, text, load_id)
       SELECT list, code, digest, text, $2::uuid FROM json_to_recordset($1::json) AS r (list text, code text, digest text, text text)`,
      [JSON.stringify(rows.map((row) => ({ ...row, digest: sha256Base64url(row.text) }))), loadId],
    );
  }

  /** Grows with each load that brought something: names the state of the lists without reading them. */
  async version(): Promise<string> {
    const [row] = await this.transactions.read<{ version: string }>(
      `SELECT count(*)::text AS version FROM reference_load WHERE rows_loaded > 0`,
    );
    return row?.version ?? '0';
  }

  async namesOf(): Promise<readonly LoadedCode[]> {
    return this.transactions.read<LoadedCode>(
      `SELECT list, code, text FROM reference_code WHERE list IN ('make', 'calibre') ORDER BY list, code, text_digest`,
    );
  }
}

function keyOf(row: CodeRow): string {
  return JSON.stringify([row.list, row.code, sha256Base64url(row.text)]);
}
