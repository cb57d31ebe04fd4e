import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { childEnvironment } from '../config.js';
import { writeOnce } from '../key-file.js';
import { findBinaries } from './binaries.js';
import { freePort, isAlive, startService, stopProcess, untilAnswering } from './process.js';
import { findRunning, isBorrowed, noteRunning } from './running.js';
import { ownFolder, serviceAccount } from './unprivileged.js';

export interface EmbeddedPostgres {
  /** As the server's superuser, in its database `postgres`. */
  readonly adminUrl: string;
  readonly pid: number;
  /** The fast, orderly stop is SIGINT (PostgreSQL 18, 18.5). */
  readonly signal: NodeJS.Signals;
  /** Another living launcher started it, and will stop it. */
  readonly borrowed: boolean;
  stop(): Promise<void>;
}

/** Three nodes, each with HTTP, worker and queue connections. */
const MAX_CONNECTIONS = 200;

/** Starts the PostgreSQL of this folder, or takes over the one that a crashed launcher left running in it. */
export async function startPostgres(folder: string): Promise<EmbeddedPostgres> {
  const account = serviceAccount();
  const { initdb, postgres } = findBinaries(account);
  const [data, logFile] = [join(folder, 'postgres'), join(folder, 'postgres.log')];
  const password = passwordOf(folder);
  const note = join(folder, 'postgres.running');
  const running = await runningIn(data, password, note);
  if (running !== undefined) return running;
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(initdb, folder, data, password);
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(MAX_CONNECTIONS),
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const child = startService(
    postgres,
    [
      '-D',
      data,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    logFile,
    account,
  );
  const adminUrl = urlOf(port, password);
  if (child.pid !== undefined) noteRunning(note, child.pid, port);
  await untilAnswering(child, () => ask(adminUrl), logFile);
  return serviceOf(adminUrl, child.pid ?? 0, false);
}

function serviceOf(adminUrl: string, pid: number, borrowed: boolean): EmbeddedPostgres {
  return { adminUrl, pid, signal: 'SIGINT', borrowed, stop: () => stopProcess(pid, 'SIGINT') };
}

/** Built beside its place and moved there whole: an interrupted initdb leaves nothing that looks like a database. */
function initialise(initdb: string, folder: string, data: string, password: string): void {
  const account = serviceAccount();
  const draft = `${data}.${randomBytes(4).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  ownFolder(draft, account);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(passwordFile, account.uid, account.gid);
  try {
    const args = [
      '--pgdata',
      draft,
      '--username',
      'admin',
      '--pwfile',
      passwordFile,
      '--auth',
      'scram-sha-256',
      '--encoding',
      'UTF8',
      '--locale',
      'C.UTF-8',
      '--no-instructions',
    ];
    const { status, stderr, error } = spawnSync(initdb, args, {
      ...account,
      cwd: '/',
      encoding: 'utf8',
      env: childEnvironment({ LC_ALL: 'C' }),
    });
    if (status !== 0) throw new Error(`initdb fails: ${error?.message ?? stderr}`);
    rmSync(data, { recursive: true, force: true });
    renameSync(draft, data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** postmaster.pid: line 1 the process, line 4 the port (PostgreSQL 18, 66.1). It counts only if it answers to our password. */
async function runningIn(data: string, password: string, note: string): Promise<EmbeddedPostgres | undefined> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!isAlive(pid)) return undefined;
  const adminUrl = urlOf(port, password);
  await untilAnswering(undefined, () => ask(adminUrl), join(data, '..', 'postgres.log'), 40);
  const borrowed = isBorrowed(findRunning(note));
  if (!borrowed) noteRunning(note, pid, port);
  return serviceOf(adminUrl, pid, borrowed);
}

function passwordOf(folder: string): string {
  const path = join(folder, 'postgres.password');
  writeOnce(path, randomBytes(18).toString('base64url'));
  chmodSync(path, 0o600);
  return readFileSync(path, 'utf8');
}

function urlOf(port: number, password: string): string {
  return `postgres://admin:${password}@127.0.0.1:${String(port)}/postgres`;
}

async function ask(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}
