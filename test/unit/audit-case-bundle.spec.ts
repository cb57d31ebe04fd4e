import { describe, expect, it } from '@jest/globals';
import { CASE_FORMAT, type BundleLine, type EntryLine } from '../../src/domain/audit/bundle.js';
import { inclusionProof } from '../../src/domain/audit/proof.js';
import { reportLines, type AuditReport } from '../../src/domain/audit/report.js';
import { nodeHash } from '../../src/domain/audit/merkle.js';
import { buildLedger, entryText, judgeLines, withLeaf } from './audit-ledger-builder.js';

const ledger = buildLedger();
const last = ledger.checkpoints().at(-1);
const leaves = ledger.entries().map((line) => Buffer.from(line.leaf, 'base64url') as Uint8Array);
const subtree = (level: number, index: number): Uint8Array =>
  level === 0
    ? (leaves[index] as Uint8Array)
    : nodeHash(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
const proven = (line: EntryLine): EntryLine => ({
  ...line,
  proof: inclusionProof(line.index, 40, ({ level, index }) => subtree(level, index)).map((hash) =>
    Buffer.from(hash).toString('base64url'),
  ),
});
const caseEntries = ledger
  .entries()
  .filter((line) => line.entry.includes('"case-1"'))
  .map(proven);

function judge(
  entries: readonly EntryLine[],
  { note = last?.note ?? '', kept = [] as (typeof last)[], count = entries.length, header = {} } = {},
): AuditReport {
  const lines: BundleLine[] = [
    {
      type: 'header',
      format: CASE_FORMAT,
      state: 'XAA',
      keys: [ledger.key.key.x],
      logs: ledger.logs,
      caseId: 'case-1',
      ...header,
    },
    { type: 'checkpoint', note },
    ...entries,
    { type: 'end', entries: count },
  ];
  return judgeLines(
    lines.map((line) => JSON.stringify(line)),
    { kept: kept.filter((one) => one !== undefined) },
  );
}
const editFirst = (edit: (line: EntryLine) => EntryLine): AuditReport =>
  judge(caseEntries.map((line, i) => (i === 0 ? edit(line) : line)));

describe('the bundle of one case', () => {
  it('proves each entry to be in the signed tree, and claims no more', () => {
    const report = judge(caseEntries);
    expect(report.findings).toEqual([]);
    expect(reportLines(report).join('\n')).toContain(
      'log 1: completeness not judged (a case bundle proves what it shows, not that it shows all)',
    );
  });

  it('names the entry whose content was changed', () => {
    expect(editFirst((line) => ({ ...line, entry: entryText(99) })).findings).toMatchObject([
      { kind: 'entry-changed', index: 1 },
    ]);
  });

  it('names the entry that was changed with its leaf hash', () => {
    expect(editFirst((line) => withLeaf(line, entryText(97))).findings).toMatchObject([
      { kind: 'proof-fails', index: 1 },
    ]);
  });

  it('names an entry that moved, that has no proof, or that brings its proof in another spelling', () => {
    expect(editFirst((line) => ({ ...line, index: 2 })).findings).toMatchObject([{ kind: 'proof-fails', index: 2 }]);
    expect(editFirst(({ proof: _, ...line }) => line).findings).toMatchObject([{ kind: 'proof-fails' }]);
    expect(
      editFirst((line) => ({ ...line, proof: line.proof?.map((hash) => `${hash}=`) ?? [] })).findings,
    ).toMatchObject([{ kind: 'proof-fails' }]);
  });

  it('refuses a proven entry of another case', () => {
    expect(judge([...caseEntries.slice(0, 1), proven(ledger.entries()[2] as EntryLine)]).findings).toMatchObject([
      { kind: 'entry-of-another-case', index: 2 },
    ]);
  });

  it('refuses entries twice, out of order, or of a log without checkpoint', () => {
    expect(judge([...caseEntries, ...caseEntries.slice(0, 1)]).findings).toMatchObject([
      { kind: 'entry-out-of-place' },
    ]);
    expect(judge(caseEntries.toReversed()).findings[0]).toMatchObject({ kind: 'entry-out-of-place' });
    expect(editFirst((line) => ({ ...line, epoch: 2 })).findings).toMatchObject([{ kind: 'entry-out-of-place' }]);
  });

  it('refuses a checkpoint that the ledger did not sign, or of another State', () => {
    expect(judge(caseEntries, { note: last?.note.replace('\n40\n', '\n41\n') ?? '' }).findings[0]).toMatchObject({
      kind: 'checkpoint-unsigned',
    });
    expect(judge(caseEntries, { header: { state: 'XBB' } }).findings[0]).toMatchObject({
      kind: 'checkpoint-out-of-place',
    });
  });

  it('names an end line that counts other entries', () => {
    expect(judge(caseEntries.slice(1), { count: caseEntries.length }).findings).toMatchObject([
      { kind: 'end-differs' },
    ]);
  });

  it('is compared with a kept checkpoint of the same size, and says where it can not', () => {
    const rewritten = buildLedger({ key: ledger.key, changes: { 20: entryText(99) } })
      .checkpoints()
      .at(-1);
    expect(judge(caseEntries, { kept: [rewritten] }).findings).toMatchObject([{ kind: 'history-rewritten' }]);
    expect(judge(caseEntries, { kept: [last] }).logs[0]?.witnessedSize).toBe(40);
    expect(judge(caseEntries, { kept: [ledger.checkpoints()[0]] }).notices).toHaveLength(1);
  });
});
