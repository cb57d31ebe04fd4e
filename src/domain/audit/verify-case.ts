import { type BundleLine, type CheckpointLine, type EntryLine, type HeaderLine } from './bundle.js';
import { parseCheckpoint, signerOf, type LedgerKey, type SignedCheckpoint } from './checkpoint.js';
import { parseEntry } from './entry.js';
import { Findings } from './findings.js';
import { leafHash } from './merkle.js';
import { type BodyVerifier, type Outside } from './outside.js';
import { inclusionHolds, isSame } from './proof.js';
import { type AuditReport } from './report.js';

interface ProvenLog {
  readonly checkpoint: SignedCheckpoint;
  entries: number;
  last: number;
  witnessedSize: number;
}

/** Judges the entries of one case, each by its proof: what a court is given instead of the whole ledger. */
export class CaseVerifier implements BodyVerifier {
  private readonly findings = new Findings();
  private readonly notices: string[] = [];
  private readonly logs = new Map<number, ProvenLog>();
  private entries = 0;
  private ended = false;

  constructor(
    private readonly header: HeaderLine,
    private readonly keys: readonly LedgerKey[],
    private readonly outside: Outside,
  ) {
    this.findings.addUnpinned(keys, outside.pinnedKids);
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
        if (line.entries !== this.entries) {
          this.findings.add({
            kind: 'end-differs',
            line: number,
            text: `the end line counts ${String(line.entries)} entries, the file has ${String(this.entries)}`,
          });
        }
    }
  }

  finish(): AuditReport {
    if (!this.ended)
      this.findings.add({
        kind: 'end-missing',
        text: 'the file stops without its end line: it was cut, by a bad transfer or by somebody',
      });
    return {
      subject: 'case',
      ...(this.header.caseId === undefined ? {} : { caseId: this.header.caseId }),
      state: this.header.state,
      keys: this.keys.map((key) => key.kid),
      logs: [...this.logs.values()].map(({ checkpoint, entries, witnessedSize }) => ({
        epoch: checkpoint.epoch,
        entries,
        checkpoints: 1,
        root: Buffer.from(checkpoint.root).toString('base64'),
        witnessedSize,
      })),
      findings: this.findings.list,
      notices: this.notices,
    };
  }

  private takeCheckpoint({ note }: CheckpointLine, number: number): void {
    const checkpoint = parseCheckpoint(note);
    if (checkpoint?.state !== this.header.state || this.logs.has(checkpoint.epoch)) {
      this.findings.add({
        kind: 'checkpoint-out-of-place',
        line: number,
        text: `line ${String(number)}: not the one checkpoint of a log of this ledger`,
      });
      return;
    }
    const { epoch, size } = checkpoint;
    if (signerOf(checkpoint, this.keys) === undefined) {
      this.findings.add({
        kind: 'checkpoint-unsigned',
        epoch,
        line: number,
        text: `the checkpoint of ${String(size)} entries of log ${String(epoch)} is not signed by a key of the ledger`,
      });
    }
    this.logs.set(epoch, { checkpoint, entries: 0, last: -1, witnessedSize: this.compareKept(checkpoint) });
  }

  private takeEntry(line: EntryLine, number: number): void {
    const log = this.logs.get(line.epoch);
    const at = { epoch: line.epoch, index: line.index, line: number };
    const name = `entry ${String(line.index)} of log ${String(line.epoch)}`;
    if (log === undefined || line.index <= log.last) {
      this.findings.add({
        ...at,
        kind: 'entry-out-of-place',
        text: `${name} stands before its log's checkpoint, twice, or behind a later one`,
      });
      return;
    }
    log.last = line.index;
    log.entries += 1;
    const leaf = leafHash(line.entry);
    const proof = (line.proof ?? []).map((hash) => Buffer.from(hash, 'base64url'));
    const isSpeltOnce = proof.every((hash, i) => hash.toString('base64url') === line.proof?.[i]);
    const entry = parseEntry(line.entry);
    if (leaf.toString('base64url') !== line.leaf) {
      this.findings.add({
        ...at,
        kind: 'entry-changed',
        text: `${name} was changed: its content does not have its leaf hash`,
      });
    } else if (!isSpeltOnce || !inclusionHolds(leaf, line.index, log.checkpoint.size, proof, log.checkpoint.root)) {
      this.findings.add({
        ...at,
        kind: 'proof-fails',
        text: `${name} is not proven to be in the tree of ${String(log.checkpoint.size)} entries`,
      });
    } else if (entry === undefined) {
      this.findings.add({ ...at, kind: 'entry-malformed', text: `${name} does not have the form of an entry` });
    } else if (entry.caseId !== this.header.caseId) {
      this.findings.add({ ...at, kind: 'entry-of-another-case', text: `${name} is of another case` });
    }
  }

  /** Of two different sizes a case bundle can not tell whether one grew out of the other. */
  private compareKept(checkpoint: SignedCheckpoint): number {
    for (const kept of this.outside.kept.filter((one) => one.origin === checkpoint.origin)) {
      if (kept.size !== checkpoint.size) {
        this.notices.push(
          `the kept checkpoint of ${String(kept.size)} entries of log ${String(kept.epoch)} is of another size than the bundle's: ask for the proof that they agree`,
        );
      } else if (isSame(kept.root, checkpoint.root)) {
        return kept.size;
      } else {
        this.findings.add({
          kind: 'history-rewritten',
          epoch: kept.epoch,
          range: [0, kept.size - 1],
          text: `log ${String(kept.epoch)} was rewritten: the kept checkpoint of ${String(kept.size)} entries has another root`,
        });
      }
    }
    return 0;
  }
}
