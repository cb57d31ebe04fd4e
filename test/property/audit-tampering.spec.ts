import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UnreadableBundle } from '../../src/domain/audit/bundle.js';
import { buildLedger, judgeLines } from '../unit/audit-ledger-builder.js';

const ledger = buildLedger({ entries: 21, every: 5 });
const lines = ledger.lines().map((line) => JSON.stringify(line));
const kept = ledger.checkpoints().slice(-1);

/** Verified: nothing found. A file that is no bundle any more is not verified either. */
function isVerified(tampered: readonly string[], withKept: boolean): boolean {
  try {
    return judgeLines(tampered, withKept ? { kept } : {}).findings.length === 0;
  } catch (error) {
    if (error instanceof UnreadableBundle) return false;
    throw error;
  }
}

const place = fc.nat(lines.length - 1);

describe('a bundle that somebody touched', () => {
  it('is never verified when one character of any line is another', () => {
    fc.assert(
      fc.property(place, fc.nat(), fc.integer({ min: 0x20, max: 0x7e }), (at, character, code) => {
        const line = lines[at] as string;
        const where = character % line.length;
        const letter = String.fromCharCode(code);
        fc.pre(line[where] !== letter);
        expect(isVerified(lines.with(at, line.slice(0, where) + letter + line.slice(where + 1)), false)).toBe(false);
      }),
      { numRuns: 600 },
    );
  });

  it('is never verified when a line is gone, unless it was a checkpoint between others', () => {
    fc.assert(
      fc.property(place, (at) => {
        const isInner = lines[at]?.includes('"checkpoint"') === true && at !== lines.length - 2;
        expect(isVerified(lines.toSpliced(at, 1), false)).toBe(isInner);
      }),
    );
  });

  it('is never verified when two lines changed places', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        fc.pre(a !== b);
        expect(isVerified(lines.with(a, lines[b] as string).with(b, lines[a] as string), false)).toBe(false);
      }),
    );
  });

  it('is never verified against a kept checkpoint when it is a shorter ledger of the same key', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (entries) => {
        const cut = buildLedger({ key: ledger.key, entries, every: 5 })
          .lines()
          .map((line) => JSON.stringify(line));
        expect(isVerified(cut, false)).toBe(true);
        expect(isVerified(cut, true)).toBe(false);
      }),
    );
  });
});
