import { describe, expect, it } from '@jest/globals';
import { EMPTY_ROOT, Frontier, leafHash } from '../../src/domain/audit/merkle.js';
import { consistencyHolds, consistencyProof, inclusionHolds, inclusionProof } from '../../src/domain/audit/proof.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The leaves and roots that the certificate-transparency projects test with (RFC 6962 reference data). */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (text) => leafHash(Buffer.from(text, 'hex')),
);
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the tree of RFC 6962', () => {
  it('has the hash of nothing as root of no leaves', () => {
    expect(hex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(new Frontier().root())).toBe(hex(EMPTY_ROOT));
  });

  it('grows through the published roots, leaf by leaf', () => {
    const tree = new Frontier();
    expect(LEAVES.map((leaf) => (tree.append(leaf), hex(tree.root())))).toEqual(ROOTS);
  });

  it('goes on from its stored frontier as if it had never stopped', () => {
    const tree = new Frontier();
    LEAVES.slice(0, 5).forEach((leaf) => {
      tree.append(leaf);
    });
    const again = Frontier.fromBytes(5, tree.toBytes());
    LEAVES.slice(5).forEach((leaf) => {
      again.append(leaf);
    });
    expect(hex(again.root())).toBe(ROOTS[7]);
  });

  it('refuses a frontier of another size', () => {
    expect(() => Frontier.fromBytes(6, Buffer.alloc(32))).toThrow(RangeError);
    expect(() => Frontier.fromBytes(4, Buffer.alloc(64))).toThrow(RangeError);
  });

  it('refuses a proof for a leaf that does not exist', () => {
    const hashOf = (): Uint8Array => Buffer.alloc(32);
    expect(() => inclusionProof(8, 8, hashOf)).toThrow(RangeError);
    expect(() => consistencyProof(9, 8, hashOf)).toThrow(RangeError);
    expect(() => consistencyProof(0, 8, hashOf)).toThrow(RangeError);
  });

  it('does not take an inner node for a leaf', () => {
    const [a, b, root] = [LEAVES[0], LEAVES[1], Buffer.from(ROOTS[1] as string, 'hex')] as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    expect(hex(leafHash(Buffer.concat([a, b])))).not.toBe(hex(root));
    expect(inclusionHolds(root, 0, 2, [], root)).toBe(false);
  });

  it('refuses a consistency that claims a tree before the first leaf or a proof for equal sizes', () => {
    const root = Buffer.from(ROOTS[3] as string, 'hex');
    expect(consistencyHolds({ size: 0, root }, { size: 4, root }, [])).toBe(false);
    expect(consistencyHolds({ size: 4, root }, { size: 4, root }, [root])).toBe(false);
    expect(consistencyHolds({ size: 4, root }, { size: 3, root }, [])).toBe(false);
  });

  it('refuses a proof whose pieces are not hashes', () => {
    const root = Buffer.from(ROOTS[1] as string, 'hex');
    const [a, b] = [LEAVES[0], LEAVES[1]] as [Uint8Array, Uint8Array];
    expect(inclusionHolds(a, 0, 2, [b], root)).toBe(true);
    expect(inclusionHolds(Buffer.concat([a, b.subarray(0, 1)]), 0, 2, [b.subarray(1)], root)).toBe(false);
    expect(inclusionHolds(a, 0, 2, [Buffer.alloc(100)], root)).toBe(false);
    expect(consistencyHolds({ size: 1, root: a }, { size: 2, root }, [Buffer.alloc(0)])).toBe(false);
  });
});
