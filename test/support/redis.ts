import { describe, it } from '@jest/globals';
import { findRedis } from '../../src/platform/embedded/redis.js';

/**
 * Tests that need a Redis or Valkey of this machine; `body` gets the path of its server. Without one they are skipped, which the last
 * lines of a run call "not run"; where PROOFMARK_REQUIRE_REDIS=yes says that the machine should have one, that is a failure.
 */
export function describeWithRedis(name: string, body: (server: string) => void): void {
  const server = findRedis();
  if (server !== undefined)
    describe(name, () => {
      body(server);
    });
  else if (process.env['PROOFMARK_REQUIRE_REDIS'] === 'yes') {
    describe(name, () => {
      it('finds a redis-server or valkey-server on PATH', () => {
        throw new Error('PROOFMARK_REQUIRE_REDIS=yes, and there is none');
      });
    });
  } else
    describe.skip(`${name} (no redis-server on PATH)`, () => {
      body('');
    });
}
