import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readClock, type ClockEvent, type ClockKind } from '../../src/domain/deadlines/clock.js';
import { DeadlineRepository, deadlineId, type DeadlinePlan } from '../../src/ledgers/deadlines/deadline.repository.js';
import { openLedgerDatabase, type LedgerDatabase } from './outbox-database.js';

const utc = { country: 'XAA', version: 3, zone: 'UTC', weekend: [6, 7], holidays: [] };
const CASE = '00000000-0000-7000-8000-000000000001';
const OTHER = '00000000-0000-7000-8000-000000000002';
const hour = (n: number): string =>
  `2026-11-${String(2 + Math.floor(n / 24)).padStart(2, '0')}T${String(n % 24).padStart(2, '0')}:00:00.000Z`;
const START: ClockEvent = { type: 'start', at: hour(0) };

/** Ten hours from START: steps at hours 5, 8, 10 and 15. */
const plan = (clock: ClockKind = 'answer', more: readonly ClockEvent[] = [], ordinal = 1): DeadlinePlan => ({
  clock,
  ordinal,
  reading: readClock([START, ...more], { amount: 10, unit: 'hours' }, utc),
  policyId: 'national-default',
  policyVersion: 1,
  calendarVersion: utc.version,
  standing: 'our reminder',
});
const ANSWER = deadlineId(CASE, 'answer', 1);

describe('the deadlines of cases', () => {
  const deadlines = new DeadlineRepository();
  let database: LedgerDatabase;

  beforeAll(async () => {
    database = await openLedgerDatabase();
  });
  afterAll(() => database.close());
  beforeEach(() =>
    database.run((tx) =>
      deadlines
        .reconcile(tx, CASE, [], hour(0))
        .then(() =>
          tx.execute("UPDATE deadline SET state = 'cancelled', next_at = NULL, next_step = NULL, steps_done = '{}'"),
        ),
    ),
  );

  const reconcile = (plans: readonly DeadlinePlan[], now = hour(0), caseId = CASE) =>
    database.run((tx) => deadlines.reconcile(tx, caseId, plans, now));
  const claim = (now: string, limit = 10) =>
    database.run((tx) => deadlines.claimDue(tx, { now, limit, leaseMs: 60_000 }));
  /** Claims whatever is due long after and rings it. */
  const done = async (percent: 50 | 80 | 100 | 150) => {
    await database.run((tx) => deadlines.claimOne(tx, ANSWER, { now: hour(100), leaseMs: 60_000 }));
    return database.run((tx) => deadlines.stepDone(tx, ANSWER, percent));
  };
  const one = async () => (await database.run((tx) => deadlines.ofCase(tx, CASE))).find((row) => row.id === ANSWER);

  it('are written as their plans say, and read back the same', async () => {
    expect(await reconcile([plan()])).toEqual([{ id: ANSWER, at: hour(5) }]);
    expect(await one()).toEqual({
      ...plan(),
      id: ANSWER,
      caseId: CASE,
      stepsDone: [],
      next: { percent: 50, at: hour(5) },
    });
  });

  it('are one row however often they are written', async () => {
    await reconcile([plan()]);
    await reconcile([plan()]);
    expect(
      (await database.run((tx) => deadlines.ofCase(tx, CASE))).filter((row) => row.clock === 'answer'),
    ).toHaveLength(1);
  });

  it('are cancelled where no plan names them any more, and no other case is touched', async () => {
    await reconcile([plan()], hour(0), OTHER);
    await reconcile([plan(), plan('consent')]);
    await reconcile([plan('consent')], hour(1));
    expect((await one())?.reading).toMatchObject({ state: 'cancelled', endedAt: hour(1) });
    expect((await database.run((tx) => deadlines.ofCase(tx, OTHER)))[0]?.reading.state).toBe('running');
    await reconcile([], hour(1), OTHER);
  });

  it('are not claimed a millisecond early', async () => {
    await reconcile([plan()]);
    expect(await claim('2026-11-02T04:59:59.999Z')).toEqual([]);
  });

  it('are claimed once they are due, with the time at which they were', async () => {
    await reconcile([plan()]);
    expect(await claim(hour(7))).toEqual([
      {
        id: ANSWER,
        caseId: CASE,
        clock: 'answer',
        ordinal: 1,
        percent: 50,
        at: hour(5),
        standing: 'our reminder',
        attempts: 1,
      },
    ]);
  });

  it('are not claimed by two connections at once', async () => {
    await reconcile([plan('answer'), plan('consent'), plan('approve')]);
    const [mine, theirs] = await database.run(async (first) => {
      const taken = await deadlines.claimDue(first, { now: hour(6), limit: 2, leaseMs: 60_000 });
      return [taken, await claim(hour(6))];
    });
    expect([mine.length, theirs.length]).toEqual([2, 1]);
    expect(new Set([...mine, ...theirs].map((step) => step.id)).size).toBe(3);
  });

  it('are held by the lease after the claim is committed', async () => {
    await reconcile([plan()]);
    await claim(hour(6));
    expect(await claim(hour(6))).toEqual([]);
    expect(await database.run((tx) => deadlines.claimOne(tx, ANSWER, { now: hour(6), leaseMs: 1 }))).toBeUndefined();
  });

  it('are claimed again where the claimer died, once its lease has ended', async () => {
    await reconcile([plan()]);
    await claim(hour(6));
    expect(await claim('2026-11-02T06:01:00.000Z')).toMatchObject([{ id: ANSWER, percent: 50, attempts: 2 }]);
  });

  it('stay due where the claim itself is rolled back', async () => {
    await reconcile([plan()]);
    const dying = database.run(async (tx) => {
      await deadlines.claimDue(tx, { now: hour(6), limit: 10, leaseMs: 60_000 });
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    expect(await claim(hour(6))).toMatchObject([{ attempts: 1 }]);
  });

  it('go on to their next step, and ring each once', async () => {
    await reconcile([plan()]);
    expect(await done(50)).toBe(true);
    expect(await database.run((tx) => deadlines.stepDone(tx, ANSWER, 50))).toBe(false);
    expect(await claim(hour(9))).toMatchObject([{ percent: 80, at: hour(8) }]);
  });

  it('are not rung by somebody who did not claim them', async () => {
    await reconcile([plan()]);
    expect(await database.run((tx) => deadlines.stepDone(tx, ANSWER, 50))).toBe(false);
  });

  it('stay to be rung where the clock moved between the claim and its effects', async () => {
    await reconcile([plan()]);
    for (const percent of [50, 80] as const) await done(percent);
    expect(await claim(hour(10))).toMatchObject([{ percent: 100 }]);
    await reconcile(
      [
        plan('answer', [
          { type: 'pause', at: hour(9) },
          { type: 'resume', at: hour(12) },
        ]),
      ],
      hour(12),
    );
    expect(await database.run((tx) => deadlines.stepDone(tx, ANSWER, 100, hour(10)))).toBe(false);
    expect(await claim(hour(13))).toMatchObject([{ percent: 100, at: hour(13) }]);
    expect(await database.run((tx) => deadlines.stepDone(tx, ANSWER, 100, hour(10)))).toBe(false);
    expect(await database.run((tx) => deadlines.stepDone(tx, ANSWER, 100, hour(13)))).toBe(true);
  });

  it('ring no more after the last step', async () => {
    await reconcile([plan()]);
    for (const percent of [50, 80, 100, 150] as const) await done(percent);
    expect(await claim(hour(240))).toEqual([]);
  });

  it('keep the steps that were rung when the case is read again', async () => {
    await reconcile([plan()]);
    await done(50);
    expect(await reconcile([plan()], hour(6))).toEqual([{ id: ANSWER, at: hour(8) }]);
  });

  it('ring a step again whose time has moved into the future', async () => {
    await reconcile([plan()]);
    for (const percent of [50, 80, 100] as const) await done(percent);
    await reconcile([plan('answer', [{ type: 'extend', at: hour(10), until: hour(40) }])], hour(11));
    expect((await one())?.next).toEqual({ percent: 50, at: hour(20) });
  });

  it.each(['pause', 'meet', 'cancel'] as const)('are claimed by nobody after %s', async (type) => {
    await reconcile([plan()]);
    await reconcile([plan('answer', [{ type, at: hour(1) }])], hour(1));
    expect(await claim(hour(240))).toEqual([]);
  });

  it('fill the queue with the next window only', async () => {
    await reconcile([plan()]);
    const window = (ms: number) => database.run((tx) => deadlines.nextWindow(tx, hour(4), ms));
    expect(await window(3_599_999)).toEqual([]);
    expect(await window(3_600_000)).toEqual([{ id: ANSWER, at: hour(5) }]);
  });

  it('are found by their index, not by a walk through all of them', async () => {
    const explained = await database.run(async (tx) => {
      await tx.execute('SET LOCAL enable_seqscan = off');
      return tx.query<{ 'QUERY PLAN': string }>(
        "EXPLAIN SELECT id FROM deadline WHERE next_at <= '2026-11-02' AND (lease_until IS NULL OR lease_until <= '2026-11-02') ORDER BY next_at, id LIMIT 10 FOR UPDATE SKIP LOCKED",
      );
    });
    expect(explained.map((row) => row['QUERY PLAN']).join('\n')).toContain('deadline_due');
  });

  it('can not be deleted by the role that runs', async () => {
    await expect(database.run((tx) => tx.execute('DELETE FROM deadline'))).rejects.toThrow(/permission denied/);
  });

  it('refuse a next step for a clock that stands', async () => {
    await reconcile([plan()]);
    await expect(
      database.run((tx) => tx.execute("UPDATE deadline SET state = 'met' WHERE id = $1", [ANSWER])),
    ).rejects.toThrow(/deadline_only_running_rings/);
  });
});
