import { addMs, msBetween, type Instant } from '../../domain/shared/instant.js';
import { type SignInLock } from './sign-in-locks.repository.js';

export interface BackOff {
  readonly freeAttempts: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/**
 * The lock after one more attempt, which counts as failed until it has succeeded. After the free attempts the wait doubles with each;
 * twice the longest wait without a failure begins anew.
 */
export function afterAttempt(lock: SignInLock, now: Instant, backOff: BackOff): SignInLock {
  const quietMs = msBetween(lock.lastFailedAt, now);
  const failures = (quietMs > 2 * backOff.longestWaitMs ? 0 : lock.failures) + 1;
  const beyond = failures - backOff.freeAttempts;
  const waitMs = beyond < 0 ? 0 : Math.min(backOff.firstWaitMs * 2 ** Math.min(beyond, 40), backOff.longestWaitMs);
  return { failures, lastFailedAt: now, lockedUntil: addMs(now, waitMs) };
}

export function isLocked(lock: SignInLock, now: Instant): boolean {
  return msBetween(now, lock.lockedUntil) > 0;
}
