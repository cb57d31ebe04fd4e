import { type Diversion, type Outcome } from '../messages/index.js';
import { type CalendarDate, type Instant } from '../shared/instant.js';

/** Was the point of diversion found, and how? Only `through a trace` counts as traced (SDG 16.4.2). */
export const ESTABLISHMENTS = ['through a trace', 'on other evidence', 'not established'] as const;

export interface Closing {
  readonly at: Instant;
  readonly by: string;
  readonly outcome: Outcome;
  readonly established: (typeof ESTABLISHMENTS)[number];
  readonly diversion?: {
    readonly kind: Diversion;
    readonly confidence: 'established' | 'probable' | 'possible';
    readonly basis: string;
    readonly place?: string;
    readonly from?: CalendarDate;
    readonly to?: CalendarDate;
  };
  readonly lessons?: string;
}
