import { type Candidate } from '../candidate-finder.js';
import { type RefusedRow } from './batch-file.js';

export interface BatchCounts {
  /** Rows of the file. */
  readonly marks: number;
  readonly answered: number;
  readonly refused: number;
  /** Rows for which any candidate was found. */
  readonly found: number;
  /** Candidates that were answered. */
  readonly count: number;
}

/** The answer to one row of the file. */
export interface BatchAnswer {
  readonly line: number;
  readonly mark: string;
  readonly reference?: string;
  /** Best first, up to `markings.batchCandidatesMax`. Each is a lead that a person confirms. */
  readonly candidates: readonly Candidate[];
  /** Numbers that fit; where truncated, at least so many. */
  readonly counted: number;
  /** There are more than are shown: something must be added to the row. */
  readonly truncated: boolean;
  /** So much is left open that it was not searched at all. */
  readonly tooWide: boolean;
}

/** The last of the answers: where it lacks, the answers are not whole. */
export interface BatchEnd extends BatchCounts {
  readonly end: true;
}

export type BatchLine = BatchAnswer | RefusedRow | BatchEnd;
