import { type Instant } from '../shared/instant.js';

/** ITI 9: secure storage first, then disposal, never while something holds it. */
export interface Custody {
  readonly startedAt?: Instant;
  readonly storedAt?: Instant;
  readonly disposal?: { readonly kind: 'marked and recorded' | 'destroyed'; readonly at: Instant };
}

export interface Hold {
  readonly id: string;
  readonly kind: 'court' | 'partner' | 'legal';
  readonly reason: string;
  readonly placedAt: Instant;
  readonly liftedAt?: Instant;
}
