import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { type Config } from '../../src/platform/config.js';
import { HandlerRegistry } from '../../src/platform/job-handlers.js';
import { QueueBell } from '../../src/platform/job-queue.js';
import { JobWorker } from '../../src/platform/job-worker.js';
import { migrateQueueSchema } from '../../src/platform/queue-schema.js';
import { SweepRunner } from '../../src/platform/sweeps.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { testConfig } from '../support/test-node.js';
import { redisServer, requireRedis, startTestRedis, type TestRedis } from '../support/test-redis.js';

/** A bell and a worker of one node, and what the worker heard, in order. */
class Node {
  readonly heard: string[] = [];
  readonly bell: QueueBell;
  readonly sweeps = new SweepRunner();
  private readonly worker: JobWorker;
  private readonly waiting: { readonly count: number; readonly done: () => void }[] = [];
  /** What the handler does with a thread before it counts as heard. */
  onThread: (thread: string) => Promise<void> = () => Promise.resolve();

  constructor(config: Config) {
    const handlers = new HandlerRegistry();
    handlers.on('inbox.apply', async ({ thread }) => {
      this.heard.push(thread);
      for (const one of this.waiting) if (this.heard.length >= one.count) one.done();
      await this.onThread(thread);
    });
    this.bell = new QueueBell(config);
    this.worker = new JobWorker(config, handlers, this.sweeps);
  }

  ring(thread: string, delayMs = 0): Promise<void> {
    return this.bell.ring('inbox.apply', { thread }, { delayMs });
  }

  work(): void {
    this.worker.start();
  }

  hears(count: number): Promise<readonly string[]> {
    return new Promise((resolve) => {
      const done = (): void => {
        resolve([...this.heard]);
      };
      if (this.heard.length >= count) done();
      else this.waiting.push({ count, done });
    });
  }

  async close(): Promise<void> {
    await this.worker.onModuleDestroy();
    await this.bell.onModuleDestroy();
  }
}

Logger.overrideLogger(false);

/** What either back end promises to the rooms. `settings` names the queue of one node. */
function contract(settings: (node: string) => Promise<Config>): void {
  let nodes: Node[] = [];
  let number = 0;
  const node = async (): Promise<Node> => {
    const made = new Node(await settings(`node${String((number += 1))}`));
    nodes.push(made);
    return made;
  };
  afterEach(async () => {
    await Promise.all(nodes.map((one) => one.close()));
    nodes = [];
  });

  it('hands a bell to the worker', async () => {
    const one = await node();
    one.work();
    await one.ring('t1');
    expect(await one.hears(1)).toEqual(['t1']);
  });

  it('hears a bell that was rung before any worker was there', async () => {
    const one = await node();
    await one.ring('t1');
    one.work();
    expect(await one.hears(1)).toEqual(['t1']);
  });

  it('makes one job of two rings for one row that nobody has taken up', async () => {
    const one = await node();
    await one.ring('t1');
    await one.ring('t1');
    await one.ring('t2');
    one.work();
    await one.ring('t3');
    const heard = await one.hears(3);
    expect([...heard].sort()).toEqual(['t1', 't2', 't3']);
  });

  it('works once more where a bell rings for the row in hand', async () => {
    const one = await node();
    one.onThread = () => {
      one.onThread = () => Promise.resolve();
      return one.ring('t1');
    };
    one.work();
    await one.ring('t1');
    expect(await one.hears(2)).toEqual(['t1', 't1']);
  });

  it('lets a bell be rung again after its job failed', async () => {
    const one = await node();
    one.onThread = () => {
      one.onThread = () => Promise.resolve();
      return Promise.reject(new Error('the first try fails'));
    };
    one.work();
    await one.ring('t1');
    await one.hears(1);
    // Until the failed job is put away a ring may still count as its own; each is harmless.
    while (one.heard.length < 2) await one.ring('t1');
    expect(one.heard.slice(0, 2)).toEqual(['t1', 't1']);
  });

  it('never lets a delayed bell swallow one that is due now', async () => {
    const one = await node();
    await one.ring('t1', 400);
    await one.ring('t2');
    await one.ring('t1');
    one.work();
    const heard = await one.hears(3);
    expect([...heard.slice(0, 2)].sort()).toEqual(['t1', 't2']);
    expect(heard[2]).toBe('t1');
  });

  it('keeps the bells of two nodes apart', async () => {
    const [one, other] = [await node(), await node()];
    await one.ring('for one');
    await other.ring('for other');
    one.work();
    other.work();
    expect(await one.hears(1)).toEqual(['for one']);
    expect(await other.hears(1)).toEqual(['for other']);
  });

  it('leaves a row whose bell was lost to the sweep', async () => {
    const one = await node();
    const rows = ['never rung'];
    const swept = new Promise<string>((resolve) => {
      one.sweeps.add({
        name: 'inbox.sweep',
        everyMs: 20,
        run: () => {
          const row = rows.pop();
          if (row !== undefined) resolve(row);
          return Promise.resolve(row === undefined ? 0 : 1);
        },
      });
    });
    one.work();
    expect(await swept).toBe('never rung');
  });
}

/** A ring must come back whatever the queue does. */
function deadQueue(settings: (port: number) => Config): void {
  it('comes back from a queue that refuses the connection', async () => {
    const bell = new QueueBell(settings(1));
    await expect(bell.ring('audit.sequence', {})).resolves.toBeUndefined();
    await bell.onModuleDestroy();
  });

  it('comes back from a queue that takes the connection and never answers', async () => {
    const sockets: Socket[] = [];
    const silent: Server = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
    const port = await new Promise<number>((resolve) =>
      silent.listen(0, '127.0.0.1', () => {
        resolve((silent.address() as { port: number }).port);
      }),
    );
    const bell = new QueueBell(settings(port));
    await expect(bell.ring('audit.sequence', {})).resolves.toBeUndefined();
    await bell.onModuleDestroy();
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
}

describe('the queue on PostgreSQL', () => {
  const databases: TestDatabase[] = [];
  afterAll(async () => {
    for (const database of databases) await database.drop();
  });

  contract(async () => {
    const database = await createTestDatabase();
    databases.push(database);
    await migrateQueueSchema(database.ownerUrl);
    return testConfig(database, { 'queue.backend': 'postgres', 'queue.concurrency': 1 });
  });
  deadQueue((port) =>
    testConfig(
      { appUrl: `postgres://a:b@127.0.0.1:${String(port)}/c` },
      { 'queue.backend': 'postgres', 'queue.ringTimeoutMs': 200 },
    ),
  );
});

requireRedis();
const onRedis = redisServer === undefined ? describe.skip : describe;
onRedis('the queue on Redis', () => {
  let redis: TestRedis;
  const none = { appUrl: 'postgres://unused' };
  const settings = (name: string): Config =>
    testConfig(none, {
      'queue.backend': 'redis',
      'queue.redisUrl': redis.url,
      'queue.prefix': `proofmark-${name}`,
      'queue.concurrency': 1,
    });
  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());

  contract((name) => Promise.resolve(settings(name)));
  deadQueue((port) =>
    testConfig(none, {
      'queue.backend': 'redis',
      'queue.redisUrl': `redis://127.0.0.1:${String(port)}`,
      'queue.ringTimeoutMs': 200,
    }),
  );

  it('rings again after FLUSHALL took the bells', async () => {
    const node = new Node(settings('flushed'));
    await node.ring('t1');
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    node.work();
    await node.ring('t1');
    expect(await node.hears(1)).toEqual(['t1']);
    await node.close();
  });
});
