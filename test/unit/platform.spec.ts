import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { MIGRATIONS } from '../../migrations/index.js';
import { OffsetClock, shownTime, SystemClock, TestClock } from '../../src/platform/clock.js';
import { readConfig, type Config } from '../../src/platform/config.js';
import { etagOf, ifMatch, sameVersion } from '../../src/platform/etag.js';
import { faultOrder, FaultPoints, StrikingFaultPoints } from '../../src/platform/fault-point.js';
import { HandlerRegistry } from '../../src/platform/job-handlers.js';
import { bellId } from '../../src/platform/job-queue.js';
import { HealthService } from '../../src/platform/health.service.js';
import { type Transactions } from '../../src/platform/transaction.js';
import { KeyStore, thumbprint } from '../../src/platform/key-store.js';
import { MasterKey } from '../../src/platform/master-key.js';
import { decodeCursor, encodeCursor, pageOf } from '../../src/platform/page.js';
import { EXPECTED_MIGRATIONS } from '../../src/platform/schema-version.js';
import { SweepRunner } from '../../src/platform/sweeps.js';

Logger.overrideLogger(false);

function config(overrides: Partial<Config>): Config {
  const read = readConfig(
    {},
    { 'node.mode': 'test', 'node.state': 'XAA', 'database.url': 'postgres://unused', ...overrides },
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

describe('If-Match', () => {
  it('names the version that was read', () => {
    expect(ifMatch(etagOf(7))).toEqual({ ok: true, value: 7 });
  });

  it.each([undefined, ''])('is asked for where it is missing (%s)', (header) => {
    expect(ifMatch(header)).toMatchObject({ ok: false, code: 'if-match-missing' });
  });

  it.each(['*', '7', 'W/"7"', '"7", "8"', '"seven"', '"-1"', '""', '"9999999999999999"'])(
    'is refused in any other form: %s',
    (header) => {
      expect(ifMatch(header)).toMatchObject({ ok: false, code: 'field-invalid', field: '/if-match' });
    },
  );

  it('refuses a change of what somebody else has changed', () => {
    expect(sameVersion(7, 8)).toMatchObject({ ok: false, code: 'version-stale' });
    expect(sameVersion(8, 8)).toEqual({ ok: true, value: 8 });
  });
});

describe('a page', () => {
  const key = (row: { at: string; id: string }): readonly string[] => [row.at, row.id];
  const rows = [1, 2, 3].map((n) => ({ at: `2026-01-0${String(n)}`, id: `id${String(n)}` }));

  it('ends with the key of its last row where more rows follow', () => {
    const page = pageOf(rows, 2, key);
    expect(page.items).toHaveLength(2);
    expect(decodeCursor(page.next ?? '', ['string', 'string'])).toEqual({ ok: true, value: ['2026-01-02', 'id2'] });
  });

  it('is the last where no row follows', () => {
    expect(pageOf(rows, 3, key).next).toBeNull();
    expect(pageOf([], 3, key)).toEqual({ items: [], next: null });
  });

  it.each([
    ['not JSON', 'AAAA'],
    ['another length', encodeCursor(['a'])],
    ['another type', encodeCursor(['a', 1])],
    ['no list', Buffer.from('{"0":"a","1":"b","length":2}').toString('base64url')],
    ['nothing', ''],
  ])('refuses a cursor that it did not give out: %s', (_, cursor) => {
    expect(decodeCursor(cursor, ['string', 'string'])).toMatchObject({
      ok: false,
      code: 'field-invalid',
      field: '/after',
    });
  });
});

describe('a clock', () => {
  it('of a test stands still until it is moved', () => {
    const clock = new TestClock('2026-01-01T00:00:00.000Z');
    expect(clock.now()).toBe(clock.now());
    expect(clock.advance(1500)).toBe('2026-01-01T00:00:01.500Z');
  });

  it('of an exercise shows the set moment and runs at the set rate', () => {
    const setting = { realAt: '2026-01-01T00:00:00.000Z', shownAt: '2030-06-01T00:00:00.000Z', rate: 60 };
    expect(shownTime(setting, '2026-01-01T00:00:01.000Z')).toBe('2030-06-01T00:01:00.000Z');
    const machine = new TestClock('2026-01-01T00:00:02.000Z');
    const clock = new OffsetClock(machine);
    expect(clock.now()).toBe(machine.now());
    clock.follow(setting);
    expect(clock.now()).toBe('2030-06-01T00:02:00.000Z');
  });

  it('of production is the machine', () => {
    expect(new SystemClock().now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});

describe('a fault point', () => {
  it('strikes at the ordered passing, once', async () => {
    const strike = jest.fn<() => void>();
    const points = new StrikingFaultPoints({ point: 'inbox 2 inserted', passing: 2 }, strike);
    for (const point of ['inbox 2 inserted', 'inbox 1 verified', 'inbox 2 inserted', 'inbox 2 inserted'] as const)
      await points.pass(point);
    expect(strike).toHaveBeenCalledTimes(1);
  });

  it('does nothing where nothing is ordered', () => {
    expect(new FaultPoints().pass('inbox 1 verified')).toBeUndefined();
  });

  it.each(['inbox 2', 'inbox 2 inserted#0', 'inbox 2 inserted#x', '', 'inbox 2 inserted#'])(
    'cannot be ordered by a wrong name: "%s"',
    (text) => {
      expect(faultOrder(text)).toBeUndefined();
    },
  );

  it('is ordered by name and passing', () => {
    expect(faultOrder('sequencer 2 taken')).toEqual({ point: 'sequencer 2 taken', passing: 1 });
    expect(faultOrder('sequencer 2 taken#12')).toEqual({ point: 'sequencer 2 taken', passing: 12 });
  });
});

describe('jobs', () => {
  it('refuse a second handler for one name', () => {
    const handlers = new HandlerRegistry();
    handlers.on('audit.sequence', () => Promise.resolve());
    expect(() => {
      handlers.on('audit.sequence', () => Promise.resolve());
    }).toThrow('two handlers');
  });

  it('fail where no room has taken the name', async () => {
    await expect(new HandlerRegistry().handle('audit.sequence', {})).rejects.toThrow('no handler');
  });

  it('are one for each name and row, spelled as the queue takes it', () => {
    expect(bellId('inbox.apply', { thread: 'a:b' })).toBe('inbox.apply~a_b');
    expect(bellId('audit.sequence', {})).toBe('audit.sequence');
  });
});

describe('sweeps', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('refuse two of one name', () => {
    const sweeps = new SweepRunner();
    const sweep = { name: 'x', everyMs: 10, run: () => Promise.resolve(0) };
    sweeps.add(sweep);
    expect(() => {
      sweeps.add(sweep);
    }).toThrow('two sweeps');
  });

  it('never overlap themselves, and go on after a failure', async () => {
    const sweeps = new SweepRunner();
    const ends: (() => void)[] = [];
    const run = jest.fn(
      () =>
        new Promise<number>((_, reject) =>
          ends.push(() => {
            reject(new Error('the database is away'));
          }),
        ),
    );
    sweeps.add({ name: 'x', everyMs: 10, run });
    sweeps.start();
    await jest.advanceTimersByTimeAsync(100);
    expect(run).toHaveBeenCalledTimes(1);
    ends[0]?.();
    await jest.advanceTimersByTimeAsync(10);
    expect(run).toHaveBeenCalledTimes(2);
    ends[1]?.();
    await sweeps.stop();
    await jest.advanceTimersByTimeAsync(100);
    expect(run).toHaveBeenCalledTimes(2);
  });
});

describe('the keys of a node', () => {
  let folder: string;
  const clock = new TestClock('2026-01-01T00:00:00.000Z');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'proofmark-keys-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const store = (more: Partial<Config> = {}): KeyStore =>
    new KeyStore(config({ 'node.dataFolder': folder, ...more }), clock);

  it('stay the same when the node starts again', async () => {
    const first = await store().current('signing');
    expect((await store().current('signing')).kid).toBe(first.kid);
    expect(first.kid).toBe(thumbprint(first.publicJwk));
  });

  it('are kept when the next one is made, in the order in which they were made', async () => {
    const keys = store();
    const first = await keys.current('sealing');
    const second = await keys.rotate('sealing', clock.now());
    expect((await keys.current('sealing')).kid).toBe(second.kid);
    expect((await keys.all('sealing')).map((key) => key.kid)).toEqual([first.kid, second.kid]);
    expect((await keys.byKid('sealing', first.kid))?.publicJwk).toEqual(first.publicJwk);
  });

  it('are three, of the curve that each use asks for', async () => {
    const keys = store();
    expect((await keys.current('signing')).publicJwk.crv).toBe('Ed25519');
    expect((await keys.current('sealing')).publicJwk.crv).toBe('X25519');
    expect((await keys.current('ledger')).kid).not.toBe((await keys.current('signing')).kid);
  });

  it('lie in files that nobody else reads, without a draft left over', async () => {
    await store().current('ledger');
    const files = readdirSync(join(folder, 'keys', 'ledger'));
    expect(files).toEqual(['000001.json']);
    expect(statSync(join(folder, 'keys', 'ledger', '000001.json')).mode & 0o777).toBe(0o600);
  });

  it('have the thumbprint of RFC 8037, appendix A.3', () => {
    expect(thumbprint({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
  });

  it('are found by the thumbprint of their own use only', async () => {
    const keys = store();
    const { kid } = await keys.current('signing');
    expect(await keys.byKid('ledger', kid)).toBeUndefined();
  });

  it('are never made in silence in production', async () => {
    const production = config({ 'node.dataFolder': folder });
    const keys = new KeyStore({ ...production, 'node.mode': 'production' }, clock);
    await expect(keys.current('signing')).rejects.toThrow('no signing key');
  });

  it('are sealed for each purpose and context apart', () => {
    const master = new MasterKey(config({ 'node.dataFolder': folder }));
    const sealed = master.seal('case key', Buffer.from('secret'), 'case 1');
    expect(master.open('case key', sealed, 'case 1').toString()).toBe('secret');
    expect(() => master.open('case key', sealed, 'case 2')).toThrow();
    expect(() => master.open('stored answer', sealed, 'case 1')).toThrow();
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => master.open('case key', changed, 'case 1')).toThrow();
    }
  });

  it('come under a master key of the folder, which outlives the process', () => {
    const sealed = new MasterKey(config({ 'node.dataFolder': folder })).seal('case key', Buffer.from('secret'), 'x');
    expect(new MasterKey(config({ 'node.dataFolder': folder })).open('case key', sealed, 'x').toString()).toBe(
      'secret',
    );
    expect(readFileSync(join(folder, 'keys', 'master.key'), 'utf8')).toHaveLength(43);
  });
});

describe('the schema that this build asks for', () => {
  it('is the list of migrations', () => {
    expect(EXPECTED_MIGRATIONS).toEqual(MIGRATIONS.map((one) => new one().name));
  });
});

describe('readiness', () => {
  /** A database that tells this time and these migrations. */
  const databaseOf = (msAhead: number, names: readonly string[] = EXPECTED_MIGRATIONS): Transactions =>
    ({
      read: (sql: string) =>
        Promise.resolve(
          sql.includes('migration')
            ? names.map((name) => ({ name }))
            : [{ ms: Date.parse(new SystemClock().now()) + msAhead }],
        ),
    }) as unknown as Transactions;
  const health = (database: Transactions): HealthService => new HealthService(database, config({}));

  it('holds while database and node agree on the time', async () => {
    expect(await health(databaseOf(0)).readiness()).toMatchObject({ ready: true, migrations: 'up to date' });
  });

  it.each([-10_000, 10_000])('is lost where the clocks differ by %i ms', async (ms) => {
    const readiness = await health(databaseOf(ms)).readiness();
    expect(readiness.ready).toBe(false);
    expect(Math.abs((readiness.clockSkewMs ?? 0) + ms)).toBeLessThan(2000);
  });

  it('is lost where a migration is missing', async () => {
    expect(await health(databaseOf(0, EXPECTED_MIGRATIONS.slice(1))).readiness()).toMatchObject({
      ready: false,
      migrations: 'missing',
    });
  });

  it('is lost where the database does not answer', async () => {
    const dead = { read: () => Promise.reject(new Error('ECONNREFUSED')) } as unknown as Transactions;
    expect(await health(dead).readiness()).toMatchObject({ ready: false, database: 'does not answer' });
  });
});
