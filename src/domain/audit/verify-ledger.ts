import { type BundleLine, type CheckpointLine, type EntryLine, type HeaderLine, type LogLine } from './bundle.js';
import { originOf, parseCheckpoint, signerOf, type LedgerKey, type SignedCheckpoint } from './checkpoint.js';
import { parseEntry } from './entry.js';
import { Findings } from './findings.js';
import { Frontier, leafHash } from './merkle.js';
import { type BodyVerifier, type Outside } from './outside.js';
import { isSame } from './proof.js';
import { type AuditReport, type LogReport } from './report.js';
import { Witnesses } from './witness.js';

export const FIRST_ACT = 'log.opened';

/** One log while its lines pass. */
interface OpenLog {
  readonly log: LogLine;
  readonly tree: Frontier;
  /** Where the next entry belongs; the tree stops growing at the first gap. */
  next: number;
  checkpoints: number;
  /** The last size at which a signed root agreed. */
  agreedSize: number;
  lastSize: number;
  /** A gap or a wrong root was named: later roots can not agree and would only repeat it. */
  broken: boolean;
  /** No gap so far: the tree has the leaves that its size says, whatever they are. */
  inOrder: boolean;
}

/** Judges the whole ledger of a node. */
export class LedgerVerifier implements BodyVerifier {
  private readonly findings = new Findings();
  private readonly notices: string[] = [];
  private readonly reports: LogReport[] = [];
  private readonly sizes = new Map<number, number>();
  private readonly witnesses: Witnesses;
  private current: OpenLog | undefined;
  private entries = 0;
  private ended = false;

  constructor(private readonly header: HeaderLine, private readonly keys: readonly LedgerKey[], outside: Outside) {
    this.findings.addUnpinned(keys, outside.pinnedKids);
    const ours = outside.kept.filter((one) => one.state === header.state);
    const others = outside.kept.length - ours.length;
    if (others > 0) this.notices.push(`${String(others)} kept checkpoint(s) are of another State's ledger and were passed over`);
    this.witnesses = new Witnesses(ours, this.heldCheckpoints(), keys, this.findings);
  }

  take(line: Exclude<BundleLine, HeaderLine>, number: number): void {
    switch (line.type) {
      case 'entry':
        this.entries += 1;
        this.takeEntry(line, number);
        return;
      case 'checkpoint':
        this.takeCheckpoint(line, number);
        return;
      case 'end':
        this.ended = true;
        this.closeLog();
        if (line.entries !== this.entries) {
          this.findings.add({ kind: 'end-differs', line: number, text: `the end line counts ${String(line.entries)} entries, the file has ${String(this.entries)}` });
        }
    }
  }

  finish(): AuditReport {
    if (!this.ended) {
      this.closeLog();
      this.findings.add({ kind: 'end-missing', text: 'the file stops without its end line: it was cut, by a bad transfer or by somebody' });
    }
    for (const { epoch } of this.header.logs) {
      if (!this.sizes.has(epoch)) this.findings.add({ kind: 'log-missing', epoch, text: `log ${String(epoch)} is named in the header and has no entry` });
    }
    this.notices.push(...this.witnesses.judgeRest(this.sizes));
    return {
      subject: 'ledger', state: this.header.state, keys: this.keys.map((key) => key.kid),
      logs: this.reports, findings: this.findings.list, notices: this.notices,
    };
  }

  private takeEntry(line: EntryLine, number: number): void {
    const open = this.logOf(line.epoch, number);
    if (open === undefined) return;
    this.judgePlace(open, line.index, number);
    const leaf = leafHash(line.entry);
    const entry = parseEntry(line.entry);
    const at = { epoch: line.epoch, index: line.index, line: number };
    const isClaimed = leaf.toString('base64url') === line.leaf;
    if (!isClaimed) {
      this.findings.add({ ...at, kind: 'entry-changed', text: `entry ${String(line.index)} of log ${String(line.epoch)} was changed: its content does not have its leaf hash` });
    } else if (entry === undefined) {
      this.findings.add({ ...at, kind: 'entry-malformed', text: `entry ${String(line.index)} of log ${String(line.epoch)} does not have the form of an entry` });
    }
    if (line.index === 0) this.judgeFirst(open.log, entry, number);
    // The claimed leaf: if the signed root agrees with it, the entry named above is the only one at fault.
    open.tree.append(isClaimed ? leaf : Buffer.from(line.leaf, 'base64url'));
    if (open.inOrder && open.tree.size === this.witnesses.nextSize(line.epoch)) this.witnesses.compare(line.epoch, open.tree.size, open.tree.root());
  }

  private judgePlace(open: OpenLog, index: number, number: number): void {
    const { epoch } = open.log;
    const expected = open.next;
    open.next = Math.max(expected, index + 1);
    if (index === expected) return;
    // Once a log is out of order its every second line would be named again.
    if (open.broken) return;
    open.broken = true;
    open.inOrder = false;
    if (index > expected) this.findings.add({
      kind: 'entries-missing', epoch, index: expected, range: [expected, index - 1], line: number,
      text: `entry ${String(expected)} of log ${String(epoch)} is not where it belongs: entry ${String(index)} stands in its place`,
    });
    else this.findings.add({
      kind: 'entry-out-of-place', epoch, index, line: number,
      text: `entry ${String(index)} of log ${String(epoch)} stands where entry ${String(expected)} belongs`,
    });
  }

  private takeCheckpoint({ note }: CheckpointLine, number: number): void {
    const checkpoint = parseCheckpoint(note);
    const open = this.current;
    if (checkpoint === undefined || open === undefined || checkpoint.origin !== open.log.origin || checkpoint.size < open.lastSize) {
      this.findings.add({ kind: 'checkpoint-out-of-place', line: number, text: `line ${String(number)}: not a checkpoint of the log that it stands in, or behind a larger one` });
      return;
    }
    const { epoch } = open.log;
    open.checkpoints += 1;
    open.lastSize = checkpoint.size;
    if (signerOf(checkpoint, this.keys) === undefined) {
      this.findings.add({ kind: 'checkpoint-unsigned', epoch, line: number, text: `the checkpoint of ${String(checkpoint.size)} entries of log ${String(epoch)} is not signed by a key of the ledger` });
      return;
    }
    if (open.broken) return;
    if (checkpoint.size !== open.tree.size) {
      open.broken = true;
      this.addMisplacedSize(open, checkpoint, number);
    } else if (isSame(checkpoint.root, open.tree.root())) {
      open.agreedSize = checkpoint.size;
    } else {
      open.broken = true;
      this.findings.add({
        kind: 'range-differs', epoch, range: [open.agreedSize, checkpoint.size - 1], line: number,
        text: `the entries ${String(open.agreedSize)} to ${String(checkpoint.size - 1)} of log ${String(epoch)} do not give the signed root of ${String(checkpoint.size)} entries${open.agreedSize === 0 ? '' : `, those before give theirs of ${String(open.agreedSize)}`}: one of them was changed, removed, added or moved`,
      });
    }
  }

  private addMisplacedSize(open: OpenLog, checkpoint: SignedCheckpoint, number: number): void {
    const { epoch } = open.log;
    const last = Math.max(checkpoint.size, open.tree.size) - 1;
    const count = Math.abs(checkpoint.size - open.tree.size);
    const isMissing = checkpoint.size > open.tree.size;
    this.findings.add({
      kind: isMissing ? 'entries-missing' : 'checkpoint-out-of-place', epoch, range: [open.agreedSize, last], line: number,
      text: `log ${String(epoch)}: of the entries ${String(open.agreedSize)} to ${String(last)} ${String(count)} ${isMissing ? 'are missing' : 'are too many'} under the checkpoint of ${String(checkpoint.size)}`,
    });
  }

  /** The log that an entry says it is of; opens the next one where it begins. */
  private logOf(epoch: number, number: number): OpenLog | undefined {
    if (this.current?.log.epoch === epoch) return this.current;
    const log = this.header.logs.find((one) => one.epoch === epoch);
    if (log === undefined || this.sizes.has(epoch) || log.origin !== originOf(this.header.state, epoch) || epoch < (this.current?.log.epoch ?? 0)) {
      this.findings.add({ kind: 'log-out-of-order', epoch, line: number, text: `line ${String(number)}: an entry of log ${String(epoch)} stands where none of it belongs` });
      return undefined;
    }
    this.closeLog();
    this.current = { log, tree: new Frontier(), next: 0, checkpoints: 0, agreedSize: 0, lastSize: 0, broken: false, inOrder: true };
    return this.current;
  }

  private closeLog(): void {
    const open = this.current;
    if (open === undefined) return;
    this.current = undefined;
    const { epoch } = open.log;
    const size = open.tree.size;
    this.sizes.set(epoch, open.next);
    if (!open.broken && open.agreedSize < size) {
      this.findings.add({
        kind: 'not-covered', epoch, range: [open.agreedSize, size - 1],
        text: `the entries ${String(open.agreedSize)} to ${String(size - 1)} of log ${String(epoch)} are covered by no signed checkpoint`,
      });
    }
    this.reports.push({
      epoch, entries: size, checkpoints: open.checkpoints,
      root: Buffer.from(open.tree.root()).toString('base64'), witnessedSize: this.witnesses.witnessedSize(epoch),
    });
  }

  /** A log says in its first entry, under its own root, after which checkpoint it was opened (design: restored nodes). */
  private judgeFirst(log: LogLine, entry: ReturnType<typeof parseEntry>, number: number): void {
    const says = entry?.act === FIRST_ACT && entry.data['epoch'] === log.epoch ? (entry.data['lastHeld'] ?? null) : undefined;
    if (says === log.lastHeld) return;
    this.findings.add({ kind: 'first-entry-differs', epoch: log.epoch, index: 0, line: number, text: `entry 0 of log ${String(log.epoch)} does not open it as the header says` });
  }

  private heldCheckpoints(): SignedCheckpoint[] {
    return this.header.logs.flatMap(({ epoch, lastHeld }) => {
      if (lastHeld === null) {
        if (epoch > 1) this.notices.push(`log ${String(epoch)} names no earlier checkpoint: nothing says how the log before it ended`);
        return [];
      }
      const checkpoint = parseCheckpoint(lastHeld);
      if (checkpoint?.state === this.header.state && checkpoint.epoch < epoch) return [checkpoint];
      this.findings.add({ kind: 'first-entry-differs', epoch, line: 1, text: `log ${String(epoch)} was opened after something that is not a checkpoint of this ledger` });
      return [];
    });
  }
}
