import { type EntryLine, type LogLine } from './bundle.js';
import { signerOf, type LedgerKey, type SignedCheckpoint } from './checkpoint.js';
import { parseEntry, type Entry } from './entry.js';
import { type Findings } from './findings.js';
import { Frontier, HASH_BYTES, leafHash } from './merkle.js';
import { isSame } from './proof.js';
import { type LogReport } from './report.js';
import { type Witnesses } from './witness.js';

export const FIRST_ACT = 'log.opened';

/** One log of a bundle while its lines pass. */
export class OpenLog {
  private readonly tree = new Frontier();
  /** Where the next entry belongs. */
  private next = 0;
  private checkpoints = 0;
  /** The last size at which a signed root agreed. */
  private agreedSize = 0;
  private lastSize = 0;
  /** A gap or a wrong root was named: later roots can not agree and would only repeat it. */
  private broken = false;
  /** No gap so far: the tree has the leaves that its size says, whatever they are. */
  private inOrder = true;

  constructor(
    readonly log: LogLine,
    private readonly keys: readonly LedgerKey[],
    private readonly findings: Findings,
    private readonly witnesses: Witnesses,
  ) {}

  takeEntry({ epoch, index, leaf: claimed, entry: text }: EntryLine, line: number): void {
    this.judgePlace(index, line);
    const leaf = leafHash(text);
    const isClaimed = leaf.toString('base64url') === claimed;
    const entry = parseEntry(text);
    const name = `entry ${String(index)} of log ${String(epoch)}`;
    if (!isClaimed) {
      const text = `${name} was changed: its content does not have its leaf hash`;
      this.findings.add({ kind: 'entry-changed', epoch, index, line, text });
    } else if (entry === undefined) {
      this.findings.add({
        kind: 'entry-malformed',
        epoch,
        index,
        line,
        text: `${name} does not have the form of an entry`,
      });
    }
    if (index === 0) this.judgeFirst(entry, line);
    // The claimed leaf: if the signed root agrees with it, the entry named above is the only one at fault.
    const other = isClaimed ? leaf : Buffer.from(claimed, 'base64url');
    this.tree.append(other.length === HASH_BYTES ? other : leaf);
    if (this.inOrder && this.tree.size === this.witnesses.nextSize(epoch)) {
      this.witnesses.compare(epoch, this.tree.size, this.tree.root());
    }
  }

  /** False: it stands behind a larger one. */
  takeCheckpoint(checkpoint: SignedCheckpoint, line: number): boolean {
    if (checkpoint.size < this.lastSize) return false;
    this.checkpoints += 1;
    this.lastSize = checkpoint.size;
    const { epoch } = this.log;
    if (signerOf(checkpoint, this.keys) === undefined) {
      const text = `the checkpoint of ${String(checkpoint.size)} entries of log ${String(epoch)} is not signed by a key of the ledger`;
      this.findings.add({ kind: 'checkpoint-unsigned', epoch, line, text });
    } else if (!this.broken) {
      this.judgeRoot(checkpoint, line);
    }
    return true;
  }

  /** How many entries the log claims to have had, gaps counted. */
  get claimedSize(): number {
    return this.next;
  }

  close(): LogReport {
    const { epoch } = this.log;
    const { size } = this.tree;
    if (!this.broken && this.agreedSize < size) {
      const text = `${this.range(size - 1)} are covered by no signed checkpoint`;
      this.findings.add({ kind: 'not-covered', epoch, range: [this.agreedSize, size - 1], text });
    }
    return {
      epoch,
      entries: size,
      checkpoints: this.checkpoints,
      root: Buffer.from(this.tree.root()).toString('base64'),
      witnessedSize: this.witnesses.witnessedSize(epoch),
    };
  }

  private judgePlace(index: number, line: number): void {
    const { epoch } = this.log;
    const expected = this.next;
    this.next = Math.max(expected, index + 1);
    // Once a log is out of order its every second line would be named again.
    if (index === expected || this.broken) return;
    this.broken = true;
    this.inOrder = false;
    const missing = index > expected;
    this.findings.add({
      kind: missing ? 'entries-missing' : 'entry-out-of-place',
      epoch,
      index: missing ? expected : index,
      ...(missing ? { range: [expected, index - 1] as const } : {}),
      line,
      text: missing
        ? `entry ${String(expected)} of log ${String(epoch)} is not where it belongs: entry ${String(index)} stands in its place`
        : `entry ${String(index)} of log ${String(epoch)} stands where entry ${String(expected)} belongs`,
    });
  }

  private judgeRoot({ size, root }: SignedCheckpoint, line: number): void {
    const { epoch } = this.log;
    if (size === this.tree.size && isSame(root, this.tree.root())) {
      this.agreedSize = size;
      return;
    }
    this.broken = true;
    const last = Math.max(size, this.tree.size) - 1;
    const range = [this.agreedSize, last] as const;
    if (size === this.tree.size) {
      const before = this.agreedSize === 0 ? '' : `, those before give theirs of ${String(this.agreedSize)}`;
      const text = `${this.range(last)} do not give the signed root of ${String(size)} entries${before}: one of them was changed, removed, added or moved`;
      this.findings.add({ kind: 'range-differs', epoch, range, line, text });
      return;
    }
    const count = Math.abs(size - this.tree.size);
    const missing = size > this.tree.size;
    const text = `${this.range(last)} are ${String(count)} too ${missing ? 'few' : 'many'} for the signed checkpoint of ${String(size)}`;
    this.findings.add({ kind: missing ? 'entries-missing' : 'checkpoint-out-of-place', epoch, range, line, text });
  }

  /** A log says in its first entry, under its own root, after which checkpoint it was opened. */
  private judgeFirst(entry: Entry | undefined, line: number): void {
    const { epoch, lastHeld } = this.log;
    const says =
      entry?.act === FIRST_ACT && entry.data['epoch'] === epoch ? (entry.data['lastHeld'] ?? null) : undefined;
    if (says === lastHeld) return;
    const text = `entry 0 of log ${String(epoch)} does not open it as the header says`;
    this.findings.add({ kind: 'first-entry-differs', epoch, index: 0, line, text });
  }

  private range(last: number): string {
    return `the entries ${String(this.agreedSize)} to ${String(last)} of log ${String(this.log.epoch)}`;
  }
}
