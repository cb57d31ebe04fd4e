import { type BundleLine, type HeaderLine } from './bundle.js';
import { type SignedCheckpoint } from './checkpoint.js';
import { type AuditReport } from './report.js';

/** What the reader brings along and trusts more than the bundle. */
export interface Outside {
  /** Checkpoints that an auditor or a partner State kept. */
  readonly kept: readonly SignedCheckpoint[];
  /** Thumbprints of the ledger keys, learnt elsewhere; absent: the bundle's own word is taken, and the report names the keys. */
  readonly pinnedKids?: readonly string[];
}

/** Judges what stands behind the header, by the kind of bundle that the header names. */
export interface BodyVerifier {
  take(line: Exclude<BundleLine, HeaderLine>, number: number): void;
  finish(): AuditReport;
}
