import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEnvelope } from '../../src/domain/envelope/open.js';
import { verifyReceipt } from '../../src/domain/envelope/receipt.js';
import { ERRORS } from '../../src/domain/shared/refusal.js';
import { loadVectors, receiverOf } from './load-vectors.js';

const vectors = loadVectors();
const receiver = receiverOf(vectors);

describe('the golden envelopes', () => {
  it.each(vectors.valid)('opens $name', async ({ jwe, letters }) => {
    const opened = await openEnvelope(jwe, receiver);
    if (!opened.ok) throw new Error(opened.code);
    expect(opened.value.items).toEqual(
      letters.map(({ mid, header, body }) =>
        expect.objectContaining({ ok: true, is: 'letter', mid, header, letter: expect.objectContaining({ body }) }),
      ),
    );
  });

  it.each(vectors.invalid)('refuses $name: $code', async ({ jwe, code, field, authenticated }) => {
    const opened = await openEnvelope(jwe, receiver);
    const refused = opened.ok ? opened.value.items[0] : { ...opened, authenticated: false };
    expect(refused).toMatchObject({ ok: false, code, authenticated, ...(field === undefined ? {} : { field }) });
  });

  it('holds more invalid envelopes than valid ones, and only codes that are on the list', () => {
    expect(vectors.invalid.length).toBeGreaterThan(vectors.valid.length);
    expect(
      [...vectors.invalid, ...vectors.receipts.invalid].filter(({ code }) => !Object.hasOwn(ERRORS, code)),
    ).toEqual([]);
  });

  it('comes out of its generator byte for byte', () => {
    const printed = execFileSync(process.execPath, ['--no-warnings', join(__dirname, 'generate.mjs'), '--print'], {
      encoding: 'utf8',
      maxBuffer: 10_000_000,
    });
    expect(printed).toBe(readFileSync(join(__dirname, 'envelopes.json'), 'utf8'));
  });
});

describe('the golden receipts', () => {
  it.each(vectors.receipts.valid)('takes one that says: $name', async ({ jws }) => {
    expect(await verifyReceipt(jws, { from: 'USA', mid: vectors.receipts.mid }, receiver)).toMatchObject({ ok: true });
  });

  it.each(vectors.receipts.invalid)('refuses one that $name: $code', async ({ jws, code }) => {
    expect(await verifyReceipt(jws, { from: 'USA', mid: vectors.receipts.mid }, receiver)).toMatchObject({
      ok: false,
      code,
    });
  });
});
