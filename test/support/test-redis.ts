import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedis, startRedis } from '../../src/platform/embedded/redis.js';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** The Redis of this machine, if it has one. Where PROOFMARK_REQUIRE_REDIS=yes its absence is a failure, not a test that did not run. */
export const redisServer = findRedis();

export function requireRedis(): void {
  if (redisServer === undefined && process.env['PROOFMARK_REQUIRE_REDIS'] === 'yes')
    throw new Error('this run asks for Redis, and there is no redis-server or valkey-server on PATH');
}

/** A private server of one spec's own. */
export async function startTestRedis(): Promise<TestRedis> {
  if (redisServer === undefined) throw new Error('there is no redis-server or valkey-server on PATH');
  const folder = mkdtempSync(join(tmpdir(), 'proofmark-redis-'));
  chmodSync(folder, 0o755); // the account that runs it for a root caller must reach its data
  const redis = await startRedis(redisServer, folder);
  return {
    url: redis.url,
    stop: async () => {
      await redis.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
