import { type Difference } from '../firearm/serial-number.js';
import { type Outcome } from '../messages/index.js';
import { type Instant } from '../shared/instant.js';

export interface CandidateList {
  readonly at: Instant;
  readonly list: readonly Candidate[];
}

/** A lead out of the registry, with why it was found; a person confirms it or not. */
export interface Candidate {
  readonly firearmId: string;
  readonly score: number;
  readonly basis: 'exact' | 'look-alike';
  readonly reasons: readonly string[];
  readonly differences: readonly Difference[];
}

/** The record an officer confirmed, or why none. */
export interface ChosenRecord {
  readonly at: Instant;
  readonly by: string;
  readonly firearmId?: string;
  readonly outcome: Outcome;
  readonly basis: 'exact' | 'look-alike' | 'none';
  readonly differences: readonly Difference[];
  readonly nextState?: string;
}
