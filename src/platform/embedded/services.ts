import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sha256Base64url } from '../../domain/shared/canonical.js';
import { environmentValue } from '../config.js';
import { type BackendKind } from '../job-backend.js';
import { startPostgres } from './postgres.js';
import { findRedis, startRedis } from './redis.js';
import { reaches, serviceAccount } from './unprivileged.js';
import { Watchdog } from './watchdog.js';

export interface ServiceOptions {
  /** Where the embedded parts keep their data; `.proofmark/services` of the checkout. */
  readonly folder: string;
  /** Default: what DATABASE_URL, REDIS_URL and QUEUE_BACKEND say. */
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
  readonly queueBackend?: string | undefined;
}

export interface Services {
  /** A role that may create roles and databases. */
  readonly adminUrl: string;
  readonly redisUrl: string | null;
  readonly backend: BackendKind;
  /** One line that names database and queue, without a password. */
  readonly startLine: string;
  stop(): Promise<void>;
}

interface Part {
  readonly pid: number;
  readonly signal: NodeJS.Signals;
  readonly borrowed: boolean;
  stop(): Promise<void>;
}

/** Development, demo and tests: what the environment names, else what npm and the machine bring. Production never calls it. */
export async function provideServices(options: ServiceOptions): Promise<Services> {
  const {
    databaseUrl = environmentValue('DATABASE_URL'),
    redisUrl = environmentValue('REDIS_URL'),
    queueBackend = environmentValue('QUEUE_BACKEND') ?? 'auto',
  } = options;
  if (!['redis', 'postgres', 'auto'].includes(queueBackend))
    throw new Error('QUEUE_BACKEND must be redis, postgres or auto');
  const watchdog = new Watchdog();
  const parts: Part[] = [];
  const keep = <T extends Part>(part: T): T => {
    if (part.borrowed) return part;
    parts.push(part);
    watchdog.guard(part.pid, part.signal);
    return part;
  };
  const stop = async (): Promise<void> => {
    for (const part of parts.splice(0).reverse()) await part.stop();
    watchdog.dismiss();
  };
  try {
    const folder = placeFor(options.folder);
    const adminUrl = databaseUrl ?? keep(await startPostgres(folder)).adminUrl;
    const queue = await provideQueue(queueBackend, redisUrl, folder, keep);
    const database = databaseUrl === undefined ? 'the PostgreSQL that npm brings' : 'the PostgreSQL of DATABASE_URL';
    return {
      adminUrl,
      ...queue.found,
      startLine: `Database: ${database} (${addressOf(adminUrl)}). Queue: ${queue.words}.`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function provideQueue(
  asked: string,
  redisUrl: string | undefined,
  folder: string,
  keep: <T extends Part>(part: T) => T,
): Promise<{ readonly found: Pick<Services, 'redisUrl' | 'backend'>; readonly words: string }> {
  const none = { found: { redisUrl: null, backend: 'postgres' }, words: 'BullMQ on the same PostgreSQL' } as const;
  if (asked === 'postgres') return none;
  if (redisUrl !== undefined)
    return { found: { redisUrl, backend: 'redis' }, words: `the Redis of REDIS_URL (${addressOf(redisUrl)})` };
  const server = findRedis();
  if (server === undefined) {
    if (asked === 'redis')
      throw new Error(
        'QUEUE_BACKEND is redis, but REDIS_URL is not set and there is no redis-server or valkey-server on PATH',
      );
    return none;
  }
  const redis = keep(await startRedis(server, folder));
  return {
    found: { redisUrl: redis.url, backend: 'redis' },
    words: `${redis.name} of this machine (${addressOf(redis.url)})`,
  };
}

/** A root caller's checkout may be closed to the account that runs the services: then they live in the temporary folder, under a name of this checkout's. */
function placeFor(folder: string): string {
  const asked = resolve(folder);
  mkdirSync(asked, { recursive: true, mode: 0o755 });
  if (reaches(serviceAccount(), asked)) return asked;
  const other = join(tmpdir(), `proofmark-services-${sha256Base64url(asked).slice(0, 12)}`);
  if (!existsSync(other)) mkdirSync(other, { mode: 0o755 });
  return other;
}

function addressOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port}`;
}
