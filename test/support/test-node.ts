import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Abstract, type Type } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { TestClock } from '../../src/platform/clock.js';
import { readConfig, type Config } from '../../src/platform/config.js';
import { configureHttp, createAdapter } from '../../src/platform/http.js';
import { JobWorker } from '../../src/platform/job-worker.js';
import { Sweeps } from '../../src/platform/jobs.js';
import { type PlatformOverrides } from '../../src/platform/platform.module.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** A whole node in this process; a second one shares nothing with it. */
export interface TestNode {
  readonly app: NestFastifyApplication;
  /** Where it listens on loopback. */
  readonly url: string;
  readonly config: Config;
  readonly database: TestDatabase;
  readonly clock: TestClock;
  get<T>(token: Type<T> | Abstract<T> | symbol): T;
  /** Runs every sweep until all of them answer 0; answers how many rows moved. */
  processAll(): Promise<number>;
  close(): Promise<void>;
}

export interface TestNodeOptions extends Omit<PlatformOverrides, 'clock'> {
  readonly clock?: TestClock;
  readonly config?: Partial<Config>;
  /** A database that outlives the node, for restarts; else the node has one of its own and drops it. */
  readonly database?: TestDatabase;
  /** The same for its folder of keys. */
  readonly dataFolder?: string;
  /** Starts workers and sweeps too; give it a queue backend and `bell: undefined`. */
  readonly works?: boolean;
}

/** Nothing rings and nothing sweeps by itself: the test calls `processAll`. */
export async function startTestNode(options: TestNodeOptions = {}): Promise<TestNode> {
  const {
    clock = new TestClock(),
    config: settings = {},
    works = false,
    faultPoints,
    fetch,
    bell = works ? undefined : 'silent',
  } = options;
  const database = options.database ?? (await createTestDatabase());
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'proofmark-node-'));
  const config = testConfig(database, { 'node.dataFolder': dataFolder, ...settings });
  const overrides: PlatformOverrides = {
    clock,
    ...(faultPoints && { faultPoints }),
    ...(fetch && { fetch }),
    ...(bell && { bell }),
  };
  const app = await boot(config, overrides);
  if (works) app.get(JobWorker).start();
  return {
    app,
    url: await app.getUrl(),
    config,
    database,
    clock,
    get: (token) => app.get(token, { strict: false }),
    processAll: () =>
      drain(
        app
          .get(Sweeps)
          .all()
          .map((sweep) => sweep.run.bind(sweep)),
      ),
    close: async () => {
      await app.close();
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
      if (options.database === undefined) await database.drop();
    },
  };
}

/** The settings of a test's node; `settings` win. */
export function testConfig(database: Pick<TestDatabase, 'appUrl'>, settings: Partial<Config> = {}): Config {
  const read = readConfig(
    {},
    {
      'node.mode': 'test',
      'node.state': 'XAA',
      'node.exercise': true,
      'database.url': database.appUrl,
      'database.poolSize': 5,
      'http.port': 0,
      'http.ratePerMinute': 1_000_000,
      'log.level': 'silent',
      // The smallest that the settings allow: a test signs in many people.
      'access.argon2MemoryKiB': 1024,
      'access.argon2Passes': 2,
      ...settings,
    },
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

async function boot(config: Config, overrides: PlatformOverrides): Promise<NestFastifyApplication> {
  const testing = await Test.createTestingModule({ imports: [AppModule.forRoot(config, overrides)] }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(createAdapter(config), { logger: false });
  await configureHttp(app, config);
  await app.listen(0, '127.0.0.1');
  return app;
}

/** More rounds than any chain of sweeps needs: a sweep that always answers more than 0 is a defect, not a reason to hang. */
const MAX_ROUNDS = 200;

async function drain(runs: readonly (() => Promise<number>)[]): Promise<number> {
  let moved = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    let now = 0;
    for (const run of runs) now += await run();
    if (now === 0) return moved;
    moved += now;
  }
  throw new Error(`a sweep never comes to an end after ${String(MAX_ROUNDS)} rounds`);
}
