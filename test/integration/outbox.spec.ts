import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Letter } from '../../src/domain/messages/bodies.js';
import { sha256Base64url } from '../../src/domain/shared/canonical.js';
import { FollowUpRepository } from '../../src/ledgers/outbox/follow-up.repository.js';
import { InboxRepository, type InboxInput } from '../../src/ledgers/outbox/inbox.repository.js';
import { OutboxRepository, type NewMessage, type OutboxMessage } from '../../src/ledgers/outbox/outbox.repository.js';
import { openLedgerDatabase, type LedgerDatabase } from './outbox-database.js';

const T0 = '2026-11-24T10:00:00.000Z';
const T1 = '2026-11-24T10:01:00.000Z';
const T2 = '2026-11-24T10:02:00.000Z';
const LEASE = { leaseMs: 60_000, limit: 10 } as const;
const REMIND: Letter = { kind: 'REMIND', body: { text: 'serial 48213 is urgent' } };

let database: LedgerDatabase;
let outbox: OutboxRepository;
let inbox: InboxRepository;
let followUps: FollowUpRepository;
let thread: string;
let caseId: string;

beforeAll(async () => {
  database = await openLedgerDatabase();
  outbox = new OutboxRepository(database.cipher, database.transactions);
  inbox = new InboxRepository(database.cipher, database.transactions);
  followUps = new FollowUpRepository(database.cipher);
});
afterAll(() => database.close());
beforeEach(async () => {
  thread = randomUUID();
  caseId = randomUUID();
  await database.run(async (tx) => {
    await tx.execute("UPDATE outbox SET state = 'rejected' WHERE state = 'waiting'");
    await tx.execute("UPDATE inbox SET state = 'rejected', reason = 'put aside' WHERE state = 'waiting'");
    await tx.execute("UPDATE follow_up SET state = 'done'");
  });
});

describe('the outbox', () => {
  const add = async (seq: number, more: Partial<NewMessage> = {}): Promise<string> => {
    const id = randomUUID();
    await database.run((tx) =>
      outbox.addMessage(tx, {
        id,
        caseId,
        thread,
        partner: 'XAB',
        direction: 'requester',
        seq,
        seen: 0,
        letter: REMIND,
        exercise: true,
        at: T0,
        ...more,
      }),
    );
    return id;
  };
  const claim = (now = T0) => database.run((tx) => outbox.claim(tx, { now, ...LEASE }));
  const message = async (id: string): Promise<OutboxMessage> => {
    const item = await database.run((tx) => outbox.get(tx, id));
    if (item.kind !== 'message') throw new Error('a receipt');
    return item;
  };
  const sign = (id: string, jws: string) =>
    database.run((tx) => outbox.saveSigned(tx, id, { jws, mid: sha256Base64url(jws) }));
  const voidLetter = (voids: string) => ({ kind: 'VOID', body: { voids, reason: 'sent in error' } }) as const;
  const giveUp = (seq: number, id: string, voids: string) =>
    database.run((tx) =>
      outbox.replaceByVoid(tx, {
        thread,
        direction: 'requester',
        seq,
        void: { id, caseId, partner: 'XAB', seen: 0, exercise: true, at: T1, letter: voidLetter(voids) },
      }),
    );

  it('keeps a letter and reads it back', async () => {
    expect(await message(await add(1))).toMatchObject({
      caseId,
      thread,
      direction: 'requester',
      seq: 1,
      letter: REMIND,
      messageKind: 'REMIND',
      state: 'waiting',
      exercise: true,
    });
  });

  it('keeps no plain text of a letter or its signature', async () => {
    const id = await add(1);
    await sign(id, 'head.serial48213.signature');
    const [row] = await database.run((tx) =>
      tx.query<{ text: string }>(
        "SELECT encode(letter, 'escape') || encode(jws, 'escape') AS text FROM outbox WHERE id = $1",
        [id],
      ),
    );
    expect(row?.text).not.toContain('48213');
  });

  it('tells nothing of a letter whose case was erased, and still its mid', async () => {
    const id = await add(1);
    const { mid } = await sign(id, `a.b.${id}`);
    await database.run((tx) => database.cipher.erase(tx, caseId));
    const found = await message(id);
    expect(found).toMatchObject({ mid });
    expect([found.letter, found.jws]).toEqual([undefined, undefined]);
  });

  it('refuses two messages at one place of a stream', async () => {
    await add(1);
    await expect(add(1)).rejects.toThrow(/outbox_place/);
  });

  it('gives out only the first waiting message of a stream', async () => {
    const first = await add(1);
    await add(2);
    expect((await claim()).map((row) => row.id)).toEqual([first]);
  });

  it('gives out the next message once the first is delivered', async () => {
    const first = await add(1);
    const second = await add(2);
    await database.run((tx) => outbox.delivered(tx, first, { at: T0 }));
    expect((await claim()).map((row) => row.id)).toEqual([second]);
  });

  it('gives out the next message after a signed rejection, which uses up the seq', async () => {
    const first = await add(1);
    const second = await add(2);
    await database.run((tx) => outbox.rejected(tx, first, { at: T0, reason: 'schema', answerJws: 'x' }));
    expect((await claim()).map((row) => row.id)).toEqual([second]);
  });

  it('does not let one stream wait for another', async () => {
    await add(1);
    await add(1, { direction: 'responder' });
    await add(1, { thread: randomUUID() });
    expect(await claim()).toHaveLength(3);
  });

  it('gives no row to two connections at once', async () => {
    await add(1);
    const taken = await database.run(async (tx) => [await outbox.claim(tx, { now: T0, ...LEASE }), await claim()]);
    expect(taken.map((rows) => rows.length)).toEqual([1, 0]);
  });

  it('gives a row out again after a crash, once its lease has ended', async () => {
    const id = await add(1);
    await claim(T0);
    expect(await claim('2026-11-24T10:00:59.999Z')).toEqual([]);
    expect((await claim(T1)).map((row) => row.id)).toEqual([id]);
  });

  it('takes one row by its bell, and not out of turn', async () => {
    const first = await add(1);
    const second = await add(2);
    const take = (id: string) => database.run((tx) => outbox.claimOne(tx, id, { now: T0, leaseMs: 60_000 }));
    expect(await take(second)).toBeUndefined();
    expect(await take(first)).toMatchObject({ id: first });
    expect(await take(first)).toBeUndefined();
  });

  it('gives out no row before its next attempt', async () => {
    const id = await add(1);
    await claim();
    await database.run((tx) => outbox.retryAt(tx, id, { attempts: 3, nextAt: T2, error: 'no route' }));
    expect(await claim(T1)).toEqual([]);
    expect(await claim(T2)).toMatchObject([{ id, attempts: 3 }]);
    expect((await message(id)).lastError).toBe('no route');
  });

  it('signs once: the second signer is answered the first signature', async () => {
    const id = await add(1);
    const first = await sign(id, 'a.b.first');
    expect(await sign(id, 'a.b.second')).toEqual(first);
  });

  it('signs once also where two connections sign at the same time', async () => {
    const id = await add(1);
    const [one, two] = await Promise.all([sign(id, 'a.b.one'), sign(id, 'a.b.two')]);
    expect(one).toEqual(two);
  });

  it('seals once to a key, and anew only to another key', async () => {
    const id = await add(1);
    await sign(id, `a.b.${id}`);
    const seal = (jwe: string, sealingKid: string) =>
      database.run((tx) => outbox.saveSealed(tx, id, { jwe, sealingKid }));
    expect(await seal('first', 'key-1')).toEqual({ jwe: 'first', sealingKid: 'key-1' });
    expect(await seal('again', 'key-1')).toEqual({ jwe: 'first', sealingKid: 'key-1' });
    expect(await seal('rotated', 'key-2')).toEqual({ jwe: 'rotated', sealingKid: 'key-2' });
  });

  it('refuses to seal what was not signed', async () => {
    const id = await add(1);
    await expect(database.run((tx) => outbox.saveSealed(tx, id, { jwe: 'x', sealingKid: 'k' }))).rejects.toThrow(
      /not signed/,
    );
  });

  it('names the mid of the message before as prev', async () => {
    const first = await add(1);
    const { mid } = await sign(first, `a.b.${first}`);
    expect((await message(await add(2))).prev).toBe(mid);
    expect((await message(first)).prev).toBeUndefined();
  });

  it('keeps the first time at which it was sent', async () => {
    const id = await add(1);
    for (const at of [T1, T2]) await database.run((tx) => outbox.markSent(tx, id, at));
    expect((await message(id)).firstSentAt).toBe(T1);
  });

  it('ends a delivery once', async () => {
    const id = await add(1);
    expect(await database.run((tx) => outbox.delivered(tx, id, { at: T1, answerJws: 'receipt' }))).toBe(true);
    expect(await database.run((tx) => outbox.rejected(tx, id, { at: T2, reason: 'late' }))).toBe(false);
    expect(await message(id)).toMatchObject({ state: 'delivered', endedAt: T1, answerJws: 'receipt' });
  });

  it('puts a VOID at the place of the message that it gives up, with the same prev', async () => {
    const first = await add(1);
    const { mid } = await sign(first, `a.b.${first}`);
    const second = await add(2);
    const replacement = randomUUID();
    expect(await giveUp(2, replacement, second)).toBe(second);
    expect(await message(replacement)).toMatchObject({ seq: 2, prev: mid, messageKind: 'VOID', state: 'waiting' });
    expect((await message(second)).state).toBe('voided');
  });

  it('refuses to give up what does not stand', async () => {
    await expect(giveUp(7, randomUUID(), randomUUID())).rejects.toThrow(/that stands/);
  });

  it('lets the message stand, and not its VOID, where the partner had taken it first', async () => {
    const id = await add(1);
    const replacement = randomUUID();
    await giveUp(1, replacement, id);
    expect(await database.run((tx) => outbox.delivered(tx, id, { at: T2, answerJws: 'late receipt' }))).toBe(true);
    expect([(await message(id)).state, (await message(replacement)).state]).toEqual(['delivered', 'rejected']);
  });

  it('tells its own stream from a seq on, those given up left out', async () => {
    await add(1);
    const second = await add(2);
    const replacement = randomUUID();
    await giveUp(2, replacement, second);
    const third = await add(3);
    expect((await database.run((tx) => outbox.ownFrom(tx, thread, 'requester', 2))).map((row) => row.id)).toEqual([
      replacement,
      third,
    ]);
  });

  it('keeps a receipt in the clear, outside the sequence, once', async () => {
    await add(1);
    const id = randomUUID();
    for (let n = 0; n < 2; n++)
      await database.run((tx) =>
        outbox.addReceipt(tx, { id, caseId: null, thread, partner: 'XAB', jws: 'r.e.c', at: T0 }),
      );
    expect(await database.run((tx) => outbox.get(tx, id))).toMatchObject({
      kind: 'receipt',
      jws: 'r.e.c',
      caseId: null,
    });
    expect((await claim()).filter((row) => row.kind === 'receipt')).toHaveLength(1);
  });

  it('tells how much waits and since when', async () => {
    expect(await outbox.oldestUnsent(T1)).toEqual({ count: 0, ageMs: 0 });
    await add(1);
    expect(await outbox.oldestUnsent(T1)).toEqual({ count: 1, ageMs: 60_000 });
  });

  it('can not be deleted by the role that runs', async () => {
    await expect(database.run((tx) => tx.execute('DELETE FROM outbox'))).rejects.toThrow(/permission denied/);
  });
});

describe('the inbox', () => {
  const row = (seq: number, more: Partial<InboxInput> = {}): InboxInput => {
    const jws = `a.serial48213.${randomUUID()}`;
    return {
      mid: sha256Base64url(jws),
      jti: randomUUID(),
      sender: 'XAB',
      thread,
      direction: 'responder',
      seq,
      seen: 0,
      messageKind: 'REMIND',
      caseId,
      exercise: true,
      jws,
      receivedAt: T0,
      receiptJws: `receipt of ${jws}`,
      ...more,
    };
  };
  const insert = (input: InboxInput) => database.run((tx) => inbox.insert(tx, input));
  const apply = (mid: string) => database.run((tx) => inbox.markApplied(tx, mid, T1));
  const reject = (mid: string) => database.run((tx) => inbox.markRejected(tx, mid, { at: T1, reason: 'schema' }));

  it('keeps a message once, and answers a repetition with the same receipt', async () => {
    const first = row(1);
    expect(await insert(first)).toEqual({ inserted: true });
    expect(await insert({ ...first, receiptJws: 'another' })).toMatchObject({
      inserted: false,
      by: 'mid',
      existing: { receiptJws: first.receiptJws },
    });
    expect(await inbox.storedReceipt(first.mid)).toBe(first.receiptJws);
  });

  it('knows other bytes under one jti', async () => {
    const first = row(1);
    await insert(first);
    expect(await insert(row(2, { jti: first.jti }))).toMatchObject({
      inserted: false,
      by: 'jti',
      existing: { mid: first.mid },
    });
  });

  it('knows another message at a place that is taken', async () => {
    const first = row(1);
    await insert(first);
    expect(await insert(row(1))).toMatchObject({ inserted: false, by: 'place', existing: { mid: first.mid } });
  });

  it('does not let one State take the place or the id of another', async () => {
    const first = row(1);
    await insert(first);
    expect(await insert(row(1, { sender: 'XAC', jti: first.jti }))).toEqual({ inserted: true });
  });

  it('inserts one of two that come at the same time', async () => {
    const first = row(1);
    const results = await Promise.all([insert(first), insert(first)]);
    expect(results.map((result) => result.inserted).sort()).toEqual([false, true]);
  });

  it('knows no receipt of a message that never came', async () => {
    expect(await inbox.storedReceipt(sha256Base64url('never'))).toBeUndefined();
  });

  it('keeps no plain text', async () => {
    const first = row(1);
    await insert(first);
    const [stored] = await database.run((tx) =>
      tx.query<{ text: string }>("SELECT encode(jws, 'escape') AS text FROM inbox WHERE mid = $1", [first.mid]),
    );
    expect(stored?.text).not.toContain('48213');
    expect((await database.run((tx) => inbox.findByMid(tx, first.mid)))?.jws).toBe(first.jws);
  });

  it('gives out the expected seq only', async () => {
    await insert(row(2));
    const next = (seq: number) => database.run((tx) => inbox.nextUnapplied(tx, thread, 'responder', seq));
    expect(await next(1)).toBeUndefined();
    expect(await next(2)).toMatchObject({ seq: 2, state: 'waiting' });
  });

  it('ends a message once', async () => {
    const first = row(1);
    await insert(first);
    expect([await apply(first.mid), await apply(first.mid), await reject(first.mid)]).toEqual([true, false, false]);
  });

  it('has no thread to apply behind a gap, and shows the gap with its age', async () => {
    await insert(row(2));
    await insert(row(3, { receivedAt: T1 }));
    expect(await inbox.threadsToApply(10)).toEqual([]);
    expect(await inbox.gaps(T2)).toEqual([
      { thread, direction: 'responder', sender: 'XAB', fromSeq: 1, ageMs: 120_000 },
    ]);
  });

  it('has a thread to apply, and no gap, once the missing message comes', async () => {
    await insert(row(2));
    await insert(row(1));
    expect(await inbox.threadsToApply(10)).toEqual([thread]);
    expect(await inbox.gaps(T2)).toEqual([]);
  });

  it.each([
    ['an application', apply],
    ['a signed final rejection', reject],
  ] as const)('goes on after %s', async (_, end) => {
    const first = row(1);
    await insert(first);
    await insert(row(2));
    await end(first.mid);
    expect(await inbox.threadsToApply(10)).toEqual([thread]);
    expect(await inbox.gaps(T2)).toEqual([]);
  });

  it('shows a gap after what was applied by its first missing seq', async () => {
    const first = row(1);
    await insert(first);
    await apply(first.mid);
    await insert(row(4));
    expect(await inbox.gaps(T1)).toMatchObject([{ fromSeq: 2, ageMs: 60_000 }]);
  });

  it('lets one at a time into a thread', async () => {
    const other = database.run(async (first) => {
      await inbox.lockThread(first, thread);
      await database.run(async (second) => {
        await second.execute("SET LOCAL lock_timeout = '20ms'");
        await inbox.lockThread(second, thread);
      });
    });
    await expect(other).rejects.toThrow(/lock timeout/);
  });
});

describe('follow-ups', () => {
  const add = (id: string, to = caseId) =>
    database.run((tx) => followUps.add(tx, { id, caseId: to, command: { type: 'RecordConsent', by: 'XAB' }, at: T0 }));
  const claim = (now = T0) => database.run((tx) => followUps.claim(tx, { now, ...LEASE }));

  it('are kept once however often they are added', async () => {
    const id = randomUUID();
    expect([await add(id), await add(id)]).toEqual([true, false]);
    expect(await claim()).toEqual([{ id, caseId, command: { type: 'RecordConsent', by: 'XAB' }, attempts: 0 }]);
  });

  it('are done once: the second executor is told', async () => {
    const id = randomUUID();
    await add(id);
    expect([
      await database.run((tx) => followUps.done(tx, id, T1)),
      await database.run((tx) => followUps.done(tx, id, T1)),
    ]).toEqual([true, false]);
    expect(await claim(T2)).toEqual([]);
  });

  it('are not added anew after they were done', async () => {
    const id = randomUUID();
    await add(id);
    await database.run((tx) => followUps.done(tx, id, T1));
    expect(await add(id)).toBe(false);
    expect(await claim(T2)).toEqual([]);
  });

  it('are not claimed by two connections at once', async () => {
    await add(randomUUID());
    const taken = await database.run(async (tx) => [await followUps.claim(tx, { now: T0, ...LEASE }), await claim()]);
    expect(taken.map((rows) => rows.length)).toEqual([1, 0]);
  });

  it('are claimed again after a crash, once the lease has ended', async () => {
    const id = randomUUID();
    await add(id);
    await claim();
    expect(await database.run((tx) => followUps.claimOne(tx, id, { now: T0, leaseMs: 1 }))).toBeUndefined();
    expect(await claim(T1)).toMatchObject([{ id }]);
  });

  it('wait for their next attempt after a failure', async () => {
    const id = randomUUID();
    await add(id);
    await claim();
    await database.run((tx) => followUps.failed(tx, id, { attempts: 2, nextAt: T2, error: 'the case is locked' }));
    expect(await claim(T1)).toEqual([]);
    expect(await claim(T2)).toMatchObject([{ id, attempts: 2 }]);
  });

  it('to an erased case are given to nobody, and end', async () => {
    await add(randomUUID());
    await database.run((tx) => database.cipher.erase(tx, caseId));
    expect([await claim(), await claim(T2)]).toEqual([[], []]);
  });
});
