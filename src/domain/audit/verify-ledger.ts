import { type BundleLine, type CheckpointLine, type EntryLine, type HeaderLine } from './bundle.js';
import { originOf, parseCheckpoint, type LedgerKey, type SignedCheckpoint } from './checkpoint.js';
import { Findings } from './findings.js';
import { OpenLog } from './open-log.js';
import { type BodyVerifier, type Outside } from './outside.js';
import { type AuditReport, type LogReport } from './report.js';
import { Witnesses } from './witness.js';

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

  constructor(
    private readonly header: HeaderLine,
    private readonly keys: readonly LedgerKey[],
    outside: Outside,
  ) {
    this.findings.addUnpinned(keys, outside.pinnedKids);
    const ours = outside.kept.filter((one) => one.state === header.state);
    const others = outside.kept.length - ours.length;
    if (others > 0)
      this.notices.push(`${String(others)} kept checkpoint(s) are of another State's ledger and were passed over`);
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
        if (line.entries === this.entries) return;
        this.findings.add({
          kind: 'end-differs',
          line: number,
          text: `the end line counts ${String(line.entries)} entries, the file has ${String(this.entries)}`,
        });
    }
  }

  finish(): AuditReport {
    if (!this.ended) {
      this.closeLog();
      this.findings.add({
        kind: 'end-missing',
        text: 'the file stops without its end line: it was cut, by a bad transfer or by somebody',
      });
    }
    for (const { epoch } of this.header.logs) {
      if (this.sizes.has(epoch)) continue;
      const text = `log ${String(epoch)} is named in the header and has no entry`;
      this.findings.add({ kind: 'log-missing', epoch, text });
    }
    this.notices.push(...this.witnesses.judgeRest(this.sizes));
    return {
      subject: 'ledger',
      state: this.header.state,
      keys: this.keys.map((key) => key.kid),
      logs: this.reports,
      findings: this.findings.list,
      notices: this.notices,
    };
  }

  private takeEntry(line: EntryLine, number: number): void {
    if (this.current?.log.epoch !== line.epoch && !this.openLog(line.epoch)) {
      const text = `line ${String(number)}: an entry of log ${String(line.epoch)} stands where none of it belongs`;
      this.findings.add({ kind: 'log-out-of-order', epoch: line.epoch, line: number, text });
      return;
    }
    this.current?.takeEntry(line, number);
  }

  private takeCheckpoint({ note }: CheckpointLine, number: number): void {
    const checkpoint = parseCheckpoint(note);
    const isOfThisLog = checkpoint !== undefined && checkpoint.origin === this.current?.log.origin;
    if (isOfThisLog && this.current?.takeCheckpoint(checkpoint, number) === true) return;
    const text = `line ${String(number)}: not a checkpoint of the log that it stands in, or behind a larger one`;
    this.findings.add({ kind: 'checkpoint-out-of-place', line: number, text });
  }

  /** False where no log of that epoch may begin. */
  private openLog(epoch: number): boolean {
    const log = this.header.logs.find((one) => one.epoch === epoch);
    const isNext = !this.sizes.has(epoch) && epoch > (this.current?.log.epoch ?? 0);
    if (log?.origin !== originOf(this.header.state, epoch) || !isNext) return false;
    this.closeLog();
    this.current = new OpenLog(log, this.keys, this.findings, this.witnesses);
    return true;
  }

  private closeLog(): void {
    if (this.current === undefined) return;
    this.sizes.set(this.current.log.epoch, this.current.claimedSize);
    this.reports.push(this.current.close());
    this.current = undefined;
  }

  private heldCheckpoints(): SignedCheckpoint[] {
    return this.header.logs.flatMap(({ epoch, lastHeld }) => {
      if (lastHeld === null) {
        if (epoch > 1)
          this.notices.push(
            `log ${String(epoch)} names no earlier checkpoint: nothing says how the log before it ended`,
          );
        return [];
      }
      const checkpoint = parseCheckpoint(lastHeld);
      if (checkpoint?.state === this.header.state && checkpoint.epoch < epoch) return [checkpoint];
      this.findings.add({
        kind: 'first-entry-differs',
        epoch,
        line: 1,
        text: `log ${String(epoch)} was opened after something that is not a checkpoint of this ledger`,
      });
      return [];
    });
  }
}
