import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  LEDGER_FORMAT,
  type BundleLine,
  type CheckpointLine,
  type EntryLine,
  type HeaderLine,
  type LogLine,
} from '../../src/domain/audit/bundle.js';
import {
  ledgerKey,
  originOf,
  parseCheckpoint,
  signCheckpoint,
  type LedgerKey,
  type SignedCheckpoint,
} from '../../src/domain/audit/checkpoint.js';
import { sealEntry } from '../../src/domain/audit/entry.js';
import { Frontier, leafHash } from '../../src/domain/audit/merkle.js';
import { type AuditReport } from '../../src/domain/audit/report.js';
import { BundleVerifier } from '../../src/domain/audit/verify.js';
import { FIRST_ACT } from '../../src/domain/audit/open-log.js';

/** A ledger key pair of a test's own. */
export interface TestKey {
  readonly key: LedgerKey;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

export function makeKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return testKey(publicKey, privateKey);
}

interface LedgerShape {
  readonly key?: TestKey;
  readonly entries?: number;
  readonly every?: number;
  readonly epoch?: number;
  readonly lastHeld?: string | null;
  /** Other texts in the place of some entries. */
  readonly changes?: Readonly<Partial<Record<number, string>>>;
}

/** A ledger of one log: its first entry opens it, a checkpoint stands behind every `every` entries and behind the last. */
export function buildLedger(shape: LedgerShape = {}): TestLedger {
  const { key = makeKey(), entries = 40, every = 8, epoch = 1, lastHeld = null, changes = {} } = shape;
  const tree = new Frontier();
  const lines: (EntryLine | CheckpointLine)[] = [];
  for (let index = 0; index < entries; index++) {
    const text = changes[index] ?? entryText(index, epoch, lastHeld);
    const leaf = leafHash(Buffer.from(text));
    tree.append(leaf);
    lines.push({ type: 'entry', epoch, index, leaf: Buffer.from(leaf).toString('base64url'), entry: text });
    if (tree.size % every === 0 || tree.size === entries)
      lines.push({ type: 'checkpoint', note: noteOf(tree, epoch, key) });
  }
  return new TestLedger(key, [{ epoch, origin: originOf('XAA', epoch), lastHeld }], lines);
}

export class TestLedger {
  constructor(
    readonly key: TestKey,
    readonly logs: readonly LogLine[],
    readonly body: readonly (EntryLine | CheckpointLine)[],
  ) {}

  /** The lines of the bundle, header first. */
  lines(): BundleLine[] {
    const header: HeaderLine = {
      type: 'header',
      format: LEDGER_FORMAT,
      state: 'XAA',
      keys: [this.key.key.x],
      logs: this.logs,
    };
    return [header, ...this.body, { type: 'end', entries: this.entries().length }];
  }

  entries(): EntryLine[] {
    return this.body.filter((line) => line.type === 'entry');
  }

  checkpoints(): SignedCheckpoint[] {
    return this.body
      .filter((line) => line.type === 'checkpoint')
      .map((line) => parseCheckpoint(line.note) as SignedCheckpoint);
  }

  /** Somebody edits the file: `edit` answers what stands in the place of a line. */
  edited(edit: (line: EntryLine | CheckpointLine) => (EntryLine | CheckpointLine)[]): TestLedger {
    return new TestLedger(this.key, this.logs, this.body.flatMap(edit));
  }

  followedBy(next: TestLedger): TestLedger {
    return new TestLedger(this.key, [...this.logs, ...next.logs], [...this.body, ...next.body]);
  }

  judge(outside: { kept?: readonly SignedCheckpoint[]; pinnedKids?: readonly string[] } = {}): AuditReport {
    return judgeLines(
      this.lines().map((line) => JSON.stringify(line)),
      outside,
    );
  }
}

export function judgeLines(
  lines: readonly string[],
  outside: { kept?: readonly SignedCheckpoint[]; pinnedKids?: readonly string[] } = {},
): AuditReport {
  const verifier = new BundleVerifier({ kept: [], ...outside });
  for (const line of lines) verifier.line(line);
  return verifier.finish();
}

/** The leaf hash that belongs to the text: what a forger who knows the format writes. */
export function withLeaf(line: EntryLine, entry: string): EntryLine {
  return { ...line, entry, leaf: Buffer.from(leafHash(Buffer.from(entry))).toString('base64url') };
}

export function noteOf(tree: Frontier, epoch: number, key: TestKey): string {
  return signCheckpoint({ origin: originOf('XAA', epoch), size: tree.size, root: tree.root() }, key.key, key.sign);
}

export function entryText(index: number, epoch = 1, lastHeld: string | null = null): string {
  const sealed = sealEntry(
    index === 0
      ? {
          at: '2026-03-01T08:00:00.000Z',
          act: FIRST_ACT,
          actor: { kind: 'system', id: 'audit' },
          data: { epoch, lastHeld },
        }
      : {
          at: '2026-03-01T08:00:00.000Z',
          act: 'case.event',
          actor: { kind: 'person', id: 'p1' },
          caseId: `case-${String(index % 3)}`,
          data: { number: index },
        },
    (size) =>
      createHash('shake256', { outputLength: size })
        .update(`${String(epoch)} ${String(index)}`)
        .digest(),
  );
  return Buffer.from(sealed.canonical).toString();
}

function testKey(publicKey: KeyObject, privateKey: KeyObject): TestKey {
  const key = ledgerKey(publicKey.export({ format: 'jwk' }).x as string);
  if (key === undefined) throw new Error('an Ed25519 key has an x');
  return { key, sign: (bytes) => sign(null, bytes, privateKey) };
}
