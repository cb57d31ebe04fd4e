import { type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { environmentValue } from '../config.js';
import { writeOnce } from '../key-file.js';
import { freePort, startService, stopProcess, untilAnswering } from './process.js';
import { findRunning, isBorrowed, noteRunning } from './running.js';
import { ownFolder, serviceAccount, type Account } from './unprivileged.js';

export interface EmbeddedRedis {
  readonly url: string;
  readonly pid: number;
  readonly signal: NodeJS.Signals;
  readonly name: string;
  /** Another living launcher started it, and will stop it. */
  readonly borrowed: boolean;
  stop(): Promise<void>;
}

const SERVERS = ['redis-server', 'valkey-server'];

/** The Redis or Valkey that this machine has; none is ever downloaded. */
export function findRedis(): string | undefined {
  for (const folder of (environmentValue('PATH') ?? '').split(delimiter).filter((one) => one !== '')) {
    for (const server of SERVERS) {
      const path = join(folder, server);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not in this folder
      }
    }
  }
  return undefined;
}

/** A private port and password, every write in a file, nothing thrown away when memory is short (BullMQ asks for noeviction). */
export async function startRedis(server: string, folder: string): Promise<EmbeddedRedis> {
  const account = serviceAccount();
  const [data, logFile, passwordFile] = [
    join(folder, 'redis'),
    join(folder, 'redis.log'),
    join(folder, 'redis.password'),
  ];
  ownFolder(data, account);
  writeOnce(passwordFile, randomBytes(18).toString('base64url'));
  const password = readFileSync(passwordFile, 'utf8');
  const note = join(folder, 'redis.running');
  const running = findRunning(note);
  // Two servers on one append-only file would ruin it: a living one is taken over, never doubled.
  const child = running === undefined ? await launch(server, data, password, logFile, account, note) : undefined;
  const { pid, port } = running ?? child ?? { pid: 0, port: 0 };
  const url = `redis://:${password}@127.0.0.1:${String(port)}`;
  await untilAnswering(child?.process, () => ping(url), logFile);
  const borrowed = isBorrowed(running);
  if (!borrowed) noteRunning(note, pid, port);
  return { url, pid, signal: 'SIGTERM', name: basename(server), borrowed, stop: () => stopProcess(pid, 'SIGTERM') };
}

interface Launched {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly port: number;
}

async function launch(
  server: string,
  data: string,
  password: string,
  logFile: string,
  account: Account,
  note: string,
): Promise<Launched> {
  const port = await freePort();
  const settings = {
    'port': String(port),
    'bind': '127.0.0.1',
    'dir': data,
    'requirepass': password,
    'appendonly': 'yes',
    'save': '',
    'maxmemory-policy': 'noeviction',
    'daemonize': 'no',
  };
  const child = startService(
    server,
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    logFile,
    account,
  );
  if (child.pid !== undefined) noteRunning(note, child.pid, port);
  return { process: child, pid: child.pid ?? 0, port };
}

async function ping(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}
