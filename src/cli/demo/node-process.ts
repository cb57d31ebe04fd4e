import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, readConfig, type Config } from '../../platform/config.js';
import { createNodeDatabase, type NodeDatabase } from '../../platform/embedded/node-database.js';
import { freePort, stopProcess } from '../../platform/embedded/process.js';
import { type Services } from '../../platform/embedded/services.js';
import { type Watchdog } from '../../platform/embedded/watchdog.js';
import { migrateDatabase } from '../migrate.js';
import { type State } from './registries.js';

/** HTTP and workers of one node in one process. */
const MAIN = join(import.meta.dirname, '..', '..', 'main.js');
const VERBS = join(import.meta.dirname, '..', 'node.js');
const ZONES = { XAA: 'UTC', USA: 'America/New_York', AUT: 'Europe/Vienna' } as const satisfies Record<State, string>;
const PAUSE_MS = 100;
const START_TRIES = 600;

/** What a node of the exercise is told, as an operator would tell it. */
export function environmentOf(
  node: { readonly state: State; readonly folder: string; readonly port: number },
  database: NodeDatabase,
  services: Services,
): Readonly<Record<string, string>> {
  return {
    PROOFMARK_MODE: 'demo',
    PROOFMARK_STATE: node.state,
    PROOFMARK_ZONE: ZONES[node.state],
    PROOFMARK_DATA: node.folder,
    PROOFMARK_EXERCISE: 'yes',
    PROOFMARK_RUN_WORKERS: 'yes',
    PROOFMARK_LOG: 'warn',
    PROOFMARK_TEST_CLOCK: 'yes',
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: '',
    QUEUE_BACKEND: services.backend,
    REDIS_URL: services.redisUrl ?? '',
    QUEUE_PREFIX: `proofmark-demo-${node.state.toLowerCase()}`,
    PORT: String(node.port),
    PROOFMARK_PUBLIC_URL: `http://127.0.0.1:${String(node.port)}`,
    // One program plays all the people of three States from one address.
    PROOFMARK_RATE_PER_MINUTE: '1000000',
    PROOFMARK_EXCHANGE_RATE_PER_MINUTE: '1000000',
    // An exercise of minutes: a partner that comes back is tried again within seconds, and an hour of the exercise's clock is "undeliverable".
    PROOFMARK_EXCHANGE_RETRY_SECONDS: '1,2,2,5',
    PROOFMARK_EXCHANGE_UNDELIVERABLE_HOURS: '1',
    PROOFMARK_EXCHANGE_SWEEP_MS: '500',
    PROOFMARK_FOLLOW_UP_SWEEP_MS: '500',
    // The least that RFC 9106 and production allow: two dozen people of an exercise are made and signed in within seconds.
    PROOFMARK_ARGON2_MEMORY_KIB: '19456',
    PROOFMARK_ARGON2_PASSES: '2',
    PROOFMARK_SESSION_IDLE_MINUTES: '1440',
    PROOFMARK_SESSION_MAX_HOURS: '168',
  };
}

/** One State's node: a database of its own, keys of its own, a process of its own. */
export class NodeProcess {
  private child: ChildProcess | undefined;
  private ended = false;

  private constructor(
    readonly state: State,
    readonly folder: string,
    readonly url: string,
    readonly config: Config,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly watchdog: Watchdog,
  ) {}

  /** Makes the folder and the database; starts nothing yet. */
  static async prepare(
    state: State,
    databaseName: string,
    folder: string,
    services: Services,
    watchdog: Watchdog,
  ): Promise<NodeProcess> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const database = await createNodeDatabase(services.adminUrl, databaseName, folder, migrateDatabase);
    const port = await freePort();
    const environment = environmentOf({ state, folder, port }, database, services);
    const read = readConfig(environment);
    if (!read.ok) throw new Error(`the settings of ${state}: ${JSON.stringify(read.problems)}`);
    return new NodeProcess(state, folder, `http://127.0.0.1:${String(port)}`, read.config, environment, watchdog);
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Comes back when the node answers. */
  async start(): Promise<void> {
    if (this.ended) throw new Error('the exercise has ended');
    const log = openSync(this.logFile, 'a', 0o600);
    try {
      this.child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
        cwd: '/',
        detached: true,
        stdio: ['ignore', log, log],
        env: childEnvironment(this.environment),
      });
    } finally {
      closeSync(log);
    }
    const { child } = this;
    child.on('error', () => undefined);
    if (child.pid !== undefined) this.watchdog.guard(child.pid, 'SIGTERM');
    for (let i = 0; i < START_TRIES; i += 1) {
      if (await answers(this.url)) return;
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) break;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    throw new Error(
      `the node of ${this.state} does not start:\n${readFileSync(this.logFile, 'utf8').trim().split('\n').slice(-10).join('\n')}`,
    );
  }

  /** One of the operator's verbs, with this node's settings. */
  async operate(args: readonly string[]): Promise<string> {
    const child = spawn(process.execPath, [VERBS, ...args], {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: childEnvironment(this.environment),
    });
    const words: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => words.push(text));
    const code = await new Promise<number | null>((done) => child.on('close', done));
    if (code !== 0)
      throw new Error(`${args[0] ?? ''} of ${this.state} ends with ${String(code)}: ${words.join('').slice(-2000)}`);
    return words.join('');
  }

  async stop(): Promise<void> {
    const { pid } = this;
    this.child = undefined;
    if (pid !== undefined) await stopProcess(pid, 'SIGTERM');
  }

  /** Stops it for good. */
  async end(): Promise<void> {
    this.ended = true;
    await this.stop();
  }

  get logFile(): string {
    return join(this.folder, 'node.log');
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await globalThis.fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2000) })).status < 500;
  } catch {
    return false;
  }
}
