import { signerOf, type LedgerKey, type SignedCheckpoint } from './checkpoint.js';
import { type Findings } from './findings.js';
import { isSame } from './proof.js';

/** A root that somebody outside the node holds for one size of one log. */
interface Witness {
  readonly source: 'kept' | 'named by a later log';
  readonly checkpoint: SignedCheckpoint;
}

/**
 * What outsiders hold, compared with the trees as they grow: kept checkpoints, and those that the first entry of a later log names
 * (the last one a partner held when the node was restored).
 */
export class Witnesses {
  private readonly open = new Map<number, Witness[]>();
  private readonly witnessed = new Map<number, number>();
  private readonly held: SignedCheckpoint[];

  constructor(
    kept: readonly SignedCheckpoint[],
    held: readonly SignedCheckpoint[],
    keys: readonly LedgerKey[],
    private readonly findings: Findings,
  ) {
    this.held = [...held];
    const all: Witness[] = [
      ...held.map((checkpoint) => ({ source: 'named by a later log' as const, checkpoint })),
      ...kept.map((checkpoint) => ({ source: 'kept' as const, checkpoint })),
    ];
    for (const witness of all) {
      if (signerOf(witness.checkpoint, keys) === undefined) this.addUnknownKey(witness);
      else this.open.set(witness.checkpoint.epoch, [...(this.open.get(witness.checkpoint.epoch) ?? []), witness]);
    }
    for (const list of this.open.values()) list.sort((a, b) => a.checkpoint.size - b.checkpoint.size);
  }

  /** The next size of a log at which `compare` wants its root. */
  nextSize(epoch: number): number {
    return this.open.get(epoch)?.[0]?.checkpoint.size ?? Infinity;
  }

  compare(epoch: number, size: number, root: Uint8Array): void {
    const list = this.open.get(epoch) ?? [];
    while (list[0]?.checkpoint.size === size) {
      const { source, checkpoint } = list.shift() as Witness;
      if (isSame(checkpoint.root, root)) {
        this.witnessed.set(epoch, size);
        continue;
      }
      const from = this.witnessedSize(epoch);
      this.findings.add({
        kind: 'history-rewritten',
        epoch,
        range: [from, size - 1],
        text: `log ${String(epoch)} was rewritten: the checkpoint of ${String(size)} entries that is ${source} has another root; the difference lies in the entries ${String(from)} to ${String(size - 1)}`,
      });
    }
  }

  /** After the last line: what is still open names entries that the bundle does not have. Answers what is no fault but must be said. */
  judgeRest(sizes: ReadonlyMap<number, number>): string[] {
    return [...this.open.entries()]
      .flatMap(([epoch, list]) => list.map((witness) => this.judgeBeyond(witness, epoch, sizes.get(epoch))))
      .filter((text) => text !== undefined);
  }

  witnessedSize(epoch: number): number {
    return this.witnessed.get(epoch) ?? 0;
  }

  private judgeBeyond({ source, checkpoint }: Witness, epoch: number, size: number | undefined): string | undefined {
    // A gap before it left nothing to compare, and is named already.
    if (size !== undefined && checkpoint.size <= size) return undefined;
    const has = size === undefined ? 'is not in the bundle' : `ends at ${String(size)} entries`;
    const told = this.held.find((one) => one.epoch === epoch && one.size >= checkpoint.size);
    if (told === undefined) {
      this.findings.add({
        kind: size === undefined ? 'log-missing' : 'tail-cut',
        epoch,
        range: [size ?? 0, checkpoint.size - 1],
        text: `log ${String(epoch)} ${has}; the checkpoint that is ${source} covers ${String(checkpoint.size)}: the entries from ${String(size ?? 0)} on were cut off`,
      });
      return undefined;
    }
    if (told.size === checkpoint.size && !isSame(told.root, checkpoint.root)) {
      this.findings.add({
        kind: 'history-rewritten',
        epoch,
        range: [0, checkpoint.size - 1],
        text: `log ${String(epoch)}: the later log names another root for ${String(checkpoint.size)} entries than the checkpoint that is ${source}`,
      });
      return undefined;
    }
    return source === 'kept'
      ? undefined
      : `log ${String(epoch)} ${has}, and the next log says itself that a partner holds a checkpoint of ${String(checkpoint.size)}: the node was restored from an older copy, and the entries from ${String(size ?? 0)} on are lost`;
  }

  private addUnknownKey({ source, checkpoint }: Witness): void {
    this.findings.add({
      kind: 'key-unknown',
      epoch: checkpoint.epoch,
      text: `the checkpoint of ${String(checkpoint.size)} entries of log ${String(checkpoint.epoch)} that is ${source} is not signed by a key that the bundle names`,
    });
  }
}
