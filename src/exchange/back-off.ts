import { addMs, type Instant } from '../domain/shared/instant.js';

/** When a delivery is tried again after its n-th failure (from 1): the schedule's n-th wait, the last one for ever. No jitter: a run can be repeated. */
export function nextAttempt(failures: number, waitsSeconds: readonly number[], now: Instant): Instant {
  const wait = waitsSeconds[Math.min(failures, waitsSeconds.length) - 1] ?? waitsSeconds.at(-1) ?? 60;
  return addMs(now, wait * 1000);
}
