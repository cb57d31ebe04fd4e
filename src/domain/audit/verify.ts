import { CASE_FORMAT, readBundleLine, UnreadableBundle, type HeaderLine } from './bundle.js';
import { ledgerKey, type LedgerKey } from './checkpoint.js';
import { type BodyVerifier, type Outside } from './outside.js';
import { type AuditReport } from './report.js';
import { CaseVerifier } from './verify-case.js';
import { LedgerVerifier } from './verify-ledger.js';

/**
 * Judges a bundle line by line, trusting nothing else: linear in its length, in memory that does not grow with it. Throws
 * `UnreadableBundle` where there is nothing to judge.
 */
export class BundleVerifier {
  private body: BodyVerifier | undefined;
  private lines = 0;
  private ended = false;

  constructor(private readonly outside: Outside) {}

  line(text: string): void {
    this.lines += 1;
    if (this.ended) throw new UnreadableBundle(this.lines, 'stands behind the end line');
    const line = readBundleLine(text, this.lines);
    if (this.body === undefined) {
      if (line.type !== 'header') throw new UnreadableBundle(this.lines, 'a bundle begins with its header');
      this.body = this.open(line);
      return;
    }
    if (line.type === 'header') throw new UnreadableBundle(this.lines, 'a second header');
    this.ended = line.type === 'end';
    this.body.take(line, this.lines);
  }

  finish(): AuditReport {
    if (this.body === undefined) throw new UnreadableBundle(1, 'the file is empty');
    return this.body.finish();
  }

  private open(header: HeaderLine): BodyVerifier {
    const keys = header.keys.map((x) => ledgerKey(x));
    if (keys.length === 0 || keys.includes(undefined))
      throw new UnreadableBundle(1, 'the header names no ledger key, or one that is not Ed25519');
    const known = keys as LedgerKey[];
    return header.format === CASE_FORMAT
      ? new CaseVerifier(header, known, this.outside)
      : new LedgerVerifier(header, known, this.outside);
  }
}
