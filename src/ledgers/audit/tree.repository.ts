import { Inject, Injectable } from '@nestjs/common';
import { Frontier, type ClosedSubtree } from '../../domain/audit/merkle.js';
import { type Instant } from '../../domain/shared/instant.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { type Tx } from '../../platform/transaction.js';
import { LEDGER_LOCK } from './ledger-lock.js';

/** Subtree roots are stored at every eighth level: a proof reads at most 255 hashes to find one between. */
export const TILE_LEVELS = 8;

export interface PendingEntry {
  readonly id: string;
  readonly leaf: Buffer;
}

interface LeafRow {
  readonly id: string;
  readonly leaf_hash: Buffer;
}

/** The tree as its one writer, the sequencer, reads and extends it. */
@Injectable()
export class TreeRepository {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** False: another sequencer is at work. The lock ends with the transaction, after its commit is visible. */
  async lock(tx: Tx): Promise<boolean> {
    // A checkpoint that others can see must be on disk, whatever the database is set to.
    await tx.execute('SET LOCAL synchronous_commit = on');
    return (
      (await tx.query<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS locked', [LEDGER_LOCK]))[0]
        ?.locked === true
    );
  }

  /** The tree under the last checkpoint. */
  async frontier(tx: Tx, epoch: number): Promise<Frontier> {
    const [row] = await tx.query<{ size: string; frontier: Buffer }>(
      'SELECT size, frontier FROM audit_checkpoint WHERE epoch = $1 ORDER BY size DESC LIMIT 1',
      [epoch],
    );
    return row === undefined ? new Frontier() : Frontier.fromBytes(Number(row.size), row.frontier);
  }

  /** Leaves that have their place and no checkpoint yet: the first one of a log that was just opened. */
  async leavesFrom(tx: Tx, epoch: number, size: number): Promise<Buffer[]> {
    const rows = await tx.query<LeafRow>(LEAVES_FROM, [epoch, size]);
    return rows.map((row) => row.leaf_hash);
  }

  /** What this transaction can see, in the order of ids: never "all above the last", since a lower id may commit later. */
  async pending(tx: Tx): Promise<PendingEntry[]> {
    const rows = await tx.query<LeafRow>(PENDING, [this.config['audit.sequenceBatch']]);
    return rows.map((row) => ({ id: row.id, leaf: row.leaf_hash }));
  }

  /** Leaves first: a pending row leaves only when its entry has one. */
  async place(tx: Tx, epoch: number, firstIndex: number, entries: readonly PendingEntry[]): Promise<void> {
    const ids = entries.map((entry) => entry.id);
    await tx.execute(PLACE, [epoch, firstIndex, ids]);
    await tx.execute('DELETE FROM audit_pending WHERE entry_id = ANY ($1::bigint[])', [ids]);
  }

  async addTiles(tx: Tx, epoch: number, subtrees: readonly ClosedSubtree[]): Promise<void> {
    const tiles = subtrees.filter((one) => one.level % TILE_LEVELS === 0);
    if (tiles.length === 0) return;
    await tx.execute(ADD_TILES, [
      epoch,
      tiles.map((one) => one.level),
      tiles.map((one) => one.index),
      tiles.map((one) => Buffer.from(one.hash).toString('hex')),
    ]);
  }

  async addCheckpoint(tx: Tx, epoch: number, tree: Frontier, note: string, at: Instant): Promise<void> {
    await tx.execute(
      'INSERT INTO audit_checkpoint (epoch, size, root, note, frontier, signed_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [epoch, tree.size, tree.root(), note, tree.toBytes(), at],
    );
  }
}

const PENDING = `SELECT entry.id, entry.leaf_hash
FROM audit_pending JOIN audit_entry entry ON entry.id = audit_pending.entry_id
ORDER BY entry.id LIMIT $1`;

const LEAVES_FROM = `SELECT entry.id, entry.leaf_hash
FROM audit_leaf JOIN audit_entry entry ON entry.id = audit_leaf.entry_id
WHERE epoch = $1 AND leaf_index >= $2 ORDER BY leaf_index`;

const PLACE = `INSERT INTO audit_leaf (epoch, leaf_index, entry_id)
SELECT $1, $2::bigint + one.ordinal - 1, one.id FROM unnest($3::bigint[]) WITH ORDINALITY AS one (id, ordinal)`;

const ADD_TILES = `INSERT INTO audit_tile (epoch, level, node_index, hash)
SELECT $1, one.level, one.node_index, decode(one.hash, 'hex') FROM unnest($2::int[], $3::bigint[], $4::text[]) AS one (level, node_index, hash)`;
