import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { type Ask, signAsk } from '../../src/domain/envelope/ask.js';
import { type Letter } from '../../src/domain/messages/bodies.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { addMs } from '../../src/domain/shared/instant.js';
import { ExchangeQueries } from '../../src/exchange/exchange.queries.js';
import { KeyStore, thumbprint } from '../../src/platform/key-store.js';
import { Transactions } from '../../src/platform/transaction.js';
import { EntryRepository } from '../../src/registries/directory/entry.repository.js';
import { ProfileRepository } from '../../src/registries/directory/profile.repository.js';
import { post, type PostAnswer, remind, REQUEST, said, sealedFor, signedBy, streamOf } from './hand-made.js';
import {
  caseOf,
  countRows,
  entriesOf,
  hasCase,
  ledgerFindings,
  startTwoStates,
  sweepOnce,
  type TwoStates,
} from './two-states.js';

describe('the partner endpoint', () => {
  let pair: TwoStates;
  const rows = async (): Promise<readonly number[]> =>
    Promise.all([
      countRows(pair.b, 'SELECT count(*) FROM inbox'),
      countRows(pair.b, 'SELECT count(*) FROM audit_entry'),
      countRows(pair.b, 'SELECT count(*) FROM trace_case'),
      countRows(pair.b, 'SELECT count(*) FROM exchange_rejection'),
      countRows(pair.b, 'SELECT count(*) FROM outbox'),
    ]);
  const letterOf = async (name: string, letter: Letter = REQUEST): Promise<{ jws: string; jti: string; mid: string }> =>
    (await streamOf(pair.a, derivedId(name), [letter]))[0]!;
  const expectPlain = (answer: PostAnswer, status: number, code: string): void => {
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.type).toContain('application/problem+json');
    expect(answer.body.answers).toBeUndefined();
    expect(answer.text).not.toMatch(/ at .*\.(ts|js):/);
  };

  beforeAll(async () => {
    pair = await startTwoStates({
      b: { config: { 'exchange.maxEnvelopeBytes': 50_000, 'exchange.ratePerMinute': 300 } },
    });
  });
  afterAll(() => pair.close());

  it('says what it reads, to anybody', async () => {
    const answer = await fetch(`${pair.b.node.url}/exchange/capabilities`);
    expect(await answer.json()).toMatchObject({ state: 'XAB', versions: [1], batchMax: 50, maxBytes: 50_000 });
  });

  describe('before a signature holds', () => {
    it.each([
      [
        'another media type',
        415,
        'media-type-unknown',
        async () => post(pair.b, '{}', '/exchange/envelopes', 'application/json'),
      ],
      ['no envelope at all', 400, 'envelope-form', async () => post(pair.b, 'hello')],
      ['an alphabet that is not base64url', 400, 'encoding-not-canonical', async () => post(pair.b, 'a+b.c.d.e.f')],
      ['letters outside ASCII', 400, 'encoding-not-canonical', async () => post(pair.b, 'é.c.d.e.f')],
      [
        'a header that is broken JSON',
        400,
        'json-broken',
        async () => post(pair.b, `${Buffer.from('{"alg":').toString('base64url')}.YQ.YQ.YQ.YQ`),
      ],
      ['more than it takes', 413, 'envelope-too-large', async () => post(pair.b, 'a'.repeat(50_001))],
      ['more than the server takes', 413, 'body-too-large', async () => post(pair.b, 'a'.repeat(1_200_000))],
      [
        'a letter for another State',
        400,
        'audience-wrong',
        async () =>
          post(
            pair.b,
            await sealedFor(pair.b, (await letterOf('aud')).jws, { jti: derivedId('aud', '1'), aud: 'XAC' }),
          ),
      ],
      [
        'a State that nobody pinned',
        401,
        'sender-unknown',
        async () => {
          const letter = await signedBy(
            pair.a,
            { thread: derivedId('unknown State'), seq: 1, jti: derivedId('unknown'), iss: 'XAC' },
            REQUEST,
          );
          return post(pair.b, await sealedFor(pair.b, letter.jws, { jti: derivedId('unknown'), iss: 'XAC' }));
        },
      ],
      [
        'a key that nobody pinned',
        401,
        'signing-key-unknown',
        async () => {
          const { privateKey, publicKey } = generateKeyPairSync('ed25519');
          const kid = thumbprint(publicKey.export({ format: 'jwk' }) as Parameters<typeof thumbprint>[0]);
          const letter = await signedBy(
            pair.a,
            { thread: derivedId('unknown key'), seq: 1, jti: derivedId('key') },
            REQUEST,
            { kid, privateKey },
          );
          return post(pair.b, await sealedFor(pair.b, letter.jws, { jti: derivedId('key') }));
        },
      ],
      [
        'a signature by another key under a known name',
        401,
        'signature-wrong',
        async () => {
          const { kid } = await pair.a.node.get(KeyStore).current('signing');
          const letter = await signedBy(
            pair.a,
            { thread: derivedId('forged'), seq: 1, jti: derivedId('forged') },
            REQUEST,
            { kid, privateKey: generateKeyPairSync('ed25519').privateKey },
          );
          return post(pair.b, await sealedFor(pair.b, letter.jws, { jti: derivedId('forged') }));
        },
      ],
      [
        'a batch that is not a list',
        400,
        'batch-invalid',
        async () =>
          post(
            pair.b,
            await sealedFor(
              pair.b,
              Array.from({ length: 51 }, () => 'x'),
              { jti: derivedId('batch') },
            ),
          ),
      ],
    ] as const)('answers %s with a plain problem %i %s, and nothing changes', async (_, status, code, send) => {
      const before = await rows();
      expectPlain(await send(), status, code);
      expect(await rows()).toEqual(before);
    });

    it('counts what it refused, by code', async () => {
      expect((await pair.b.node.get(ExchangeQueries).status()).refusals).toMatchObject({
        'envelope-form': 1,
        'sender-unknown': 1,
        'signature-wrong': 1,
        'audience-wrong': 1,
      });
    });
  });

  describe('to a partner whose signature holds', () => {
    const body = REQUEST.body as Extract<Letter, { kind: 'REQUEST' }>['body'];
    const bad = (change: object): Letter => ({ kind: 'REQUEST', body: { ...body, ...change } });

    it.each([
      ['a wrong type', 422, 'letter-invalid', '/body/reference', bad({ reference: 7 })],
      ['an unknown field', 422, 'letter-invalid', '/body/secret', bad({ secret: true })],
      ['a text over its length', 422, 'letter-invalid', '/body/reference', bad({ reference: 'x'.repeat(201) })],
      [
        'an unknown State',
        422,
        'country-unknown',
        '/body/recovery/country',
        bad({ recovery: { ...body.recovery, country: 'JJJ' } }),
      ],
      [
        'a day that does not exist',
        422,
        'letter-invalid',
        '/body/recovery/date/on',
        bad({ recovery: { ...body.recovery, date: { on: '2026-02-30' } } }),
      ],
      ['a kind that nobody knows', 422, 'kind-unknown', '/header/kind', { kind: 'GREET', body: {} } as never],
      [
        'a kind that the other side writes',
        422,
        'kind-not-writable',
        '/header/kind',
        { kind: 'ACKNOWLEDGE', body: { reference: 'x' } },
      ],
    ] as const)(
      'answers %s with a signed rejection %i %s naming the field, uses the place up and writes one entry',
      async (name, status, code, field, letter) => {
        const { jws, jti, mid } = await letterOf(name, letter);
        const jwe = await sealedFor(pair.b, jws, { jti });
        const before = await entriesOf(pair.b, 'exchange.refused');
        const answer = await post(pair.b, jwe);
        expect(answer).toMatchObject({ status, body: { code, field } });
        expect(said(answer.body.answers?.[0]?.receipts?.[0])).toMatchObject({
          type: 'rejected',
          code,
          field,
          mid,
          final: true,
          iss: 'XAB',
          aud: 'XAA',
        });
        expect((await post(pair.b, jwe)).body.answers?.[0]?.receipts).toEqual(answer.body.answers?.[0]?.receipts);
        expect((await entriesOf(pair.b, 'exchange.refused')).slice(before.length)).toEqual([
          expect.objectContaining({ mid, code, final: true }),
        ]);
        await sweepOnce(pair.b, 'exchange.inbox');
        expect(await hasCase(pair.b, derivedId(name))).toBe(false);
      },
    );

    it('rejects a letter from the future without keeping it, and takes it when its time has come', async () => {
      const jti = derivedId('future');
      const letter = await signedBy(
        pair.a,
        { thread: derivedId('future'), seq: 1, jti, iat: addMs(pair.b.node.clock.now(), 301_000) },
        REQUEST,
      );
      const jwe = await sealedFor(pair.b, letter.jws, { jti });
      expect(await post(pair.b, jwe)).toMatchObject({
        status: 422,
        body: { code: 'letter-from-the-future', field: '/header/iat' },
      });
      pair.b.node.clock.advance(2000);
      expect(await post(pair.b, jwe)).toMatchObject({ status: 200, body: { answers: [{ mid: letter.mid }] } });
    });

    it('rejects an outside that says something else than the inside', async () => {
      const { jws } = await letterOf('outer');
      const answer = await post(pair.b, await sealedFor(pair.b, jws, { jti: derivedId('another name') }));
      expect(answer).toMatchObject({ status: 422, body: { code: 'outer-inner-differ', field: '/header/jti' } });
      expect(said(answer.body.answers?.[0]?.receipts?.[0])).toMatchObject({ type: 'rejected', final: false });
    });

    it('rejects for now an answer in a thread that it does not know', async () => {
      const jti = derivedId('unknown thread');
      const letter = await signedBy(
        pair.a,
        { thread: derivedId('unknown thread'), seq: 1, jti, role: 'responder' },
        { kind: 'ACKNOWLEDGE', body: { reference: 'x' } },
      );
      expect(await post(pair.b, await sealedFor(pair.b, letter.jws, { jti }))).toMatchObject({
        status: 409,
        body: { code: 'thread-unknown' },
      });
    });

    it('rejects a letter of the other side of its own thread', async () => {
      const thread = derivedId('other side');
      const [one] = await streamOf(pair.a, thread, [REQUEST]);
      await post(pair.b, await sealedFor(pair.b, one!.jws, { jti: one!.jti }));
      const jti = derivedId('other side', 'answer');
      const letter = await signedBy(
        pair.a,
        { thread, seq: 1, jti, role: 'responder' },
        { kind: 'ACKNOWLEDGE', body: { reference: 'x' } },
      );
      expect(await post(pair.b, await sealedFor(pair.b, letter.jws, { jti }))).toMatchObject({
        status: 422,
        body: { code: 'thread-of-another-pair' },
      });
    });

    it('answers each letter of a batch by itself', async () => {
      const [good, wrong] = [await letterOf('batch good'), await letterOf('batch wrong', bad({ reference: '' }))];
      const forged = `${good.jws.slice(0, -4)}AAAA`;
      const answer = await post(
        pair.b,
        await sealedFor(pair.b, [good.jws, wrong.jws, forged], { jti: derivedId('mixed batch') }),
      );
      expect(answer.status).toBe(200);
      expect(
        answer.body.answers?.map((one) => [
          one.mid === good.mid || one.mid === wrong.mid,
          one.receipts?.map((receipt) => said(receipt)['type']),
        ]),
      ).toEqual([
        [true, ['received']],
        [true, ['rejected']],
        [false, undefined],
      ]);
    });

    it('goes on after a refused letter: the next one of the stream is applied', async () => {
      const thread = derivedId('goes on');
      const stream = await streamOf(pair.a, thread, [
        REQUEST,
        { kind: 'REMIND', body: {} } as never,
        remind('after the refused one'),
      ]);
      for (const { jws, jti } of stream) await post(pair.b, await sealedFor(pair.b, jws, { jti }));
      await sweepOnce(pair.b, 'exchange.inbox');
      expect((await caseOf(pair.b, thread)).streams.requester.map(({ seq, standing }) => [seq, standing])).toEqual([
        [1, 'received'],
        [2, 'rejected'],
        [3, 'received'],
      ]);
    });

    it('limits the calls of one address', async () => {
      let limited = 0;
      for (let call = 0; call <= 300; call += 1) if ((await post(pair.b, 'x')).status === 429) limited += 1;
      expect(limited).toBeGreaterThan(0);
      pair.b.node.clock.advance(60_000);
      expectPlain(await post(pair.b, 'x'), 400, 'envelope-form');
    });
  });

  describe('asked to send again', () => {
    beforeAll(() => {
      pair.b.node.clock.advance(600_000);
    });
    async function askOf(change: object = {}): Promise<string> {
      const keys = pair.a.node.get(KeyStore);
      const { kid, privateKey } = await keys.current('signing');
      const ask: Ask = {
        ask: 'resend',
        aud: 'XAB',
        iss: 'XAA',
        jti: derivedId('ask'),
        at: pair.b.node.clock.now(),
        thread: derivedId('nobody knows'),
        role: 'responder',
        from: 1,
        sealTo: (await keys.current('sealing')).kid,
      };
      return signAsk({ ...ask, ...change }, { kid, privateKey });
    }

    it.each([
      ['no signed ask', 400, 'envelope-form', async (): Promise<string> => 'hello'],
      ['a letter', 400, 'ask-invalid', async () => (await letterOf('as an ask', remind('x'))).jws],
      [
        'an ask that is old',
        400,
        'ask-stale',
        async (): Promise<string> => askOf({ at: addMs(pair.b.node.clock.now(), -301_000) }),
      ],
      ['an ask for another State', 400, 'audience-wrong', async () => askOf({ aud: 'XAC' })],
      ['an ask with a foreign member', 400, 'ask-invalid', async () => askOf({ all: true })],
      ['an ask from a State that nobody pinned', 401, 'sender-unknown', async () => askOf({ iss: 'XAC' })],
      ['a thread that it does not know', 404, 'not-found', async () => askOf()],
    ] as const)('refuses %s: %i %s', async (_, status, code, make) => {
      expectPlain(await post(pair.b, await make(), '/exchange/resend'), status, code);
    });

    it('does not take an ask of one kind for another', async () => {
      expectPlain(await post(pair.b, await askOf(), '/exchange/recover'), 400, 'ask-invalid');
    });
  });

  it('takes nothing that a revoked key signed, and nothing of a suspended State', async () => {
    const { a, b } = pair;
    const transactions = b.node.get(Transactions);
    const { kid } = await a.node.get(KeyStore).current('signing');
    const { jws, jti } = await letterOf('suspended');
    const profiles = b.node.get(ProfileRepository);
    await transactions.run(async (tx) =>
      profiles.save(
        tx,
        { ...(await profiles.get(tx, 'XAA')), version: 1, suspended: true, suspendedReason: 'for this test' },
        'test',
        b.node.clock.now(),
      ),
    );
    expectPlain(await post(b, await sealedFor(b, jws, { jti })), 401, 'sender-suspended');
    await transactions.run((tx) =>
      b.node.get(EntryRepository).revokeKey(tx, 'XAA', 'signing', kid, b.node.clock.now(), 'lost'),
    );
    await transactions.run(async (tx) => {
      const { suspendedReason: _reason, ...profile } = await profiles.get(tx, 'XAA');
      await profiles.save(tx, { ...profile, version: 2, suspended: false }, 'test', b.node.clock.now());
    });
    expectPlain(await post(b, await sealedFor(b, jws, { jti })), 401, 'signing-key-revoked');
  });

  it('keeps a ledger that a stranger can verify', async () => {
    await sweepOnce(pair.b, 'audit.sequencer');
    expect(await ledgerFindings(pair.b)).toEqual([]);
  });
});
