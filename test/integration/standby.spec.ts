import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { migrateDatabase } from '../../src/cli/migrate.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { type Result } from '../../src/domain/shared/refusal.js';
import { createNodeDatabase } from '../../src/platform/embedded/node-database.js';
import { startPostgres, type EmbeddedPostgres } from '../../src/platform/embedded/postgres.js';
import { type CandidateList, MarkingsService } from '../../src/registries/markings/markings.service.js';
import { type MarkingQueryDto } from '../../src/registries/markings/query.dto.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { entriesOf, recordedPistol, register } from '../support/registry-node.js';
import { type TestDatabase } from '../support/test-database.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const REASON = { purpose: 'trace of a recovered weapon', caseNumber: 'A-1' };
const NEAR = {
  'database.standbyMaxLagMs': 600_000,
  'database.standbyCheckMs': 10,
  'database.standbyTimeoutMs': 10_000,
  'database.standbyRestMs': 10,
};

/** Numbers of several forms and scripts, many within one character of each other. */
const NUMBERS = [
  ...Array.from({ length: 300 }, (_, at) => `AB${String(1000 + at * 7)}`),
  ...Array.from({ length: 300 }, (_, at) => String(500_000 + at * 11)),
  ...Array.from({ length: 100 }, (_, at) => `ЖД${String(2000 + at * 3)}`),
  ...Array.from({ length: 100 }, (_, at) => `O0${String(100 + at)}I1`),
  ...Array.from({ length: 50 }, (_, at) => `京${String(300_000 + at)}`),
];

/** Every way in which a number can be asked for. */
const QUESTIONS: readonly Partial<MarkingQueryDto>[] = [
  ...['AB1007', '500011', 'ЖД2003', 'O0105I1', '京300007', 'NOBODYS'].flatMap((serial) => [
    { serial, lookAlikes: false },
    { serial },
    { serial, oneEdit: true },
    { serial, make: 'Invented Arms' },
    { serial, calibre: '9x19' },
  ]),
  ...[
    'AB10*',
    '*007',
    '*000*',
    'AB1?07',
    '?B1007',
    'AB??07',
    '??1007',
    'A???07',
    'AB1[0O]07',
    '[AO][B0]1???',
    '?????1',
  ].map((serial) => ({ serial })),
];

describe('reads of marking records on a streaming standby', () => {
  let folder: string;
  let primary: EmbeddedPostgres;
  let standby: EmbeddedPostgres;
  /** What was started, to be stopped in the other order, also where a later start failed. */
  const running: (() => Promise<void>)[] = [];
  let database: TestDatabase;
  let standbyUrl: string;
  let near: TestNode;
  let alone: TestNode;
  let officer: PersonActor;
  let registrar: PersonActor;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'proofmark-standby-'));
    chmodSync(folder, 0o755);
    const homes = [join(folder, 'primary'), join(folder, 'standby')] as const;
    for (const home of homes) mkdirSync(home, { mode: 0o755 });
    primary = await startPostgres(homes[0]);
    running.push(() => primary.stop());
    const made = await createNodeDatabase(primary.adminUrl, 'proofmark_xaa', join(folder, 'keys'), migrateDatabase);
    const first = await startTestNode({ database: as(made.appUrl, made.ownerUrl, primary.adminUrl) });
    const by = await foundNode(first);
    [officer, registrar] = (await addPeople(first, by, [
      somebody('officer', ['officer']),
      somebody('registrar', ['registrar']),
    ])) as [PersonActor, PersonActor];
    await load(first, registrar);
    await first.close();

    // As a standby is made of a stopped primary: its files, the sign, and where to listen (PostgreSQL 18, 26.2.4).
    await primary.stop();
    const copied = spawnSync('cp', ['-a', `${homes[0]}/.`, homes[1]], { encoding: 'utf8' });
    if (copied.status !== 0) throw new Error(copied.stderr);
    primary = await startPostgres(homes[0]);
    const { hostname, port, username, password } = new URL(primary.adminUrl);
    appendFileSync(
      join(homes[1], 'postgres', 'postgresql.auto.conf'),
      `\nprimary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\n`,
    );
    writeFileSync(join(homes[1], 'postgres', 'standby.signal'), '');
    standby = await startPostgres(homes[1]);
    running.push(() => standby.stop());

    const moved = (url: string, to: EmbeddedPostgres): string =>
      Object.assign(new URL(url), { port: new URL(to.adminUrl).port }).href;
    database = as(moved(made.appUrl, primary), moved(made.ownerUrl, primary), primary.adminUrl);
    standbyUrl = moved(made.appUrl, standby);
    alone = await startTestNode({ database });
    near = await startTestNode({ database, config: { ...NEAR, 'database.standbyUrl': standbyUrl } });
    running.push(
      () => alone.close(),
      () => near.close(),
    );
    await untilReplayed();
  }, 120_000);
  afterAll(async () => {
    for (const stop of running.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const ask = (node: TestNode, question: Partial<MarkingQueryDto>): Promise<Result<CandidateList>> =>
    node.get(MarkingsService).lookUp(officer, { ...REASON, ...question } as MarkingQueryDto);
  const onStandby = (sql: string): Promise<readonly Record<string, unknown>[]> =>
    rowsOf(Object.assign(new URL(standby.adminUrl), { pathname: '/proofmark_xaa' }).href, sql);
  const lastWasOnStandby = async (): Promise<boolean> =>
    (await entriesOf(near, 'markings.looked-up')).at(-1)?.['standby'] === true;

  async function untilReplayed(): Promise<void> {
    const [now] = await rowsOf(primary.adminUrl, 'SELECT pg_current_wal_lsn()::text AS place');
    for (;;) {
      const [row] = await onStandby(`SELECT pg_last_wal_replay_lsn() >= '${String(now?.['place'])}'::pg_lsn AS there`);
      if (row?.['there'] === true) return;
    }
  }

  it('answers every question as the primary does, and the ledger says where it was read', async () => {
    const before = (await entriesOf(alone, 'markings.looked-up')).length;
    let found = 0;
    for (const question of QUESTIONS) {
      const here = await ask(alone, question);
      expect({ question, answer: await ask(near, question) }).toEqual({ question, answer: here });
      if (here.ok) found += here.value.candidates.length;
    }
    expect(found).toBeGreaterThan(100);
    const entries = (await entriesOf(alone, 'markings.looked-up')).slice(before);
    const answered = entries.filter((_, at) => at % 2 === 1);
    expect(entries).toHaveLength(2 * QUESTIONS.length);
    expect(answered.every((entry) => entry['standby'] === true)).toBe(true);
    expect(entries.filter((_, at) => at % 2 === 0).some((entry) => 'standby' in entry)).toBe(false);
  });

  it('takes no write, whoever asks for it', async () => {
    await expect(rowsOf(standbyUrl, "DELETE FROM mark_character WHERE character = 'A'")).rejects.toThrow(/read-only/);
  });

  it('asks the primary once the standby is behind by more than the bound, and the standby again when it has come', async () => {
    const strict = await startTestNode({
      database,
      config: { ...NEAR, 'database.standbyMaxLagMs': 200, 'database.standbyUrl': standbyUrl },
    });
    try {
      await onStandby('SELECT pg_wal_replay_pause()');
      await register(alone, registrar, recordedPistol('LATE4711'));
      await untilAge(300);
      const late = await ask(strict, { serial: 'LATE4711' });
      expect(late.ok && late.value.candidates).toHaveLength(1);
      expect((await entriesOf(strict, 'markings.looked-up')).at(-1)).not.toHaveProperty('standby');

      await onStandby('SELECT pg_wal_replay_resume()');
      await untilReplayed();
      // The lookups themselves write to the primary's log, so the standby is a moment behind each time: several looks, as in service.
      let onIt = false;
      for (let i = 0; i < 200 && !onIt; i += 1) {
        const again = await ask(strict, { serial: 'LATE4711' });
        expect(again.ok && again.value.candidates).toHaveLength(1);
        onIt = (await entriesOf(strict, 'markings.looked-up')).at(-1)?.['standby'] === true;
      }
      expect(onIt).toBe(true);
    } finally {
      await onStandby('SELECT pg_wal_replay_resume()');
      await strict.close();
    }
  });

  it('goes on without the standby when it dies', async () => {
    expect((await ask(near, { serial: 'AB1007' })).ok).toBe(true);
    expect(await lastWasOnStandby()).toBe(true);
    await standby.stop();
    const answer = await ask(near, { serial: 'AB1007' });
    expect(answer).toEqual(await ask(alone, { serial: 'AB1007' }));
    expect((await ask(near, { serial: 'AB1007' })).ok).toBe(true);
    expect(await lastWasOnStandby()).toBe(false);
  });
});

function as(appUrl: string, ownerUrl: string, adminUrl: string): TestDatabase {
  return { name: 'proofmark_xaa', appUrl, ownerUrl, adminUrl, drop: () => Promise.resolve() };
}

async function rowsOf(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The bound is of real time, which no test clock moves. */
function untilAge(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

async function load(node: TestNode, registrar: PersonActor): Promise<void> {
  for (const [at, number] of NUMBERS.entries())
    await register(
      node,
      registrar,
      recordedPistol(number, at % 3 === 0 ? { make: 'Invented Arms', calibre: '9x19' } : {}),
    );
}
