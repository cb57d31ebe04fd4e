import { describe, expect, it } from '@jest/globals';
import {
  ledgerKey,
  parseCheckpoint,
  signCheckpoint,
  signerOf,
  splitNotes,
  type SignedCheckpoint,
} from '../../src/domain/audit/checkpoint.js';
import { makeKey } from './audit-ledger-builder.js';

const key = makeKey();
const root = Buffer.alloc(32, 7);
const note = signCheckpoint({ origin: 'proofmark/XAA/1', size: 12, root }, key.key, key.sign);
const parsed = (text: string): SignedCheckpoint => parseCheckpoint(text) as SignedCheckpoint;

describe('a checkpoint', () => {
  it('is a C2SP signed note: origin, size, root, an empty line, the signature', () => {
    expect(note).toMatch(
      /^proofmark\/XAA\/1\n12\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n\n\u2014 proofmark\/XAA\/1 [A-Za-z0-9+/]{91}=\n$/,
    );
    expect(parsed(note)).toMatchObject({ state: 'XAA', epoch: 1, size: 12 });
  });

  it('names the key that signed it, past signatures of witnesses', () => {
    const witnessed = `${note}\u2014 witness.example AAAAAAAAAA==\n`;
    expect(signerOf(parsed(witnessed), [makeKey().key, key.key])?.kid).toBe(key.key.kid);
  });

  it.each([
    ['another size', note.replace('\n12\n', '\n13\n')],
    ['another log', note.replaceAll('XAA/1', 'XAA/2')],
    ['another State', note.replaceAll('XAA', 'XBB')],
    ['another root', note.replace('BwcH', 'BwcI')],
  ])('is not signed for %s', (_name, text) => {
    expect(signerOf(parsed(text), [key.key])).toBeUndefined();
  });

  it('is not signed by a stranger', () => {
    expect(signerOf(parsed(note), [makeKey().key])).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['a size of nothing', note.replace('\n12\n', '\n0\n')],
    ['a size with a leading zero', note.replace('\n12\n', '\n012\n')],
    ['a size beyond what can be counted', note.replace('\n12\n', '\n1234567890123456\n')],
    ['a root of 31 bytes', note.replace('BwcHBwc', 'BwcHBw')],
    ['a root in another spelling', note.replace('Bwc=\n', 'Bwd=\n')],
    ['no signature', note.slice(0, note.indexOf('\u2014'))],
    [
      'a signature in another spelling',
      note.replace(/(.)=\n$/, (_, last: string) => `${last === 'B' ? 'C' : 'B'}=\n`).replace(/=\n$/, '\n'),
    ],
    ['no line end', note.trimEnd()],
    ['an extension line', note.replace('=\n\n', '=\nextra\n\n')],
    ['a foreign origin', note.replaceAll('proofmark/', 'othermark/')],
    ['a State of two letters', note.replaceAll('XAA', 'XA')],
    ['the epoch zero', note.replaceAll('XAA/1', 'XAA/0')],
    ['text before it', `x${note}`],
    ['Windows line ends', note.replaceAll('\n', '\r\n')],
  ])('is not read from %s', (_name, text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });

  it('is read from a file of several, with the line of one that is none', () => {
    const second = signCheckpoint({ origin: 'proofmark/XAA/1', size: 13, root }, key.key, key.sign);
    expect(splitNotes(`${note}${second}`).map((one) => one.checkpoint?.size)).toEqual([12, 13]);
    expect(splitNotes(`\n${note}\n\n${second}\n`).map((one) => one.checkpoint?.size)).toEqual([12, 13]);
    expect(splitNotes(`${note}rubbish\n`)).toMatchObject([{ line: 1 }, { line: 6, checkpoint: undefined }]);
    expect(splitNotes('')).toEqual([]);
  });
});

describe('a ledger key', () => {
  it('has one spelling and 32 bytes', () => {
    expect(ledgerKey(key.key.x)?.kid).toBe(key.key.kid);
    expect(ledgerKey(`${key.key.x}=`)).toBeUndefined();
    expect(ledgerKey('AAAA')).toBeUndefined();
    expect(ledgerKey('')).toBeUndefined();
  });
});
