import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { derivedId } from '../../src/domain/shared/ids.js';
import { KeyStore } from '../../src/platform/key-store.js';
import { Transactions } from '../../src/platform/transaction.js';
import { ExchangeQueries } from '../../src/exchange/exchange.queries.js';
import { post, remind, REQUEST, said, sealedFor, signedBy, streamOf } from './hand-made.js';
import { answerLost, type Carried, held } from './test-network.js';
import {
  act,
  asOwner,
  caseOf,
  countRows,
  entriesOf,
  hasCase,
  learn,
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

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('letters in disorder', () => {
  let pair: TwoStates;

  beforeAll(async () => {
    pair = await startTwoStates();
  });
  afterAll(() => pair.close());

  const agree = async (thread: string): Promise<void> => {
    await settle(pair.a, pair.b);
    expect(await viewOf(pair.b, thread)).toEqual(await viewOf(pair.a, thread));
  };
  const inbox = (thread: string, state: string): Promise<number> =>
    countRows(pair.b, 'SELECT count(*) FROM inbox WHERE thread = $1 AND state = $2', [thread, state]);

  it('refuses other bytes under one jti, signed, with an alert and a ledger entry, and the first letter stands', async () => {
    const { a, b } = pair;
    const thread = derivedId('other bytes');
    const [first] = await streamOf(a, thread, [REQUEST]);
    const other = await signedBy(a, { thread, seq: 1, jti: first!.jti, epoch: 2 }, REQUEST);
    expect((await post(b, await sealedFor(b, first!.jws, { jti: first!.jti }))).status).toBe(200);
    const refused = await post(b, await sealedFor(b, other.jws, { jti: first!.jti }));
    expect(refused).toMatchObject({ status: 409, body: { code: 'jti-reused' } });
    expect(said(refused.body.answers?.[0]?.receipts?.[0])).toMatchObject({
      type: 'rejected',
      mid: other.mid,
      code: 'jti-reused',
    });
    const again = await post(b, await sealedFor(b, other.jws, { jti: first!.jti }));
    expect(again.body.answers?.[0]?.receipts).toEqual(refused.body.answers?.[0]?.receipts);
    expect((await b.node.get(ExchangeQueries).status()).alerts).toEqual([
      expect.objectContaining({ partner: 'XAA', code: 'jti-reused', thread }),
    ]);
    expect((await entriesOf(b, 'exchange.refused')).filter((entry) => entry['mid'] === other.mid)).toHaveLength(1);
    await sweepOnce(b, 'exchange.inbox');
    expect((await caseOf(b, thread)).streams.requester.map((entry) => entry.mid)).toEqual([first!.mid]);
  });

  it('answers the same letter with the very same receipt, sealed anew or not', async () => {
    const { a, b } = pair;
    const thread = derivedId('same letter');
    const [first] = await streamOf(a, thread, [REQUEST]);
    const one = await post(b, await sealedFor(b, first!.jws, { jti: first!.jti }));
    b.node.clock.advance(60_000);
    const two = await post(b, await sealedFor(b, first!.jws, { jti: first!.jti }));
    expect(two.body.answers).toEqual(one.body.answers);
    expect(said(one.body.answers?.[0]?.receipts?.[0])).toMatchObject({ type: 'received', mid: first!.mid, seq: 1 });
    expect(await countRows(b, 'SELECT count(*) FROM inbox WHERE thread = $1', [thread])).toBe(1);
  });

  it('applies letters in their order, whatever the order in which they come', async () => {
    const { a, b } = pair;
    const thread = derivedId('out of order');
    const [one, two, three] = await streamOf(a, thread, [REQUEST, remind('first'), remind('second')]);
    for (const letter of [three!, two!]) await post(b, await sealedFor(b, letter.jws, { jti: letter.jti }));
    await sweepOnce(b, 'exchange.inbox');
    expect(await hasCase(b, thread)).toBe(false);
    await post(b, await sealedFor(b, one!.jws, { jti: one!.jti }));
    await sweepOnce(b, 'exchange.inbox');
    expect((await caseOf(b, thread)).streams.requester.map((entry) => entry.mid)).toEqual([
      one!.mid,
      two!.mid,
      three!.mid,
    ]);
  });

  it('stops at a gap in one thread alone, shows its age, asks for what is missing and goes on', async () => {
    const { a, b, network } = pair;
    const [thread, other] = [await sendRequest(a, b), await sendRequest(a, b)];
    await settle(a, b);
    await write(a, thread, { kind: 'REMIND', body: { text: 'lost after its receipt' } });
    await sweepOnce(a, 'exchange.outbox');
    await asOwner(b, "DELETE FROM inbox WHERE thread = $1 AND seq = 2 AND state = 'waiting'", [thread]);
    for (const one of [thread, other]) await write(a, one, { kind: 'REMIND', body: { text: 'goes on' } });
    await settle(a, b);
    expect((await caseOf(b, thread)).streams.requester).toHaveLength(1);
    expect((await caseOf(b, other)).streams.requester).toHaveLength(2);

    const asked = (): number => network.sent.filter(({ path }) => path === '/exchange/resend').length;
    b.node.clock.advance(10 * 60_000 - 1);
    await settle(b);
    expect((await b.node.get(ExchangeQueries).status()).gaps).toEqual([
      expect.objectContaining({ thread, fromSeq: 2, ageMs: 10 * 60_000 - 1, partner: 'XAA' }),
    ]);
    expect(asked()).toBe(0);
    b.node.clock.advance(1);
    await settle(b);
    await settle(b);
    expect(asked()).toBe(1);
    await agree(thread);
    expect((await caseOf(b, thread)).streams.requester).toHaveLength(3);
    expect((await b.node.get(ExchangeQueries).status()).gaps).toEqual([]);
    expect((await entriesOf(a, 'exchange.asked-to-resend')).at(-1)).toMatchObject({ from: 2, letters: 2, known: true });
  });

  it('asks again, once in each interval, where nothing comes', async () => {
    const { a, b, network } = pair;
    const thread = derivedId('nothing comes');
    const [request, , behind] = await streamOf(a, thread, [REQUEST, remind('never sent'), remind('behind the gap')]);
    for (const letter of [request!, behind!]) await post(b, await sealedFor(b, letter.jws, { jti: letter.jti }));
    await sweepOnce(b, 'exchange.inbox');
    const before = network.sent.length;
    for (let minute = 0; minute < 60; minute += 1) {
      b.node.clock.advance(60_000);
      await sweepOnce(b, 'exchange.gaps');
    }
    expect(network.sent.slice(before).map(({ path }) => path)).toEqual(
      Array.from({ length: 6 }, () => '/exchange/resend'),
    );
    await asOwner(b, 'DELETE FROM inbox WHERE thread = $1', [thread]);
  });

  it('takes the VOID where it comes first, and the letter it gave up is refused for it', async () => {
    const { a, b, network } = pair;
    await settle(a, b);
    const thread = await sendRequest(a, b);
    const late: Carried[] = [];
    network.next(held(late));
    await settle(a, b);
    await act(a, (await caseOf(a, thread)).id, { type: 'void letter', seq: 1, reason: 'sent to the wrong State' });
    await agree(thread);
    expect(await stateAt(a, thread)).toBe('void');
    const stands = (await caseOf(b, thread)).streams.requester[0]?.mid;
    const refused = await post(b, late[0]!.body);
    expect(refused).toMatchObject({ status: 409, body: { code: 'place-taken' } });
    expect(said(refused.body.answers?.[0]?.receipts?.[0])).toMatchObject({
      type: 'rejected',
      code: 'place-taken',
      standing: stands,
    });
    await agree(thread);
  });

  it('lets the letter stand where its VOID comes too late, and the sender follows', async () => {
    const { a, b, network } = pair;
    const thread = await sendRequest(a, b);
    network.next(answerLost);
    await settle(a, b);
    await act(a, (await caseOf(a, thread)).id, { type: 'void letter', seq: 1, reason: 'sent in error' });
    a.node.clock.advance(10_000);
    await agree(thread);
    expect(await stateAt(a, thread)).toBe('delivered');
    expect(await stateAt(b, thread)).toBe('received');
    await write(a, thread, { kind: 'REMIND', body: { text: 'follows the letter that stands' } });
    await agree(thread);
    expect((await caseOf(b, thread)).streams.requester).toHaveLength(2);
  });

  it('delivers after a week in which the partner was down, and was called undeliverable meanwhile', async () => {
    const { a, b, network } = pair;
    const thread = await sendRequest(a, b);
    network.disconnect(b.host);
    const before = network.sent.length;
    for (let hour = 0; hour < 7 * 24; hour += 1) {
      a.node.clock.advance(HOUR_MS);
      await sweepOnce(a, 'exchange.outbox');
    }
    expect(await stateAt(a, thread)).toBe('undeliverable');
    expect(await entriesOf(a, 'exchange.undeliverable')).toHaveLength(1);
    expect(network.sent.length - before).toBeGreaterThan(7 * 20);
    network.connect(b.host, b.node.url);
    a.node.clock.advance(HOUR_MS);
    await agree(thread);
    expect(await stateAt(a, thread)).toBe('delivered');
  });

  it('seals the same letter again where the keys of both were rotated meanwhile, and signs nothing twice', async () => {
    const { a, b, network } = pair;
    await settle(a, b);
    const thread = await sendRequest(a, b);
    const lost: Carried[] = [];
    network.next(held(lost));
    await settle(a, b);
    const [row] = await a.node
      .get(Transactions)
      .read<{ mid: string; sealing_kid: string }>('SELECT mid, sealing_kid FROM outbox WHERE thread = $1', [thread]);
    for (const [state, use] of [
      [b, 'sealing'],
      [b, 'signing'],
      [a, 'signing'],
    ] as const)
      await state.node.get(KeyStore).rotate(use, state.node.clock.now());
    await learn(a, b);
    await learn(b, a);
    a.node.clock.advance(DAY_MS);
    await agree(thread);
    const [after] = await a.node
      .get(Transactions)
      .read<{ mid: string; sealing_kid: string }>('SELECT mid, sealing_kid FROM outbox WHERE thread = $1', [thread]);
    expect(after?.mid).toBe(row?.mid);
    expect(after?.sealing_kid).not.toBe(row?.sealing_kid);
    expect((await caseOf(b, thread)).streams.requester[0]?.mid).toBe(row?.mid);
    expect(await post(b, lost[0]!.body)).toMatchObject({ status: 200 });
  });

  it('refuses a letter that does not follow the one before, for good, and the stream goes on behind it', async () => {
    const { a, b } = pair;
    const thread = derivedId('wrong prev');
    const [one] = await streamOf(a, thread, [REQUEST]);
    const wrong = await signedBy(
      a,
      { thread, seq: 2, prev: one!.mid.replace(/^./, one!.mid.startsWith('A') ? 'B' : 'A') },
      remind('follows another'),
    );
    const next = await signedBy(a, { thread, seq: 3, prev: wrong.mid }, remind('follows the refused one'));
    for (const [letter, seq] of [
      [one!, 1],
      [wrong, 2],
      [next, 3],
    ] as const) {
      await post(
        b,
        await sealedFor(b, letter.jws, { jti: seq === 1 ? one!.jti : derivedId(thread, String(seq), 'REMIND') }),
      );
    }
    await sweepOnce(b, 'exchange.inbox');
    expect((await entriesOf(b, 'exchange.refused')).at(-1)).toMatchObject({
      mid: wrong.mid,
      code: 'prev-wrong',
      final: true,
    });
    expect(await inbox(thread, 'rejected')).toBe(1);
    expect(await inbox(thread, 'applied')).toBe(2);
    expect((await caseOf(b, thread)).streams.requester.map(({ seq, standing }) => [seq, standing])).toEqual([
      [1, 'received'],
      [2, 'rejected'],
      [3, 'received'],
    ]);
  });

  it('keeps ledgers that a stranger can verify through all of it', async () => {
    await sweepOnce(pair.a, 'audit.sequencer');
    await sweepOnce(pair.b, 'audit.sequencer');
    expect(await ledgerFindings(pair.a)).toEqual([]);
    expect(await ledgerFindings(pair.b)).toEqual([]);
  });
});
