import { type Diversion, type Outcome } from '../messages/index.js';
import { type CalendarDate, type Instant } from '../shared/instant.js';

export interface Closing {
  readonly at: Instant;
  readonly by: string;
  readonly outcome: Outcome;
  readonly established: 'through a trace' | 'on other evidence' | 'not established';
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
