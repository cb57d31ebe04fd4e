/** What is wrong with a ledger, as its verifier names it. */
export const FINDING_KINDS = [
  'entry-changed', // content and leaf hash of one entry disagree
  'entry-malformed', // hashed and signed, and still no entry
  'entry-out-of-place', // stands where another belongs
  'entries-missing',
  'range-differs', // every entry agrees with its leaf, and together they do not give the signed root
  'not-covered', // entries behind the last checkpoint
  'checkpoint-unsigned', // no valid signature by a key of the header
  'checkpoint-out-of-place',
  'end-missing',
  'end-differs',
  'log-out-of-order',
  'first-entry-differs', // a later log does not begin with what it was opened after
  'log-missing',
  'tail-cut', // somebody holds a checkpoint of more entries
  'history-rewritten', // somebody holds a checkpoint with another root for the same size
  'key-unknown', // a kept checkpoint is signed by a key that the bundle does not name
  'key-not-pinned', // the bundle names a key that the reader did not
  'proof-fails', // an entry's inclusion proof
  'entry-of-another-case',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  readonly kind: FindingKind;
  readonly epoch?: number;
  /** The first bad entry. */
  readonly index?: number;
  /** Or the range that holds it, both ends included. */
  readonly range?: readonly [from: number, to: number];
  /** Line of the file. */
  readonly line?: number;
  readonly text: string;
}

export interface LogReport {
  readonly epoch: number;
  readonly entries: number;
  readonly checkpoints: number;
  /** base64, as in the last checkpoint. */
  readonly root: string;
  /** Nothing before this many entries was cut or rewritten, as somebody outside holds; 0: nobody says so. */
  readonly witnessedSize: number;
}

export interface AuditReport {
  readonly subject: 'ledger' | 'case';
  readonly caseId?: string;
  readonly state: string;
  /** RFC 7638 thumbprints of the keys that the bundle names. */
  readonly keys: readonly string[];
  readonly logs: readonly LogReport[];
  /** In the order of the file; the first is the first bad place. */
  readonly findings: readonly Finding[];
  readonly notices: readonly string[];
}

/** A file that is wrong everywhere needs no list of a million. */
export const FINDINGS_MAX = 20;

/** The lines that a person reads, the verdict last. */
export function reportLines(report: AuditReport): string[] {
  const subject =
    report.subject === 'ledger'
      ? `Ledger of ${report.state}`
      : `Case ${report.caseId ?? ''} in the ledger of ${report.state}`;
  return [
    subject,
    ...report.keys.map((kid) => `key ${kid}`),
    ...report.logs.map(
      (log) =>
        `log ${String(log.epoch)}: ${String(log.entries)} entries, ${String(log.checkpoints)} checkpoints, root ${log.root}`,
    ),
    ...report.logs.map((log) => completeness(report, log)),
    ...report.notices.map((notice) => `note: ${notice}`),
    ...report.findings.map((finding) => `WRONG (${finding.kind}): ${finding.text}`),
    report.findings.length === 0 ? 'verified' : 'NOT VERIFIED',
  ];
}

function completeness(report: AuditReport, log: LogReport): string {
  const name = `log ${String(log.epoch)}: `;
  if (report.subject === 'case')
    return `${name}completeness not judged (a case bundle proves what it shows, not that it shows all)`;
  if (log.witnessedSize === 0) return `${name}completeness not judged (no kept checkpoint of it was given)`;
  const rest = log.entries - log.witnessedSize;
  return `${name}complete and unchanged up to entry ${String(log.witnessedSize - 1)}${rest > 0 ? `; completeness of the ${String(rest)} after it not judged` : ''}`;
}
