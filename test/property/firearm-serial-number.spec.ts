import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readingDifferences } from '../../src/domain/firearm/alignment.js';
import { notationOf } from '../../src/domain/firearm/mark-reading.js';
import { similarity } from '../../src/domain/firearm/similarity.js';
import { normalForm, skeleton } from '../../src/domain/firearm/serial-number.js';

const anyText = fc.string({ unit: 'binary', maxLength: 20 });
/** Latin, Cyrillic, Greek, digits of several scripts, separators. */
const serial = fc.string({
  unit: fc.constantFrom(...Array.from('ABDGILOQSZ0123456789АВЕОРСαβοإ٣۴-/. |no№')),
  maxLength: 20,
});
const text = fc.oneof(anyText, serial);

describe('any text as a serial number', () => {
  it('has one normal form, and that form is its own', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(normalForm(normalForm(one))).toBe(normalForm(one));
      }),
    );
  });

  it('keeps its normal form under separators and case', () => {
    fc.assert(
      fc.property(serial, (one) => {
        const plain = normalForm(one);
        expect(normalForm(` ${Array.from(plain).join('-')} `)).toBe(plain);
        expect(normalForm(plain.toLowerCase())).toBe(plain);
      }),
    );
  });

  it('has a skeleton that is its own and that its normal form shares', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(skeleton(skeleton(one))).toBe(skeleton(one));
        expect(skeleton(normalForm(one))).toBe(skeleton(one));
      }),
    );
  });

  it('passes the checks of the search index', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(normalForm(one)).toMatch(/^[0-9A-Z\u0080-\u{10ffff}]*$/u);
        expect(skeleton(one)).not.toMatch(/[OQDILSBZG]/);
      }),
    );
  });

  it('differs from another exactly where their normal forms do', () => {
    fc.assert(
      fc.property(serial, serial, (one, other) => {
        expect(readingDifferences(notationOf({ text: one, condition: 'legible' }), other).length === 0).toBe(
          normalForm(one) === normalForm(other),
        );
      }),
    );
  });

  it('scores a look-alike exactly where the skeletons are equal', () => {
    fc.assert(
      fc.property(serial, serial, (one, other) => {
        const { basis, score } = similarity({
          asked: one,
          recorded: other,
          make: 'agrees',
          calibre: 'agrees',
          componentRank: 0,
        });
        expect(basis === 'none').toBe(skeleton(one) !== skeleton(other));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });
});
