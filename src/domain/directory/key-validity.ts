import { type Instant } from '../shared/instant.js';
import { type DirectoryKey, type KeyUse } from './entry.js';

export type KeyVerdict =
  | { readonly counts: true; readonly warning?: 'expired' }
  | { readonly counts: false; readonly why: 'not yet valid' | 'revoked' };

/**
 * Does a signature count? Its key was valid at `iat` and not revoked before our `receivedAt`. A key past its end only warns: an office that is late with
 * a new key must not fall silent. Revoked in the very millisecond of receipt is revoked: the doubt goes against the key.
 */
export function judgeKey(
  key: Pick<DirectoryKey, 'validFrom' | 'validTo' | 'revokedAt'>,
  iat: Instant,
  receivedAt: Instant,
): KeyVerdict {
  if (key.revokedAt !== undefined && key.revokedAt <= receivedAt) return { counts: false, why: 'revoked' };
  if (iat < key.validFrom) return { counts: false, why: 'not yet valid' };
  return key.validTo !== undefined && iat > key.validTo ? { counts: true, warning: 'expired' } : { counts: true };
}

export function findKey(keys: readonly DirectoryKey[], use: KeyUse, kid: string): DirectoryKey | undefined {
  return keys.find((key) => key.use === use && key.kid === kid);
}

/**
 * The key to seal to or sign with: of those in force the newest; where all have run out the newest of these (expiry warns); never a revoked one.
 */
export function currentKey(keys: readonly DirectoryKey[], use: KeyUse, now: Instant): DirectoryKey | undefined {
  const usable = keys.filter(
    (key) => key.use === use && (key.revokedAt === undefined || key.revokedAt > now) && key.validFrom <= now,
  );
  const inForce = usable.filter((key) => key.validTo === undefined || key.validTo >= now);
  return [...(inForce.length > 0 ? inForce : usable)].sort(newestFirst)[0];
}

/** Ties are broken by kid, so that both nodes of a pair and every restart choose alike. */
function newestFirst(a: DirectoryKey, b: DirectoryKey): number {
  if (a.validFrom !== b.validFrom) return a.validFrom < b.validFrom ? 1 : -1;
  return a.kid < b.kid ? -1 : 1;
}
