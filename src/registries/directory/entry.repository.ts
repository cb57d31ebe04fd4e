import { Injectable } from '@nestjs/common';
import { digestOf } from '../../domain/shared/canonical.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type DirectoryKey, type KeyUse, type StateEntry } from '../../domain/directory/entry.js';
import { type Reader, type Tx } from '../../platform/transaction.js';

export interface RecordedEntry {
  readonly entry: StateEntry;
  readonly recordedAt: Instant;
}

export interface EntrySource {
  readonly by: string;
  readonly at: Instant;
  readonly proposalId?: string;
}

@Injectable()
export class EntryRepository {
  /** One change of a State's entry, keys or proposals at a time. */
  async lock(tx: Tx, country: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('directory:' || $1, 0))`, [country]);
  }

  /** The entry in force, with every key that was ever pinned for the State. */
  async find(tx: Reader, country: string): Promise<RecordedEntry | undefined> {
    const [row] = await tx.query<EntryRow>(
      'SELECT entry, recorded_at FROM directory_entry WHERE country = $1 ORDER BY version DESC LIMIT 1',
      [country],
    );
    return row === undefined ? undefined : recorded(row, await this.keys(tx, country));
  }

  /** An earlier version, for what was computed by it. */
  async findVersion(tx: Reader, country: string, version: number): Promise<StateEntry | undefined> {
    const [row] = await tx.query<EntryRow>(
      'SELECT entry, recorded_at FROM directory_entry WHERE country = $1 AND version = $2',
      [country, version],
    );
    return row?.entry;
  }

  /** By country, after `after`, the entry in force of each. */
  async list(tx: Reader, after: string, limit: number): Promise<readonly RecordedEntry[]> {
    const rows = await tx.query<EntryRow>(
      `SELECT DISTINCT ON (country) entry, recorded_at FROM directory_entry WHERE country > $1 ORDER BY country, version DESC LIMIT $2`,
      [after, limit],
    );
    const keys = await tx.query<KeyRow>(`${KEY_COLUMNS} WHERE country = ANY($1)`, [
      rows.map((row) => row.entry.country),
    ]);
    return rows.map((row) => recorded(row, keys.filter((key) => key.country === row.entry.country).map(keyOf)));
  }

  /** By country: every State that has an entry, and the zone of its contact point, where one is named. */
  async places(tx: Reader): Promise<readonly { readonly country: string; readonly zone: string | null }[]> {
    return tx.query(
      `SELECT DISTINCT ON (country) country,
              coalesce(jsonb_path_query_first(entry, '$.contacts[*] ? (@.kind == "ITI tracing").zone'), entry #> '{contacts,0,zone}') #>> '{}' AS zone
       FROM directory_entry ORDER BY country, version DESC`,
    );
  }

  /** Appends a version with its keys. What is revoked stays revoked, and the earlier of two revocations counts. */
  async record(tx: Tx, entry: StateEntry, source: EntrySource): Promise<void> {
    await tx.execute(
      `INSERT INTO directory_entry (country, version, entry, digest, proposal_id, recorded_by, recorded_at) VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7)`,
      [
        entry.country,
        entry.version,
        JSON.stringify({ ...entry, keys: [] }),
        digestOf(entry),
        source.proposalId ?? null,
        source.by,
        source.at,
      ],
    );
    for (const key of entry.keys) await this.saveKey(tx, entry.country, key);
  }

  /** Answers false where there is no such key, or it was revoked before. */
  async revokeKey(tx: Tx, country: string, use: KeyUse, kid: string, at: Instant, reason: string): Promise<boolean> {
    const changed = await tx.execute(
      'UPDATE directory_key SET revoked_at = $4, revoked_reason = $5 WHERE country = $1 AND use = $2 AND kid = $3 AND revoked_at IS NULL',
      [country, use, kid, at, reason],
    );
    return changed === 1;
  }

  private async saveKey(tx: Tx, country: string, key: DirectoryKey): Promise<void> {
    await tx.execute(
      `INSERT INTO directory_key (country, use, kid, jwk, valid_from, valid_to, revoked_at, revoked_reason)
       VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8)
       ON CONFLICT (country, use, kid) DO UPDATE SET
         valid_to = excluded.valid_to,
         revoked_at = LEAST(directory_key.revoked_at, excluded.revoked_at),
         revoked_reason = COALESCE(directory_key.revoked_reason, excluded.revoked_reason)`,
      [
        country,
        key.use,
        key.kid,
        JSON.stringify(key.jwk),
        key.validFrom,
        key.validTo ?? null,
        key.revokedAt ?? null,
        revokedReason(key),
      ],
    );
  }

  private async keys(tx: Reader, country: string): Promise<DirectoryKey[]> {
    return (await tx.query<KeyRow>(`${KEY_COLUMNS} WHERE country = $1 ORDER BY use, valid_from, kid`, [country])).map(
      keyOf,
    );
  }
}

const KEY_COLUMNS =
  'SELECT country, use, kid, jwk, valid_from, valid_to, revoked_at, revoked_reason FROM directory_key';

interface EntryRow {
  readonly entry: StateEntry;
  readonly recorded_at: Date;
}

interface KeyRow {
  readonly country: string;
  readonly use: KeyUse;
  readonly kid: string;
  readonly jwk: DirectoryKey['jwk'];
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly revoked_at: Date | null;
  readonly revoked_reason: string | null;
}

function recorded(row: EntryRow, keys: DirectoryKey[]): RecordedEntry {
  return { entry: { ...row.entry, keys }, recordedAt: instantOf(row.recorded_at) };
}

function keyOf(row: KeyRow): DirectoryKey {
  return {
    use: row.use,
    kid: row.kid,
    jwk: row.jwk,
    validFrom: instantOf(row.valid_from),
    ...(row.valid_to === null ? {} : { validTo: instantOf(row.valid_to) }),
    ...(row.revoked_at === null ? {} : { revokedAt: instantOf(row.revoked_at) }),
    ...(row.revoked_reason === null ? {} : { revokedReason: row.revoked_reason }),
  };
}

function revokedReason(key: DirectoryKey): string | null {
  return key.revokedAt === undefined ? null : (key.revokedReason ?? 'no reason given by the State');
}
