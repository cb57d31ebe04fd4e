import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { type Receipt, signReceipt } from '../../src/domain/envelope/receipt.js';
import { addMs } from '../../src/domain/shared/instant.js';
import { OwnLedger } from '../../src/exchange/own-ledger.js';
import { TracingService } from '../../src/tracing/tracing.service.js';
import { KeyStore } from '../../src/platform/key-store.js';
import { said } from './hand-made.js';
import { answerLost, type Fault, requestLost, twice } from './test-network.js';
import {
  caseOf,
  countRows,
  entriesOf,
  hasCase,
  learnWith,
  ledgerFindings,
  sendRequest,
  settle,
  startTwoStates,
  stateAt,
  sweepOnce,
  type TwoStates,
  viewOf,
  write,
} from './two-states.js';

describe('two nodes over HTTP', () => {
  let pair: TwoStates;

  beforeAll(async () => {
    pair = await startTwoStates();
  });
  afterAll(() => pair.close());

  const agree = async (thread: string): Promise<void> => {
    const { a, b } = pair;
    await settle(a, b);
    expect(await viewOf(b, thread)).toEqual(await viewOf(a, thread));
  };
  const applied = (thread: string): Promise<number> =>
    countRows(pair.b, "SELECT count(*) FROM inbox WHERE thread = $1 AND state = 'applied'", [thread]);

  it('carry a request and its acknowledgement, and agree', async () => {
    const { a, b } = pair;
    const thread = await sendRequest(a, b);
    expect(await stateAt(a, thread)).toBe('sent');
    await settle(a, b);
    expect(await stateAt(a, thread)).toBe('delivered');
    expect(await stateAt(b, thread)).toBe('received');
    await write(b, thread, { kind: 'ACKNOWLEDGE', body: { reference: 'XAB-1' } });
    await agree(thread);
    expect(await stateAt(a, thread)).toBe('acknowledged');
  });

  it('act once on a letter whose receipt was lost', async () => {
    const { a, b, network } = pair;
    const thread = await sendRequest(a, b);
    network.next(answerLost);
    await settle(a, b);
    expect(await stateAt(a, thread)).toBe('sent');
    a.node.clock.advance(10_000);
    await agree(thread);
    expect(await stateAt(a, thread)).toBe('delivered');
    expect(await applied(thread)).toBe(1);
  });

  it('act once on an envelope that came twice, and answer it with the same bytes', async () => {
    const { a, b, network } = pair;
    const thread = await sendRequest(a, b);
    network.next(twice);
    await agree(thread);
    expect(await applied(thread)).toBe(1);
  });

  it('say "not delivered" while the way is cut, and nothing is lost', async () => {
    const { a, b, network } = pair;
    const thread = await sendRequest(a, b);
    network.next(requestLost);
    await settle(a, b);
    expect(await stateAt(a, thread)).toBe('sent');
    a.node.clock.advance(10_000);
    await agree(thread);
  });

  it('put many letters that are due for one partner into one envelope, each with its own receipt', async () => {
    const { a, b, network } = pair;
    const threads: string[] = [];
    for (let n = 0; n < 5; n += 1) threads.push(await sendRequest(a, b));
    const before = network.sent.length;
    await sweepOnce(a, 'exchange.outbox');
    expect(network.sent.slice(before).map(({ path }) => path)).toEqual(['/exchange/envelopes']);
    for (const thread of threads) {
      expect(await stateAt(a, thread)).toBe('delivered');
      await agree(thread);
    }
  });

  it('put no more letters together than the partner says it takes', async () => {
    const { a, b, network } = pair;
    await learnWith(a, b, { batchMax: 2 });
    const threads: string[] = [];
    for (let n = 0; n < 5; n += 1) threads.push(await sendRequest(a, b));
    const before = network.sent.length;
    await sweepOnce(a, 'exchange.outbox');
    expect(network.sent.length - before).toBe(3);
    await Promise.all(
      threads.map(async (thread) => {
        expect(await stateAt(a, thread)).toBe('delivered');
      }),
    );
    await settle(a, b);
  });

  describe('take for a receipt nothing but a signed one that names the letter', () => {
    const forged = async (
      change: Partial<Receipt>,
      by: 'its own key' | 'another key' = 'its own key',
    ): Promise<Fault> => {
      const { kid, privateKey } = await pair.b.node.get(KeyStore).current('signing');
      return async (_, carry) => {
        const body = (await (await carry()).json()) as { answers: { mid: string; receipts: string[] }[] };
        const answers = await Promise.all(
          body.answers.map(async ({ mid, receipts }) => ({
            mid,
            receipts: await Promise.all(
              receipts.map((receipt) =>
                signReceipt(
                  { ...(said(receipt) as unknown as Receipt), ...change },
                  { kid, privateKey: by === 'its own key' ? privateKey : generateKeyPairSync('ed25519').privateKey },
                ),
              ),
            ),
          })),
        );
        return Response.json({ answers });
      };
    };
    const answering = (response: () => Response): Promise<Fault> => Promise.resolve(() => Promise.resolve(response()));
    const other = 'A'.repeat(43);

    it.each([
      ['a receipt for another letter', () => forged({ mid: other }), 'no-receipt'],
      ['a receipt for another State', () => forged({ aud: 'XAC' }), 'receipt-of-another'],
      ['a receipt of another State', () => forged({ iss: 'XAC' }), 'receipt-of-another'],
      ['a receipt that another key signed', () => forged({}, 'another key'), 'signature-wrong'],
      ['a receipt without its time', () => forged({ at: 'soon' }), 'receipt-invalid'],
      [
        'a rejection that may pass',
        () => forged({ type: 'rejected', code: 'letter-from-the-future' }),
        'letter-from-the-future',
      ],
      ['an answer without receipts', () => answering(() => Response.json({ answers: [] })), 'no-receipt'],
      ['a page of somebody', () => answering(() => new Response('<html>Welcome</html>')), 'status-200'],
      ['a fault of the server', () => answering(() => new Response('', { status: 500 })), 'status-500'],
      [
        'a plain problem',
        () => answering(() => Response.json({ code: 'signing-key-unknown' }, { status: 401 })),
        'signing-key-unknown',
      ],
      [
        'a redirect',
        () =>
          answering(
            () => new Response('', { status: 307, headers: { location: 'https://elsewhere.test/exchange/envelopes' } }),
          ),
        'redirect-refused',
      ],
    ] as const)('and so not %s', async (_, make, error) => {
      const { a, b, network } = pair;
      await settle(a, b);
      const thread = await sendRequest(a, b);
      network.next(await make());
      await sweepOnce(a, 'exchange.outbox');
      expect(await stateAt(a, thread)).toBe('sent');
      expect(
        await countRows(
          a,
          "SELECT count(*) FROM outbox WHERE thread = $1 AND state = 'waiting' AND last_error = $2 AND attempts = 1",
          [thread, error],
        ),
      ).toBe(1);
      a.node.clock.advance(10_000);
      await agree(thread);
      expect(await stateAt(a, thread)).toBe('delivered');
    });

    it('keeps a receipt whose time lies outside the window, and flags it', async () => {
      const { a, b, network } = pair;
      a.node.clock.advance(3_600_000);
      const thread = await sendRequest(a, b);
      network.next(await forged({ at: addMs(a.node.clock.now(), -400_000) }));
      await settle(a, b);
      expect((await caseOf(a, thread)).flags).toEqual([
        expect.objectContaining({ code: 'received outside the window' }),
      ]);
    });

    it('follows a signed rejection that is final, and a person is told', async () => {
      const { a, b, network } = pair;
      const thread = await sendRequest(a, b);
      network.next(await forged({ type: 'rejected', code: 'letter-invalid', final: true }));
      await settle(a, b);
      const kase = await caseOf(a, thread);
      expect(kase.streams.requester[0]?.standing).toBe('rejected');
      expect(kase.flags).toEqual([expect.objectContaining({ code: 'rejected by partner', detail: 'letter-invalid' })]);
    });
  });

  it('compare the due times that the receiver computed with their own', async () => {
    const { a, b } = pair;
    const thread = await sendRequest(a, b);
    await settle(a, b);
    expect((await caseOf(a, thread)).flags).toEqual([]);
    expect((await entriesOf(a, 'exchange.letter-accepted')).at(-1)).toMatchObject({ seq: 1 });
  });

  it('let a letter that meets a defect hold up no other thread, on either side', async () => {
    const { a, b } = pair;
    await settle(a, b);
    const [stuck, free] = [await sendRequest(a, b), await sendRequest(a, b)];
    const sign = jest
      .spyOn(a.node.get(OwnLedger), 'epoch')
      .mockImplementationOnce(() => Promise.reject(new Error('a defect at signing')));
    await sweepOnce(a, 'exchange.outbox');
    sign.mockRestore();
    // Of two letters of one moment either may be the first that is signed.
    expect([await stateAt(a, stuck), await stateAt(a, free)].sort()).toEqual(['delivered', 'sent']);
    a.node.clock.advance(10_000);
    await sweepOnce(a, 'exchange.outbox');

    const third = await sendRequest(a, b);
    await sweepOnce(a, 'exchange.outbox');
    const receive = jest
      .spyOn(b.node.get(TracingService), 'receive')
      .mockImplementationOnce(() => Promise.reject(new Error('a defect at applying')));
    await expect(sweepOnce(b, 'exchange.inbox')).rejects.toThrow('a defect at applying');
    receive.mockRestore();
    const applied = await Promise.all([stuck, free, third].map((thread) => hasCase(b, thread)));
    expect(applied.filter(Boolean)).toHaveLength(2);
    for (const thread of [stuck, free, third]) await agree(thread);
  });

  it('keep ledgers that a stranger can verify', async () => {
    await settle(pair.a, pair.b);
    expect(await ledgerFindings(pair.a)).toEqual([]);
    expect(await ledgerFindings(pair.b)).toEqual([]);
  });
});
