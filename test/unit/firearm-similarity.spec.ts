import { describe, expect, it } from '@jest/globals';
import { byScore, similarity, type Comparison } from '../../src/domain/firearm/similarity.js';

const comparison = (more: Partial<Comparison> = {}): Comparison => ({
  asked: 'ABC1234',
  recorded: 'ABC1234',
  make: 'agrees',
  calibre: 'agrees',
  componentRank: 0,
  ...more,
});
const score = (more: Partial<Comparison>): number => similarity(comparison(more)).score;

describe('the similarity of a weapon and a record', () => {
  it('is 1 where serial, make and calibre agree on the reference component', () => {
    expect(similarity(comparison())).toMatchObject({ score: 1, basis: 'exact', differences: [] });
  });

  it('says at which character two look-alikes stand', () => {
    const found = similarity(comparison({ asked: 'ABCO234', recorded: 'ABC0234' }));
    expect(found).toMatchObject({
      basis: 'look-alike',
      score: 0.97,
      differences: [{ position: 3, asked: 'O', recorded: '0' }],
    });
    expect(found.reasons[0]?.text).toBe('Character 4: O was asked and 0 is recorded; the two look alike.');
  });

  it('ranks exact over look-alike, and one look-alike over two', () => {
    expect(score({ recorded: 'ABC1234' })).toBeGreaterThan(score({ recorded: 'A8C1234' }));
    expect(score({ recorded: 'A8C1234' })).toBeGreaterThan(score({ recorded: 'A8CI234' }));
  });

  it('ranks a make that agrees over one not known, and that over one that differs', () => {
    expect(score({ make: 'agrees' })).toBeGreaterThan(score({ make: 'unknown' }));
    expect(score({ make: 'unknown' })).toBeGreaterThan(score({ make: 'differs' }));
  });

  it('takes another name of the same calibre for agreement, and says so', () => {
    const found = similarity(comparison({ calibre: 'agrees by equivalence' }));
    expect(found.score).toBe(1);
    expect(found.reasons.map((reason) => reason.code)).toContain('calibre-by-equivalence');
  });

  it('trusts a mark on a barrel less than one on the reference component', () => {
    expect(score({ componentRank: 3 })).toBeLessThan(score({ componentRank: 0 }));
  });

  it('does not trust a serial number of three characters on its own', () => {
    const found = similarity(comparison({ asked: '332', recorded: '332' }));
    expect(found.score).toBe(0.5);
    expect(found.reasons.map((reason) => reason.code)).toContain('serial-short');
  });

  it('calls a number that is neither equal nor a look-alike no match', () => {
    expect(similarity(comparison({ recorded: 'XYZ1234' })).basis).toBe('none');
  });

  it('gives a reason for each of serial, make, calibre and component', () => {
    expect(
      similarity(comparison({ make: 'differs', calibre: 'unknown', componentRank: 1 })).reasons.map(
        (reason) => reason.code,
      ),
    ).toEqual(['serial-exact', 'make-differs', 'calibre-unknown', 'component-other']);
  });

  it('orders equal scores by the id of the record', () => {
    expect(
      byScore([
        { score: 0.5, firearmId: 'b' },
        { score: 0.5, firearmId: 'a' },
        { score: 0.9, firearmId: 'c' },
      ]).map((one) => one.firearmId),
    ).toEqual(['c', 'a', 'b']);
  });
});
