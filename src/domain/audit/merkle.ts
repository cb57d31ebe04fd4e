import { hash as hashOnce } from 'node:crypto';

/**
 * The Merkle tree of RFC 6962 2.1 over SHA-256: a leaf is hashed behind 0x00, a node behind 0x01, and a tree of n leaves splits at
 * the largest power of two below n.
 */
const LEAF = 0x00;
const NODE = 0x01;
export const HASH_BYTES = 32;

export const EMPTY_ROOT: Uint8Array = sha256();

/** Of the bytes, or of a text's UTF-8. */
export function leafHash(content: Uint8Array | string): Buffer {
  const text = typeof content === 'string';
  const bytes = Buffer.allocUnsafe(1 + (text ? Buffer.byteLength(content, 'utf8') : content.length));
  bytes[0] = LEAF;
  if (text) bytes.write(content, 1, 'utf8');
  else bytes.set(content, 1);
  return hashOnce('sha256', bytes, 'buffer');
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  bytes[0] = NODE;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return hashOnce('sha256', bytes, 'buffer');
}

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  return hashOnce('sha256', Buffer.concat(parts), 'buffer');
}

/** A complete subtree of 2^level leaves that an append has just closed; `index` counts subtrees of that level from 0. */
export interface ClosedSubtree {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/**
 * The tree as far as an append needs it: the roots of the complete subtrees that n leaves fall into, largest first, one per set bit
 * of n. Memory grows with log n.
 */
export class Frontier {
  private readonly peaks: (Uint8Array | undefined)[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Adds one leaf; `closed` hears of every subtree that it completes, smallest first. */
  append(leaf: Uint8Array, closed?: (subtree: ClosedSubtree) => void): void {
    let hash = leaf;
    let level = 0;
    let index = this.count;
    for (; index % 2 === 1; index = (index - 1) / 2, level++) {
      hash = nodeHash(this.peaks[level] as Uint8Array, hash);
      this.peaks[level] = undefined;
      closed?.({ level: level + 1, index: (index - 1) / 2, hash });
    }
    this.peaks[level] = hash;
    this.count++;
  }

  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (const peak of this.peaks) {
      if (peak !== undefined) root = root === undefined ? peak : nodeHash(peak, root);
    }
    return root ?? EMPTY_ROOT;
  }

  /** The peaks one behind the other, largest first: 32 bytes per set bit of the size. */
  toBytes(): Uint8Array {
    return Buffer.concat(this.peaks.filter((peak) => peak !== undefined).reverse());
  }

  static fromBytes(size: number, bytes: Uint8Array): Frontier {
    const frontier = new Frontier();
    let at = bytes.length;
    for (let rest = size, level = 0; rest > 0; rest = Math.floor(rest / 2), level++) {
      if (rest % 2 === 1) {
        at -= 32;
        frontier.peaks[level] = bytes.subarray(at, at + 32);
      }
    }
    if (at !== 0)
      throw new RangeError(`a frontier of ${String(size)} leaves is not ${String(bytes.length)} bytes long`);
    frontier.count = size;
    return frontier;
  }
}
