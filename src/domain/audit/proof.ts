import { HASH_BYTES, nodeHash } from './merkle.js';

/** A complete subtree: the leaves from index * 2^level on, 2^level of them. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

type HashOf = (subtree: Subtree) => Uint8Array;

/** The subtrees whose hashes `inclusionProof` will ask for. */
export function subtreesOfInclusion(index: number, size: number): Subtree[] {
  return inclusionRanges(index, 0, size).flatMap(completeSubtrees);
}

/** The audit path of a leaf in the tree of `size` leaves (RFC 6962 2.1.1), from the leaf up. */
export function inclusionProof(index: number, size: number, hashOf: HashOf): Uint8Array[] {
  if (index < 0 || index >= size) throw new RangeError(`a tree of ${String(size)} leaves has no leaf ${String(index)}`);
  return inclusionRanges(index, 0, size).map((range) => rangeHash(range, hashOf));
}

export function subtreesOfConsistency(older: number, newer: number): Subtree[] {
  return consistencyRanges(older, 0, newer, true).flatMap(completeSubtrees);
}

/** Proves that the tree of `newer` leaves begins with that of `older` (RFC 6962 2.1.2). */
export function consistencyProof(older: number, newer: number, hashOf: HashOf): Uint8Array[] {
  if (older < 1 || older > newer)
    throw new RangeError(`no consistency from ${String(older)} to ${String(newer)} leaves`);
  return consistencyRanges(older, 0, newer, true).map((range) => rangeHash(range, hashOf));
}

/** RFC 9162 2.1.3.2. */
export function inclusionHolds(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index < 0 || index >= size || !areHashes([leaf, ...proof])) return false;
  let place = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && isSame(hash, root);
}

/** RFC 9162 2.1.4.2. */
export function consistencyHolds(
  older: { readonly size: number; readonly root: Uint8Array },
  newer: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (older.size < 1 || older.size > newer.size || !areHashes([older.root, ...proof])) return false;
  if (older.size === newer.size) return proof.length === 0 && isSame(older.root, newer.root);
  const path = isPowerOfTwo(older.size) ? [older.root, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) return false;
  let place = older.size - 1;
  let last = newer.size - 1;
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let olderHash = first;
  let newerHash = first;
  for (const sibling of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      olderHash = nodeHash(sibling, olderHash);
      newerHash = nodeHash(sibling, newerHash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      newerHash = nodeHash(newerHash, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && isSame(olderHash, older.root) && isSame(newerHash, newer.root);
}

/** Two pieces of other lengths could be cut anew between left and right. */
function areHashes(pieces: readonly Uint8Array[]): boolean {
  return pieces.every((piece) => piece.length === HASH_BYTES);
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function inclusionRanges(index: number, start: number, end: number): Range[] {
  if (end - start <= 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...inclusionRanges(index, start, middle), { start: middle, end }]
    : [...inclusionRanges(index, middle, end), { start, end: middle }];
}

/** SUBPROOF of RFC 6962 2.1.2; `whole`: the older tree is this very subtree, and its root is known to the reader. */
function consistencyRanges(older: number, start: number, end: number, whole: boolean): Range[] {
  if (older === end) return whole ? [] : [{ start, end }];
  const middle = start + splitOf(end - start);
  return older <= middle
    ? [...consistencyRanges(older, start, middle, whole), { start: middle, end }]
    : [...consistencyRanges(older, middle, end, false), { start, end: middle }];
}

function rangeHash(range: Range, hashOf: HashOf): Uint8Array {
  return completeSubtrees(range)
    .map(hashOf)
    .reduceRight((right, left) => nodeHash(left, right));
}

/** Largest first; the ranges of a proof begin at a multiple of their largest. */
function completeSubtrees({ start, end }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end;) {
    const level = Math.floor(Math.log2(end - at));
    subtrees.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return subtrees;
}

/** The largest power of two below n. */
function splitOf(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1));
}

function half(n: number): number {
  return Math.floor(n / 2);
}

function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n));
}
