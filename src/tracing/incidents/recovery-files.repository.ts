import { Injectable } from '@nestjs/common';
import { type Compartment } from '../../domain/access/policy.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';

/** A file that was loaded: counts and digest, never its content. */
export interface LoadedFile {
  readonly id: string;
  readonly digest: string;
  readonly rows: number;
  readonly taken: number;
  readonly owningAgencyId: string;
  readonly incidentIds: readonly string[];
  readonly at: Instant;
  readonly by: string;
}

interface Row {
  readonly id: string;
  readonly file_digest: string;
  readonly rows_read: number;
  readonly rows_taken: number;
  readonly owning_agency_id: string;
  readonly incident_ids: readonly string[];
  readonly loaded_at: Date;
  readonly loaded_by: string;
}

@Injectable()
export class RecoveryFilesRepository {
  async insert(tx: Tx, file: LoadedFile): Promise<void> {
    await tx.execute(
      `INSERT INTO recovery_file (id, file_digest, rows_read, rows_taken, owning_agency_id, incident_ids, loaded_at, loaded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [file.id, file.digest, file.rows, file.taken, file.owningAgencyId, file.incidentIds, file.at, file.by],
    );
  }

  /** The latest first, of what the compartment reaches. */
  async list(tx: Tx, compartment: Compartment, limit: number): Promise<readonly LoadedFile[]> {
    const rows = await tx.query<Row>(`${SELECT} WHERE ${VISIBLE} ORDER BY id DESC LIMIT $3`, [
      compartment.everyAgency,
      compartment.agencyIds,
      limit,
    ]);
    return rows.map(fileOf);
  }

  async find(tx: Tx, compartment: Compartment, id: string): Promise<LoadedFile | undefined> {
    const [row] = await tx.query<Row>(`${SELECT} WHERE ${VISIBLE} AND id = $3`, [
      compartment.everyAgency,
      compartment.agencyIds,
      id,
    ]);
    return row === undefined ? undefined : fileOf(row);
  }

  /** The same bytes, loaded before by the same agency. */
  async findLoaded(tx: Tx, digest: string, agencyId: string): Promise<LoadedFile | undefined> {
    const [row] = await tx.query<Row>(
      `${SELECT} WHERE file_digest = $1 AND owning_agency_id = $2 ORDER BY id DESC LIMIT 1`,
      [digest, agencyId],
    );
    return row === undefined ? undefined : fileOf(row);
  }
}

const VISIBLE = '($1 OR owning_agency_id = ANY ($2))';
const SELECT =
  'SELECT id, file_digest, rows_read, rows_taken, owning_agency_id, incident_ids, loaded_at, loaded_by FROM recovery_file';

function fileOf(row: Row): LoadedFile {
  return {
    id: row.id,
    digest: row.file_digest,
    rows: row.rows_read,
    taken: row.rows_taken,
    owningAgencyId: row.owning_agency_id,
    incidentIds: row.incident_ids,
    at: instantOf(row.loaded_at),
    by: row.loaded_by,
  };
}
