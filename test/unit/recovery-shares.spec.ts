import { describe, expect, it } from '@jest/globals';
import { openSecrets, readRecoveryFile, sealSecrets } from '../../src/platform/recovery/recovery-file.js';
import { makeRecoveryKey, rebuildKey } from '../../src/platform/recovery/recovery-key.js';
import { readShare, shareText } from '../../src/platform/recovery/share-text.js';

const SET = '019ad000-0000-7000-8000-000000000001';
const share = (first: number): Uint8Array => Uint8Array.from({ length: 33 }, (_, i) => (first + i * 7) % 256);

describe('the text of a share', () => {
  it('is read as it was written, whatever its case, spaces and look-alikes', () => {
    for (let first = 0; first < 256; first += 17) {
      const text = shareText(SET, share(first));
      expect(text).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){11}[0-9A-HJKMNP-TV-Z]{5}$/);
      for (const typed of [
        text,
        text.toLowerCase(),
        text.replaceAll('-', ' '),
        text.replaceAll('0', 'o').replaceAll('1', 'I'),
      ])
        expect(readShare(SET, typed)).toEqual({ ok: true, bytes: share(first) });
    }
  });

  it('notices every single sign that was misread, a sign too many and one too few', () => {
    const text = shareText(SET, share(3));
    for (let i = 0; i < text.length - 1; i += 1) {
      if (text.charAt(i) === '-') continue;
      const other = text.charAt(i) === '7' ? '8' : '7';
      expect(readShare(SET, `${text.slice(0, i)}${other}${text.slice(i + 1)}`)).toEqual({ ok: false, why: 'misread' });
    }
    for (const wrong of [text.slice(1), `${text}AB`, '', 'U'.repeat(60), `${text.slice(0, -1)}!`])
      expect(readShare(SET, wrong)).toEqual({ ok: false, why: 'misread' });
  });

  it('tells a share of another set', () => {
    expect(readShare('another set', shareText(SET, share(3)))).toEqual({ ok: false, why: 'of another set' });
  });
});

describe('a recovery key', () => {
  it('is rebuilt by any three of five shares, in any order, and by no two', async () => {
    const { publicKey, shares } = await makeRecoveryKey(5, 3);
    const at = (places: readonly number[]): Uint8Array[] => places.flatMap((i) => shares[i] ?? []);
    for (const places of [
      [0, 1, 2],
      [4, 2, 0],
      [3, 4, 1],
      [0, 1, 2, 3, 4],
    ])
      expect(await rebuildKey(at(places), publicKey)).toBeDefined();
    for (const places of [[0, 1], [3, 4], [0], [], [0, 1, 1]])
      expect(await rebuildKey(at(places), publicKey)).toBeUndefined();
  });

  it('opens the file that was sealed to it, and neither a changed one nor another State’s', async () => {
    const { publicKey, shares } = await makeRecoveryKey(2, 2);
    const place = { state: 'XAA', set: SET, publicKey, threshold: 2, madeAt: '2026-03-02T08:00:00.000Z' };
    const secrets = {
      masterKey: 'a secret of thirty-two characters',
      keys: [{ path: 'signing/000001.json', text: '{}' }],
    };
    const text = JSON.stringify(sealSecrets(secrets, place));
    expect(text).not.toContain('thirty-two');
    const [file, key] = [readRecoveryFile(text), await rebuildKey(shares, publicKey)];
    if (file === undefined || key === undefined) throw new Error('neither file nor key');
    expect(openSecrets(file, key)).toEqual(secrets);
    expect(() => openSecrets({ ...file, state: 'XBB' }, key)).toThrow();
    const other = await makeRecoveryKey(2, 2);
    const wrong = await rebuildKey(other.shares, other.publicKey);
    if (wrong === undefined) throw new Error('no key');
    expect(() => openSecrets(file, wrong)).toThrow();
    expect(readRecoveryFile('{}')).toBeUndefined();
    expect(readRecoveryFile('no JSON')).toBeUndefined();
  });
});
