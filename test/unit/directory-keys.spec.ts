import { describe, expect, it } from '@jest/globals';
import { fingerprintOf, isReadOut, thumbprint } from '../../src/domain/directory/fingerprint.js';
import { currentKey, judgeKey } from '../../src/domain/directory/key-validity.js';
import { newProfile } from '../../src/domain/directory/profile.js';
import { entryOf, keyNamed } from './directory-builder.js';

const JAN = '2026-01-01T00:00:00.000Z';
const MAR = '2026-03-01T00:00:00.000Z';
const JUN = '2026-06-01T00:00:00.000Z';
const DEC = '2026-12-01T00:00:00.000Z';

describe('a key', () => {
  it('counts for a signature of its time', () => {
    expect(judgeKey({ validFrom: JAN, validTo: JUN }, MAR, DEC)).toEqual({ counts: true });
    expect(judgeKey({ validFrom: JAN }, JAN, JAN)).toEqual({ counts: true });
    expect(judgeKey({ validFrom: JAN, validTo: JUN }, JUN, JUN)).toEqual({ counts: true });
  });

  it('that has expired warns and still counts', () => {
    expect(judgeKey({ validFrom: JAN, validTo: JUN }, DEC, DEC)).toEqual({ counts: true, warning: 'expired' });
  });

  it('does not count before it is valid', () => {
    expect(judgeKey({ validFrom: MAR }, JAN, DEC)).toEqual({ counts: false, why: 'not yet valid' });
  });

  it('that was revoked before we received does not count, whenever the signature says it was made', () => {
    expect(judgeKey({ validFrom: JAN, revokedAt: MAR }, JAN, JUN)).toEqual({ counts: false, why: 'revoked' });
    expect(judgeKey({ validFrom: JAN, revokedAt: MAR }, JAN, MAR)).toEqual({ counts: false, why: 'revoked' });
  });

  it('that is revoked later leaves what we had received before', () => {
    expect(judgeKey({ validFrom: JAN, revokedAt: JUN }, MAR, MAR)).toEqual({ counts: true });
  });

  it('to seal to is the newest in force', () => {
    const old = keyNamed('sealing', 'old', { validFrom: JAN });
    const next = keyNamed('sealing', 'next', { validFrom: MAR });
    const future = keyNamed('sealing', 'future', { validFrom: DEC });
    expect(currentKey([old, next, future], 'sealing', JUN)).toBe(next);
    expect(currentKey([old, next, future], 'sealing', JAN)).toBe(old);
  });

  it('to seal to is never a revoked one, and never of another use', () => {
    const old = keyNamed('sealing', 'old', { validFrom: JAN });
    const revoked = keyNamed('sealing', 'revoked', { validFrom: MAR, revokedAt: MAR });
    expect(currentKey([revoked, old], 'sealing', JUN)).toBe(old);
    expect(currentKey([revoked], 'sealing', JUN)).toBeUndefined();
    expect(currentKey([keyNamed('signing', 'a')], 'sealing', JUN)).toBeUndefined();
    expect(currentKey([keyNamed('sealing', 'a', { validFrom: DEC })], 'sealing', JUN)).toBeUndefined();
  });

  it('in force goes before an expired one that is newer; where all have expired the newest of these is used', () => {
    const inForce = keyNamed('sealing', 'in force', { validFrom: JAN });
    const expired = keyNamed('sealing', 'expired', { validFrom: MAR, validTo: '2026-04-01T00:00:00.000Z' });
    const older = keyNamed('sealing', 'older', { validFrom: JAN, validTo: MAR });
    expect(currentKey([expired, inForce], 'sealing', JUN)).toBe(inForce);
    expect(currentKey([older, expired], 'sealing', JUN)).toBe(expired);
  });

  it('is chosen alike in whatever order the keys are listed', () => {
    const keys = ['a', 'b', 'c'].map((name) => keyNamed('signing', name));
    expect(currentKey([...keys].reverse(), 'signing', JUN)).toBe(currentKey(keys, 'signing', JUN));
  });

  it('is named by the thumbprint of RFC 8037 A.3', () => {
    expect(thumbprint({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
  });
});

describe('a fingerprint', () => {
  const entry = entryOf('USA');
  const spoken = fingerprintOf(entry);

  it('is eight groups of five digits, always the same for the same keys', () => {
    expect(spoken).toMatch(/^\d{5}( \d{5}){7}$/);
    expect(fingerprintOf({ ...entry, keys: [...entry.keys].reverse() })).toBe(spoken);
    const renamed = entryOf('USA', { version: 9, authority: 'Other' });
    expect(fingerprintOf(renamed)).toBe(spoken);
  });

  it.each([
    ['another State', { ...entry, country: 'AUT' }],
    ['a key less', { ...entry, keys: entry.keys.slice(1) }],
    ['a key more', { ...entry, keys: [...entry.keys, keyNamed('signing', 'second')] }],
    ['another key', { ...entry, keys: [keyNamed('signing', 'false'), ...entry.keys.slice(1)] }],
  ])('differs for %s', (_, other) => {
    expect(fingerprintOf(other)).not.toBe(spoken);
  });

  it('may be typed with any spacing and in the digits of any desk', () => {
    const arabic = spoken.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
    for (const typed of [
      spoken,
      spoken.replaceAll(' ', ''),
      spoken.replaceAll(' ', '-'),
      ` ${spoken.replaceAll(' ', '\n')} `,
      arabic,
    ]) {
      expect([typed, isReadOut(typed, spoken)]).toEqual([typed, true]);
    }
  });

  it.each([
    ['nothing', ''],
    ['half of it', spoken.slice(0, 23)],
    ['one digit more', `${spoken}0`],
    ['one digit changed', `${spoken.slice(0, -1)}${String((Number(spoken.slice(-1)) + 1) % 10)}`],
    ['a letter O for a zero', `${spoken.slice(0, -1)}O`],
    ['the digits with a word among them', `${spoken} ok`],
    ['groups in another order', spoken.split(' ').reverse().join(' ')],
  ])('is not read out by %s', (_, typed) => {
    expect(isReadOut(typed, spoken)).toBe(false);
  });
});

describe('the profile of a new partner', () => {
  it('allows no natural person and assumes nothing', () => {
    expect(newProfile('USA')).toEqual({
      country: 'USA',
      version: 0,
      highestLevel: 1,
      confidentiality: 'not assessed',
      suspended: false,
      flags: [],
    });
  });
});
