import { Injectable } from '@nestjs/common';
import { nodeHash } from '../../domain/audit/merkle.js';
import {
  consistencyProof,
  inclusionProof,
  subtreesOfConsistency,
  subtreesOfInclusion,
  type Subtree,
} from '../../domain/audit/proof.js';
import { type Reader } from './audit.queries.js';
import { TILE_LEVELS } from './tree.repository.js';

/** Hashes that one answer has read already: the proofs of one case share most of theirs. */
export type KnownHashes = Map<string, Uint8Array>;

/** Proofs out of the stored tree. Sizes are those of committed checkpoints: below them every complete subtree has its leaves. */
@Injectable()
export class TreeQueries {
  async proveInclusion(
    reader: Reader,
    place: { readonly epoch: number; readonly index: number },
    size: number,
    known: KnownHashes = new Map(),
  ): Promise<Uint8Array[]> {
    await this.load(reader, place.epoch, subtreesOfInclusion(place.index, size), known);
    return inclusionProof(place.index, size, hashesOf(place.epoch, known));
  }

  async proveConsistency(reader: Reader, epoch: number, older: number, newer: number): Promise<Uint8Array[]> {
    const known: KnownHashes = new Map();
    await this.load(reader, epoch, subtreesOfConsistency(older, newer), known);
    return consistencyProof(older, newer, hashesOf(epoch, known));
  }

  private async load(reader: Reader, epoch: number, subtrees: readonly Subtree[], known: KnownHashes): Promise<void> {
    for (const subtree of subtrees) {
      const name = nameOf(epoch, subtree);
      if (!known.has(name)) known.set(name, await this.hashOf(reader, epoch, subtree));
    }
  }

  private async hashOf(reader: Reader, epoch: number, { level, index }: Subtree): Promise<Uint8Array> {
    const stored = level - (level % TILE_LEVELS);
    const count = 2 ** (level - stored);
    const range = [epoch, index * count, (index + 1) * count - 1];
    const rows =
      stored === 0
        ? await reader.query<{ hash: Buffer }>(LEAVES, range)
        : await reader.query<{ hash: Buffer }>(TILES, [...range, stored]);
    if (rows.length !== count)
      throw new Error(`the tree of log ${String(epoch)} lacks hashes at level ${String(stored)}`);
    return foldUp(rows.map((row) => row.hash));
  }
}

const LEAVES = `SELECT entry.leaf_hash AS hash FROM audit_leaf JOIN audit_entry entry ON entry.id = audit_leaf.entry_id
WHERE epoch = $1 AND leaf_index BETWEEN $2 AND $3 ORDER BY leaf_index`;
const TILES =
  'SELECT hash FROM audit_tile WHERE epoch = $1 AND node_index BETWEEN $2 AND $3 AND level = $4 ORDER BY node_index';

function foldUp(hashes: readonly Uint8Array[]): Uint8Array {
  const [only, second] = hashes;
  if (only === undefined) throw new Error('a subtree has leaves');
  if (second === undefined) return only;
  return foldUp(
    Array.from({ length: hashes.length / 2 }, (_, i) =>
      nodeHash(hashes[2 * i] as Uint8Array, hashes[2 * i + 1] as Uint8Array),
    ),
  );
}

function hashesOf(epoch: number, known: KnownHashes): (subtree: Subtree) => Uint8Array {
  return (subtree) => {
    const hash = known.get(nameOf(epoch, subtree));
    if (hash === undefined) throw new Error('a proof asked for a subtree that it did not announce');
    return hash;
  };
}

function nameOf(epoch: number, { level, index }: Subtree): string {
  return `${String(epoch)}/${String(level)}/${String(index)}`;
}
