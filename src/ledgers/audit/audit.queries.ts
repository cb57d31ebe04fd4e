import { Injectable } from '@nestjs/common';
import { type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';

/** A transaction, or single reads outside one. */
export type Reader = Pick<Tx, 'query'>;

export interface EntryRow {
  readonly id: string;
  /** Where it stands in the tree; null in the second before it is sequenced. */
  readonly place: { readonly epoch: number; readonly index: number } | null;
  readonly leaf: Buffer;
  readonly canonical: string;
}

export interface EntryFilter {
  readonly caseId?: string;
  readonly act?: string;
  readonly actorKind?: string;
  readonly actorId?: string;
  /** Inclusive. */
  readonly from?: Instant;
  /** Exclusive. */
  readonly until?: Instant;
}

export const ENTRY_ORDERS = ['oldest first', 'newest first'] as const;
export type EntryOrder = (typeof ENTRY_ORDERS)[number];

export interface LogHead {
  readonly epoch: number;
  readonly origin: string;
  readonly lastHeld: string | null;
  /** Of the last checkpoint; 0 before the first. */
  readonly size: number;
  readonly note: string | null;
}

interface Row {
  readonly id: string;
  readonly epoch: number | null;
  readonly leaf_index: string | null;
  readonly leaf_hash: Buffer;
  readonly canonical: Buffer;
}

/** What is read of the ledger; whoever calls writes the entry about the reading. */
@Injectable()
export class AuditQueries {
  /** In the order of ids, `limit` of them behind one id: above it, or below it where the newest come first. */
  async listEntries(
    reader: Reader,
    filter: EntryFilter,
    after: string,
    limit: number,
    order: EntryOrder = 'oldest first',
  ): Promise<EntryRow[]> {
    const conditions: string[] = [];
    const values: unknown[] = [after, limit];
    for (const [name, sql] of Object.entries(CONDITIONS)) {
      const value = filter[name as keyof EntryFilter];
      if (value !== undefined) conditions.push(`AND ${sql}$${String(values.push(value))}`);
    }
    return (
      await reader.query<Row>(
        `${ENTRIES} WHERE entry.id ${ORDERS[order].behind} $1 ${conditions.join(' ')} ORDER BY entry.id ${ORDERS[order].sort} LIMIT $2`,
        values,
      )
    ).map(entryOf);
  }

  /** What changed a case, in the order of ids: without who read it. */
  async listChanges(reader: Reader, caseId: string, after: string, limit: number): Promise<EntryRow[]> {
    return (
      await reader.query<Row>(
        `${ENTRIES} WHERE entry.case_id = $1 AND entry.id > $2
         AND jsonb_exists(convert_from(entry.canonical, 'UTF8')::jsonb -> 'data', 'version') ORDER BY entry.id LIMIT $3`,
        [caseId, after, limit],
      )
    ).map(entryOf);
  }

  async findEntry(reader: Reader, id: string): Promise<EntryRow | undefined> {
    return (await reader.query<Row>(`${ENTRIES} WHERE entry.id = $1`, [id])).map(entryOf)[0];
  }

  /** Entries of one log by their place, `from` and `to` both included. */
  async listPlaces(reader: Reader, epoch: number, from: number, to: number): Promise<EntryRow[]> {
    return (
      await reader.query<Row>(
        `${PLACED} WHERE leaf.epoch = $1 AND leaf.leaf_index BETWEEN $2 AND $3 ORDER BY leaf.leaf_index`,
        [epoch, from, to],
      )
    ).map(entryOf);
  }

  /** The entries of a case that a checkpoint covers, log by log. */
  async listOfCase(reader: Reader, caseId: string, head: LogHead, after: number, limit: number): Promise<EntryRow[]> {
    const values = [caseId, head.epoch, after, head.size, limit];
    return (
      await reader.query<Row>(
        `${PLACED} WHERE entry.case_id = $1 AND leaf.epoch = $2 AND leaf.leaf_index > $3 AND leaf.leaf_index < $4 ORDER BY leaf.leaf_index LIMIT $5`,
        values,
      )
    ).map(entryOf);
  }

  /** Approvals of one's own work, newest first, and how many there are. */
  async listOwnApprovals(
    reader: Reader,
    limit: number,
  ): Promise<{ readonly entries: EntryRow[]; readonly count: number }> {
    const [counted] = await reader.query<{ count: string }>(
      'SELECT count(*) AS count FROM audit_entry WHERE own_approval',
    );
    const rows = await reader.query<Row>(`${ENTRIES} WHERE entry.own_approval ORDER BY entry.id DESC LIMIT $1`, [
      limit,
    ]);
    return { entries: rows.map(entryOf), count: Number(counted?.count ?? 0) };
  }

  /** The personal values that were not erased, by entry id and name. */
  async listPersonal(reader: Reader, entryIds: readonly string[]): Promise<Map<string, Map<string, string>>> {
    const rows = await reader.query<{ entry_id: string; name: string; value: string }>(
      'SELECT entry_id, name, value FROM audit_personal WHERE entry_id = ANY ($1::bigint[])',
      [entryIds],
    );
    const values = new Map<string, Map<string, string>>();
    for (const { entry_id: id, name, value } of rows)
      values.set(id, (values.get(id) ?? new Map<string, string>()).set(name, value));
    return values;
  }

  /** Every log with its last committed checkpoint. */
  async listLogs(reader: Reader): Promise<LogHead[]> {
    const rows = await reader.query<{
      epoch: number;
      origin: string;
      last_held: string | null;
      size: string | null;
      note: string | null;
    }>(LOGS);
    return rows.map(({ epoch, origin, last_held: lastHeld, size, note }) => ({
      epoch,
      origin,
      lastHeld,
      size: Number(size ?? 0),
      note,
    }));
  }

  /** Checkpoints of sizes from `from` up to `to`, both included. */
  async listCheckpoints(
    reader: Reader,
    epoch: number,
    from: number,
    to: number,
  ): Promise<{ readonly size: number; readonly note: string }[]> {
    const rows = await reader.query<{ size: string; note: string }>(
      'SELECT size, note FROM audit_checkpoint WHERE epoch = $1 AND size BETWEEN $2 AND $3 ORDER BY size',
      [epoch, from, to],
    );
    return rows.map(({ size, note }) => ({ size: Number(size), note }));
  }
}

const ORDERS = {
  'oldest first': { behind: '>', sort: 'ASC' },
  'newest first': { behind: '<', sort: 'DESC' },
} as const;

const CONDITIONS = {
  caseId: 'entry.case_id = ',
  act: 'entry.act = ',
  actorKind: 'entry.actor_kind = ',
  actorId: 'entry.actor_id = ',
  from: 'entry.at >= ',
  until: 'entry.at < ',
} as const satisfies Record<keyof EntryFilter, string>;

const COLUMNS = 'entry.id, leaf.epoch, leaf.leaf_index, entry.leaf_hash, entry.canonical';
const ENTRIES = `SELECT ${COLUMNS} FROM audit_entry entry LEFT JOIN audit_leaf leaf ON leaf.entry_id = entry.id`;
const PLACED = `SELECT ${COLUMNS} FROM audit_leaf leaf JOIN audit_entry entry ON entry.id = leaf.entry_id`;
const LOGS = `SELECT audit_log.epoch, origin, last_held, head.size, head.note
FROM audit_log LEFT JOIN LATERAL (
  SELECT size, note FROM audit_checkpoint WHERE audit_checkpoint.epoch = audit_log.epoch ORDER BY size DESC LIMIT 1
) head ON true
ORDER BY audit_log.epoch`;

function entryOf(row: Row): EntryRow {
  return {
    id: row.id,
    place: row.epoch === null || row.leaf_index === null ? null : { epoch: row.epoch, index: Number(row.leaf_index) },
    leaf: row.leaf_hash,
    canonical: row.canonical.toString('utf8'),
  };
}
