import { createPostgresBackend, createRedisBackend, Queue, Worker, type Processor } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { type Config } from './config.js';
import { within } from './job-timeout.js';
import { type JobName } from './jobs.js';

/** One queue carries every bell: a job is a name and a few ids, and a connection for each name would be wasted. */
const QUEUE = 'bells';

export type Bells = Queue<unknown, unknown, JobName>;

/** A queue or a worker together with the connection that it alone uses. */
export interface Opened<T> {
  readonly bullmq: T;
  close(): Promise<void>;
}

export type BackendKind = 'redis' | 'postgres';

export function backendOf(config: Config): BackendKind {
  if (config['queue.backend'] !== 'auto') return config['queue.backend'];
  return config['queue.redisUrl'] === '' ? 'postgres' : 'redis';
}

/** The producer's side: no offline queue, so that a bell on a dead Redis fails at once instead of waiting. */
export function openQueue(config: Config, onError: (error: Error) => void): Opened<Bells> {
  if (backendOf(config) === 'redis') {
    const redis = new Redis(config['queue.redisUrl'], {
      maxRetriesPerRequest: 1,
      enableOfflineQueue: false,
      connectTimeout: config['queue.ringTimeoutMs'],
    });
    redis.on('error', onError);
    const queue = new Queue<unknown, unknown, JobName>(
      QUEUE,
      { connection: redis, prefix: config['queue.prefix'] },
      createRedisBackend,
    );
    return opened(
      queue,
      onError,
      () => {
        redis.disconnect();
      },
      config['queue.ringTimeoutMs'],
    );
  }
  const pool = poolOf(config, 3);
  pool.on('error', onError);
  const queue = new Queue(QUEUE, { connection: pool }, createPostgresBackend) as unknown as Bells;
  return opened(queue, onError, () => pool.end(), config['queue.ringTimeoutMs']);
}

/** The worker's side: its connection waits for a Redis that restarts. */
export function openWorker(
  config: Config,
  work: Processor<unknown, void, JobName>,
  onError: (error: Error) => void,
): Opened<Worker<unknown, void, JobName>> {
  const concurrency = config['queue.concurrency'];
  if (backendOf(config) === 'redis') {
    const redis = new Redis(config['queue.redisUrl'], { maxRetriesPerRequest: null });
    redis.on('error', onError);
    const worker = new Worker<unknown, void, JobName>(
      QUEUE,
      work,
      { connection: redis, prefix: config['queue.prefix'], concurrency },
      createRedisBackend,
    );
    return opened(
      worker,
      onError,
      () => {
        redis.disconnect();
      },
      config['queue.closeTimeoutMs'],
    );
  }
  const pool = poolOf(config, 4);
  pool.on('error', onError);
  const worker = new Worker(QUEUE, work, { connection: pool, concurrency }, createPostgresBackend) as unknown as Worker<
    unknown,
    void,
    JobName
  >;
  return opened(worker, onError, () => pool.end(), config['queue.closeTimeoutMs']);
}

/** BullMQ takes names unqualified from the search path; keep-alive lets it notice a dead LISTEN connection. */
function poolOf(config: Config, max: number): pg.Pool {
  return new pg.Pool({
    connectionString: config['database.url'],
    options: '-c search_path=bullmq',
    keepAlive: true,
    max,
    connectionTimeoutMillis: config['queue.ringTimeoutMs'],
  });
}

function opened<T extends { on(event: 'error', listener: (error: Error) => void): unknown; close(): Promise<void> }>(
  bullmq: T,
  onError: (error: Error) => void,
  disconnect: () => void | Promise<void>,
  closeMs: number,
): Opened<T> {
  bullmq.on('error', onError);
  return {
    bullmq,
    close: async () => {
      // On a dead Redis BullMQ's own close waits for ever, and its connection would go on trying.
      await within(closeMs, bullmq.close()).catch(() => undefined);
      await disconnect();
    },
  };
}
