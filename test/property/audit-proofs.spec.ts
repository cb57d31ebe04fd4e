import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { EMPTY_ROOT, Frontier, leafHash, nodeHash, type ClosedSubtree } from '../../src/domain/audit/merkle.js';
import {
  consistencyHolds,
  consistencyProof,
  inclusionHolds,
  inclusionProof,
  subtreesOfConsistency,
  subtreesOfInclusion,
  type Subtree,
} from '../../src/domain/audit/proof.js';

/** MTH as RFC 6962 2.1 writes it, with no cleverness. */
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

const leavesOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => leafHash(createHash('sha256').update(String(i)).digest()));
const hashOfIn =
  (leaves: readonly Uint8Array[]) =>
  ({ level, index }: Subtree): Uint8Array =>
    rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const size = fc.integer({ min: 1, max: 130 });
const flipped = (hash: Uint8Array): Uint8Array => Buffer.from(hash).map((byte, i) => (i === 7 ? byte ^ 1 : byte));

describe('proofs of the ledger tree', () => {
  it('gives the root that the definition gives, at every size', () => {
    fc.assert(
      fc.property(size, (n) => {
        const tree = new Frontier();
        const closed: ClosedSubtree[] = [];
        leavesOf(n).forEach((leaf) => {
          tree.append(leaf, (one) => closed.push(one));
        });
        expect(hex(tree.root())).toBe(hex(rootOf(leavesOf(n))));
        for (const one of closed) expect(hex(one.hash)).toBe(hex(hashOfIn(leavesOf(n))(one)));
      }),
      { numRuns: 40 },
    );
  });

  it('proves every leaf, and no other leaf at that place, nor that leaf at another', () => {
    fc.assert(
      fc.property(
        size.chain((n) => fc.tuple(fc.constant(n), fc.nat(n - 1), fc.nat(n - 1))),
        ([n, index, other]) => {
          const leaves = leavesOf(n);
          const root = rootOf(leaves);
          const proof = inclusionProof(index, n, hashOfIn(leaves));
          expect(inclusionHolds(leaves[index] as Uint8Array, index, n, proof, root)).toBe(true);
          if (other !== index) {
            expect(inclusionHolds(leaves[other] as Uint8Array, index, n, proof, root)).toBe(false);
            expect(inclusionHolds(leaves[index] as Uint8Array, other, n, proof, root)).toBe(false);
          }
          expect(inclusionHolds(leaves[index] as Uint8Array, index, n, [...proof, root], root)).toBe(false);
          if (proof.length > 0) {
            expect(inclusionHolds(leaves[index] as Uint8Array, index, n, proof.slice(1), root)).toBe(false);
            expect(
              inclusionHolds(
                leaves[index] as Uint8Array,
                index,
                n,
                [flipped(proof[0] as Uint8Array), ...proof.slice(1)],
                root,
              ),
            ).toBe(false);
          }
        },
      ),
    );
  });

  it('proves that a tree grew out of its own past, and out of no other', () => {
    fc.assert(
      fc.property(
        size.chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n))),
        ([m, n]) => {
          const leaves = leavesOf(n);
          const older = { size: m, root: rootOf(leaves.slice(0, m)) };
          const newer = { size: n, root: rootOf(leaves) };
          const proof = consistencyProof(m, n, hashOfIn(leaves));
          expect(consistencyHolds(older, newer, proof)).toBe(true);
          expect(consistencyHolds({ size: m, root: flipped(older.root) }, newer, proof)).toBe(false);
          expect(consistencyHolds(older, { size: n, root: flipped(newer.root) }, proof)).toBe(false);
          if (m < n) expect(consistencyHolds(older, newer, proof.slice(1))).toBe(false);
        },
      ),
    );
  });

  it('asks for no subtree that it did not announce', () => {
    fc.assert(
      fc.property(
        size.chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n))),
        ([m, n]) => {
          const asked: string[] = [];
          const name = ({ level, index }: Subtree): string => `${String(level)}/${String(index)}`;
          const note = (one: Subtree): Uint8Array => (asked.push(name(one)), Buffer.alloc(32));
          inclusionProof(m - 1, n, note);
          consistencyProof(m, n, note);
          expect(new Set([...subtreesOfInclusion(m - 1, n), ...subtreesOfConsistency(m, n)].map(name))).toEqual(
            new Set(asked),
          );
        },
      ),
    );
  });
});
