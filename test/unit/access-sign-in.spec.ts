import { describe, expect, it } from '@jest/globals';
import { addMs, msBetween } from '../../src/domain/shared/instant.js';
import { isCrossSite } from '../../src/registries/identity/cross-site.js';
import { weaknessOf } from '../../src/registries/identity/password-rules.js';
import { foldSignInName } from '../../src/registries/identity/person.js';
import { hashOfSecret, newSecret } from '../../src/registries/identity/secret.js';
import { afterAttempt, isLocked, type BackOff } from '../../src/registries/identity/sign-in-back-off.js';

const NOW = '2026-11-24T08:00:00.000Z';
const URL_OF_NODE = 'https://trace.example';

describe('a new password', () => {
  it.each([
    ['too short', 'short pass'],
    ['too short once its combining marks are put together', 'e\u0301'.repeat(8)],
    ['of too few different characters', 'abababababababab'],
    ['beyond any length that is hashed', 'abcdefgh'.repeat(33)],
    ['with the name of its owner', 'i am Amara Okafor, hello'],
    ['with the sign-in name of its owner', 'xx-AOKAFOR-2026-xx'],
    ['with the name of the product', 'proofmark-proofmark'],
  ])('is refused: %s', (_, password) => {
    expect(weaknessOf(password, ['Amara Okafor', 'aokafor@npc.example', 'proofmark'], 12)).toBeDefined();
  });

  it.each(['correct horse battery', 'пароль из четырёх слов', 'a b c d e f g h'])('is taken: %s', (password) => {
    expect(weaknessOf(password, ['Amara Okafor', 'aokafor', 'proofmark'], 12)).toBeUndefined();
  });

  it('is not refused for three letters that a name shares with it', () => {
    expect(weaknessOf('nine linden trees', ['Lin'], 12)).toBeUndefined();
  });
});

describe('the back-off', () => {
  const backOff: BackOff = { freeAttempts: 3, firstWaitMs: 2000, longestWaitMs: 60_000 };
  const fresh = { failures: 0, lastFailedAt: NOW, lockedUntil: NOW };
  const waits = (attempts: number): number[] => {
    let lock = fresh;
    return Array.from({ length: attempts }, () => {
      const at = lock.lockedUntil;
      lock = afterAttempt(lock, at, backOff);
      return msBetween(at, lock.lockedUntil);
    });
  };

  it('leaves the first attempts free, then doubles to a longest wait', () => {
    expect(waits(9)).toEqual([0, 0, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('does not overflow after very many attempts', () => {
    expect(waits(200).at(-1)).toBe(60_000);
  });

  it('is over at its last instant, not before', () => {
    const lock = { ...fresh, lockedUntil: addMs(NOW, 1000) };
    expect(isLocked(lock, addMs(NOW, 999))).toBe(true);
    expect(isLocked(lock, addMs(NOW, 1000))).toBe(false);
  });

  it('forgets after twice the longest wait without a failure, not earlier', () => {
    const lock = { failures: 8, lastFailedAt: NOW, lockedUntil: NOW };
    expect(afterAttempt(lock, addMs(NOW, 120_001), backOff).failures).toBe(1);
    expect(afterAttempt(lock, addMs(NOW, 120_000), backOff).failures).toBe(9);
  });
});

describe('a changing call', () => {
  it.each([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of a sister site', { 'sec-fetch-site': 'same-site' }],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }],
    ['of another site that sets our header', { 'sec-fetch-site': 'cross-site', 'x-proofmark': '1' }],
    ['of an older browser on another site', { origin: 'https://evil.example' }],
    ['of another port', { origin: 'https://trace.example:8443' }],
    ['of a page without an origin', { origin: 'null' }],
    ['of a client that says nothing', {}],
  ])('with a cookie is refused: %s', (_, headers) => {
    expect(isCrossSite('POST', headers, URL_OF_NODE, true)).toBe(true);
  });

  it.each([
    ['of our own page', { 'sec-fetch-site': 'same-origin' }],
    ['of our own page in an older browser', { origin: URL_OF_NODE }],
    ['of a program that sets our header', { 'x-proofmark': '1' }],
  ])('with a cookie is taken: %s', (_, headers) => {
    expect(isCrossSite('DELETE', headers, URL_OF_NODE, true)).toBe(false);
  });

  it('without a cookie needs no header, and still may not come from another site', () => {
    expect(isCrossSite('POST', {}, URL_OF_NODE, false)).toBe(false);
    expect(isCrossSite('POST', { 'sec-fetch-site': 'cross-site' }, URL_OF_NODE, false)).toBe(true);
  });

  it('is none where the method changes nothing', () => {
    expect(isCrossSite('GET', { 'sec-fetch-site': 'cross-site' }, URL_OF_NODE, true)).toBe(false);
  });
});

describe('a secret', () => {
  it('is known by its hash and by its kind', () => {
    const secret = newSecret('token');
    expect(hashOfSecret('token', secret.text)).toEqual(secret.hash);
    expect(hashOfSecret('session', secret.text)).toBeUndefined();
  });

  it.each([
    '',
    'pmt_',
    `pmt_${'a'.repeat(42)}`,
    `pmt_${'a'.repeat(44)}`,
    `pmt_${'a'.repeat(42)}=`,
    `pmx_${'a'.repeat(43)}`,
  ])('is not looked up where it cannot be one: "%s"', (text) => {
    expect(hashOfSecret('token', text)).toBeUndefined();
  });
});

describe('a sign-in name', () => {
  it('is one whatever its case, width and the spaces around it', () => {
    expect(new Set(['Amara', ' amara ', 'ＡＭＡＲＡ'].map(foldSignInName))).toEqual(new Set(['amara']));
  });
});
