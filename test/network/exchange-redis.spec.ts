import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type Config } from '../../src/platform/config.js';
import { redisServer, requireRedis, startTestRedis, type TestRedis } from '../support/test-redis.js';
import {
  countRows,
  ledgerFindings,
  sendRequest,
  settle,
  startTwoStates,
  stateAt,
  type TwoStates,
  viewOf,
  write,
} from './two-states.js';

requireRedis();

(redisServer === undefined ? describe.skip : describe)('two nodes whose bells hang on Redis', () => {
  let redis: TestRedis;
  let admin: Redis;
  let pair: TwoStates;

  beforeAll(async () => {
    redis = await startTestRedis();
    admin = new Redis(redis.url);
    const settings = (prefix: string): Partial<Config> => ({
      'queue.backend': 'redis',
      'queue.redisUrl': redis.url,
      'queue.prefix': prefix,
      'queue.ringTimeoutMs': 200,
    });
    pair = await startTwoStates({
      a: { works: true, config: settings('a') },
      b: { works: true, config: settings('b') },
    });
  });
  afterAll(async () => {
    await pair.close();
    admin.disconnect();
    await redis.stop();
  });

  it('lose nothing and do nothing twice where Redis is emptied in mid-run', async () => {
    const { a, b } = pair;
    const threads: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      threads.push(await sendRequest(a, b));
      if (n % 3 === 1) await admin.flushall();
    }
    await settle(a, b);
    for (const thread of threads) await write(b, thread, { kind: 'ACKNOWLEDGE', body: { reference: 'XAB-1' } });
    await admin.flushall();
    await settle(a, b);
    for (const thread of threads) {
      expect(await stateAt(a, thread)).toBe('acknowledged');
      expect(await viewOf(b, thread)).toEqual(await viewOf(a, thread));
    }
    expect(await countRows(b, "SELECT count(*) FROM case_event WHERE type = 'letter received'")).toBe(threads.length);
    expect(await countRows(a, "SELECT count(*) FROM case_event WHERE type = 'letter received'")).toBe(threads.length);
  });

  it('go on by their sweeps alone once Redis is dead', async () => {
    const { a, b } = pair;
    await redis.stop();
    const thread = await sendRequest(a, b);
    await settle(a, b);
    expect(await stateAt(a, thread)).toBe('delivered');
    expect(await viewOf(b, thread)).toEqual(await viewOf(a, thread));
    for (const state of [a, b]) expect(await ledgerFindings(state)).toEqual([]);
  });
});
