import { describe, expect, it } from '@jest/globals';
import { parseEntry, personalHash, sealEntry, type AuditInput } from '../../src/domain/audit/entry.js';
import { leafHash } from '../../src/domain/audit/merkle.js';

const input: AuditInput = {
  at: '2026-03-01T08:00:00.000Z',
  act: 'marking.searched',
  actor: { kind: 'person', id: 'p1' },
  caseId: 'c1',
  data: { purpose: 'trace', count: 2 },
  personal: { serial: 'AB 123' },
};
const counting = () => {
  let next = 0;
  return (size: number): Uint8Array => Buffer.alloc(size, ++next);
};
const textOf = (more: Partial<AuditInput> = {}): string =>
  Buffer.from(sealEntry({ ...input, ...more }, counting()).canonical).toString();

describe('an entry of the ledger', () => {
  it('is canonical JSON with the leaf hash of its bytes', () => {
    const sealed = sealEntry(input, counting());
    expect(Buffer.from(sealed.canonical).toString()).toMatch(
      /^\{"act":"marking\.searched","actor":\{"id":"p1","kind":"person"\},"at":/,
    );
    expect(sealed.leafHash).toEqual(leafHash(sealed.canonical));
  });

  it('holds a salted hash in the place of a personal value', () => {
    const { personal, canonical } = sealEntry(input, counting());
    expect(Buffer.from(canonical).toString()).not.toContain('AB 123');
    const [{ salt, value }] = personal as [(typeof personal)[number]];
    expect(salt).toHaveLength(32);
    expect(parseEntry(Buffer.from(canonical).toString())?.personal).toEqual({ serial: personalHash(salt, value) });
    expect(personalHash(salt, 'AB 124')).not.toBe(personalHash(salt, value));
  });

  it('has bytes of its own where the same act is told twice', () => {
    const random = counting();
    expect(sealEntry(input, random).leafHash).not.toEqual(sealEntry(input, random).leafHash);
  });

  it('is kept where a stranger typed what the database can not hold', () => {
    const text = textOf({
      data: { 'filter': 'a\u0000b', 'k\u0000': ['\ud800', 'back\\u0000slash'] },
      personal: { name: 'x\u0000' },
    });
    expect(parseEntry(text)?.data).toEqual({ 'filter': 'a\uFFFDb', 'k\uFFFD': ['\uFFFD', 'back\\u0000slash'] });
  });

  it.each(['signed-in', 'Case.event', 'case.', '.event', 'case event', ''])(
    'refuses an act that is not room.verb: %s',
    (act) => {
      expect(() => textOf({ act })).toThrow(TypeError);
    },
  );

  it('refuses what should have been a digest', () => {
    expect(() => textOf({ data: { body: 'x'.repeat(1_100_000) } })).toThrow(RangeError);
  });

  it.each([
    '',
    'x',
    '[]',
    'null',
    '{}',
    '{"v":2}',
    textOf().replace('"v":1', '"v":"1"'),
    textOf().replace('"p1"', '1'),
    textOf().replace('"c1"', '1'),
    textOf().replace(/"salt":"[^"]*"/, '"salt":null'),
  ])('is not read from %s', (text) => {
    expect(parseEntry(text)).toBeUndefined();
  });
});
