import { type Instant } from '../shared/instant.js';

export const DISPOSAL_KINDS = ['marked and recorded', 'destroyed'] as const;
export const HOLD_KINDS = ['court', 'partner', 'legal'] as const;

/** ITI 9: secure storage first, then disposal, never while something holds it. */
export interface Custody {
  readonly startedAt?: Instant;
  readonly storedAt?: Instant;
  readonly disposal?: { readonly kind: (typeof DISPOSAL_KINDS)[number]; readonly at: Instant };
}

export interface Hold {
  readonly id: string;
  readonly kind: (typeof HOLD_KINDS)[number];
  readonly reason: string;
  readonly placedAt: Instant;
  readonly liftedAt?: Instant;
}
