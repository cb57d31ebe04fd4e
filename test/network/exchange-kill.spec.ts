import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock, TestClock } from '../../src/platform/clock.js';
import { type Config } from '../../src/platform/config.js';
import { FAULT_POINTS, type FaultPoint } from '../../src/platform/fault-point.js';
import { Build, freePort, listening } from './killed-process.js';
import {
  countRows,
  learnWith,
  ledgerFindings,
  sendRequest,
  settle,
  startTwoStates,
  stateAt,
  sweepOnce,
  type State,
  type TwoStates,
  viewOf,
} from './two-states.js';

const LIMIT_MS = 60_000;
/** The dead process' lease ends soon, and what failed is tried again soon. */
const QUICK: Partial<Config> = {
  'exchange.leaseMs': 1000,
  'exchange.sweepMs': 50,
  'exchange.retrySeconds': [1],
  'audit.sequenceMs': 100,
};

describe('a process killed at a fault point and started again', () => {
  const build = new Build();
  const machine = new SystemClock();
  let pair: TwoStates;

  beforeAll(async () => {
    await build.make();
    const clock = new TestClock(machine.now());
    pair = await startTwoStates({ clock, a: { config: QUICK }, b: { config: QUICK } });
    await learnWith(pair.a, pair.b, {}, { kind: 'node', url: pair.b.node.url });
    await learnWith(pair.b, pair.a, {}, { kind: 'node', url: pair.a.node.url });
  }, LIMIT_MS);
  afterAll(async () => {
    await pair.close();
    build.remove();
  });

  /** The State whose process dies is the one that does the work of the point; the other one lives in this process. */
  const kill = async (point: FaultPoint): Promise<void> => {
    const { a, b, network } = pair;
    if (!point.startsWith('inbox')) return build.start(a.node.config, point, { 'http.port': 0 }).died(LIMIT_MS);
    const port = await freePort();
    const doomed = build.start(b.node.config, point, { 'http.port': port });
    await listening(port, LIMIT_MS);
    network.connect(new URL(b.node.url).host, `http://127.0.0.1:${String(port)}`);
    await sweepOnce(a, 'exchange.outbox');
    await doomed.died(LIMIT_MS);
    network.connect(new URL(b.node.url).host, b.node.url);
  };

  it.each(FAULT_POINTS)(
    'at "%s" loses nothing and acts on nothing twice',
    async (point) => {
      const { a, b } = pair;
      a.node.clock.set(machine.now());
      const thread = await sendRequest(a, b);
      await kill(point);
      a.node.clock.set(machine.now());
      a.node.clock.advance(5000);
      await settle(a, b);
      expect(await stateAt(a, thread)).toBe('delivered');
      expect(await viewOf(b, thread)).toEqual(await viewOf(a, thread));
      expect(await countRows(b, "SELECT count(*) FROM inbox WHERE thread = $1 AND state = 'applied'", [thread])).toBe(
        1,
      );
      expect(
        await countRows(
          b,
          "SELECT count(*) FROM case_event e JOIN trace_case c ON c.id = e.case_id WHERE c.thread = $1 AND e.type = 'letter received'",
          [thread],
        ),
      ).toBe(1);
      expect(
        await countRows(
          a,
          "SELECT count(*) FROM case_event e JOIN trace_case c ON c.id = e.case_id WHERE c.thread = $1 AND e.type = 'delivery recorded'",
          [thread],
        ),
      ).toBe(1);
      for (const state of [a, b] as readonly State[]) expect(await ledgerFindings(state)).toEqual([]);
    },
    2 * LIMIT_MS,
  );

  it('leaves no entry of either ledger without its place in the tree', async () => {
    for (const state of [pair.a, pair.b]) {
      await sweepOnce(state, 'audit.sequencer');
      expect(await countRows(state, 'SELECT count(*) FROM audit_pending')).toBe(0);
      expect(await countRows(state, 'SELECT count(*) FROM audit_entry')).toBe(
        await countRows(state, 'SELECT count(*) FROM audit_leaf'),
      );
    }
  });
});
