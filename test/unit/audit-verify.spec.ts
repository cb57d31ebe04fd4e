import { describe, expect, it } from '@jest/globals';
import { UnreadableBundle, type EntryLine } from '../../src/domain/audit/bundle.js';
import { parseCheckpoint } from '../../src/domain/audit/checkpoint.js';
import { reportLines } from '../../src/domain/audit/report.js';
import { buildLedger, entryText, judgeLines, makeKey, withLeaf, type TestLedger } from './audit-ledger-builder.js';

const forged = entryText(99);
const ledger = buildLedger();
const editEntry = (index: number, edit: (line: EntryLine) => EntryLine[]): TestLedger =>
  ledger.edited((line) => (line.type === 'entry' && line.index === index ? edit(line) : [line]));
const entryAt = (index: number): EntryLine => ledger.entries()[index] as EntryLine;
const kept = (size: number) => ledger.checkpoints().filter((one) => one.size === size);

describe('the verifier of a ledger bundle', () => {
  it('verifies an untouched ledger and says that completeness is not judged', () => {
    const report = ledger.judge();
    expect(report.findings).toEqual([]);
    expect(report.logs).toMatchObject([{ epoch: 1, entries: 40, checkpoints: 5, witnessedSize: 0 }]);
    expect(reportLines(report)).toContain('log 1: completeness not judged (no kept checkpoint of it was given)');
  });

  it('says how far a kept checkpoint vouches for it', () => {
    const report = ledger.judge({ kept: kept(24) });
    expect(report.findings).toEqual([]);
    expect(reportLines(report)).toContain(
      'log 1: complete and unchanged up to entry 23; completeness of the 16 after it not judged',
    );
  });

  it('names the entry whose content was changed, and no other', () => {
    const report = editEntry(13, (line) => [{ ...line, entry: forged }]).judge();
    expect(report.findings).toMatchObject([{ kind: 'entry-changed', epoch: 1, index: 13 }]);
  });

  it('names each of several changed entries, the first one first', () => {
    const report = ledger
      .edited((line) => (line.type === 'entry' && [9, 30].includes(line.index) ? [{ ...line, entry: forged }] : [line]))
      .judge();
    expect(report.findings.map((one) => one.index)).toEqual([9, 30]);
  });

  it('names the range between two checkpoints where content and leaf hash were both changed', () => {
    const report = editEntry(13, (line) => [withLeaf(line, forged)]).judge();
    expect(report.findings).toMatchObject([{ kind: 'range-differs', epoch: 1, range: [8, 15] }]);
  });

  it('names the range where only the leaf hash was changed', () => {
    const report = editEntry(13, (line) => [{ ...line, leaf: entryAt(14).leaf }]).judge();
    expect(report.findings[0]).toMatchObject({ kind: 'entry-changed', index: 13 });
  });

  it.each(['', 'AAAA', 'A'.repeat(400), '='])('names the entry whose leaf hash is none: "%s"', (leaf) => {
    expect(editEntry(13, (line) => [{ ...line, leaf }]).judge().findings).toMatchObject([
      { kind: 'entry-changed', index: 13 },
    ]);
  });

  it('names the first entry that is missing', () => {
    expect(editEntry(13, () => []).judge().findings[0]).toMatchObject({
      kind: 'entries-missing',
      index: 13,
      range: [13, 13],
    });
  });

  it('names the range where the last entry before a checkpoint is missing', () => {
    expect(editEntry(15, () => []).judge().findings[0]).toMatchObject({ kind: 'entries-missing', range: [8, 15] });
  });

  it('names the range where an entry was taken out and the rest renumbered', () => {
    const renumbered = ledger.edited((line) => {
      if (line.type !== 'entry' || line.index < 13) return [line];
      return line.index === 13 ? [] : [{ ...line, index: line.index - 1 }];
    });
    expect(renumbered.judge().findings[0]).toMatchObject({ kind: 'entries-missing', range: [8, 15] });
  });

  it('names the range where an entry was added and the rest renumbered', () => {
    const added = ledger.edited((line) => {
      if (line.type !== 'entry' || line.index < 13) return [line];
      return line.index === 13
        ? [line, { ...withLeaf(line, forged), index: 14 }]
        : [{ ...line, index: line.index + 1 }];
    });
    expect(added.judge().findings[0]).toMatchObject({ kind: 'checkpoint-out-of-place', range: [8, 16] });
  });

  it('names the first of two entries that were swapped', () => {
    const swapped = ledger.edited((line) => [
      line.type === 'entry' && (line.index === 10 || line.index === 14) ? entryAt(24 - line.index) : line,
    ]);
    expect(swapped.judge().findings[0]).toMatchObject({ kind: 'entries-missing', index: 10 });
  });

  it('names the range where two entries were swapped and took over the other number', () => {
    const swapped = ledger.edited((line) => [
      line.type === 'entry' && (line.index === 10 || line.index === 14)
        ? { ...entryAt(24 - line.index), index: line.index }
        : line,
    ]);
    expect(swapped.judge().findings).toMatchObject([{ kind: 'range-differs', range: [8, 15] }]);
  });

  it('names the range where an entry stands twice', () => {
    expect(editEntry(13, (line) => [line, line]).judge().findings[0]).toMatchObject({
      kind: 'entry-out-of-place',
      index: 13,
    });
  });

  it('refuses a checkpoint that was re-signed with a key of the forger', () => {
    const stranger = buildLedger({ key: makeKey(), changes: { 13: forged } });
    const report = stranger.edited((line) => [line]).judge();
    expect(report.findings).toEqual([]); // the whole bundle brings its own key: only a pinned key or a kept checkpoint tells
    expect(stranger.judge({ pinnedKids: [ledger.key.key.kid] }).findings).toMatchObject([{ kind: 'key-not-pinned' }]);
    expect(stranger.judge({ kept: kept(40) }).findings).toMatchObject([{ kind: 'key-unknown' }]);
    const mixed = ledger.edited((line) => [
      line.type === 'checkpoint' && parseCheckpoint(line.note)?.size === 16
        ? { type: 'checkpoint', note: stranger.checkpoints()[1]?.note ?? '' }
        : line,
    ]);
    expect(mixed.judge().findings).toMatchObject([{ kind: 'checkpoint-unsigned', epoch: 1 }]);
  });

  it('refuses a checkpoint whose root was changed without the key', () => {
    const report = ledger
      .edited((line) => [
        line.type === 'checkpoint' ? { ...line, note: line.note.replace(/\n.{4}(.+=)\n/, '\nAAAA$1\n') } : line,
      ])
      .judge();
    expect(report.findings[0]).toMatchObject({ kind: 'checkpoint-unsigned' });
  });

  it('refuses entries that no checkpoint covers', () => {
    const report = ledger
      .edited((line) => (line.type === 'checkpoint' && parseCheckpoint(line.note)?.size === 40 ? [] : [line]))
      .judge();
    expect(report.findings).toMatchObject([{ kind: 'not-covered', range: [32, 39] }]);
  });

  it('finds a tail that was cut at a checkpoint, by a kept checkpoint alone', () => {
    const cut = buildLedger({ key: ledger.key, entries: 24 });
    expect(cut.judge().findings).toEqual([]);
    expect(cut.judge({ kept: kept(40) }).findings).toMatchObject([{ kind: 'tail-cut', epoch: 1, range: [24, 39] }]);
  });

  it('finds a history that the holder of the key rewrote and signed anew, by a kept checkpoint alone', () => {
    const rewritten = buildLedger({ key: ledger.key, changes: { 13: forged } });
    expect(rewritten.judge().findings).toEqual([]);
    const report = rewritten.judge({ kept: [...kept(8), ...kept(24), ...kept(40)] });
    expect(report.findings[0]).toMatchObject({ kind: 'history-rewritten', range: [8, 23] });
  });

  it('finds that the log of a kept checkpoint is not there at all', () => {
    const report = buildLedger({ key: ledger.key, epoch: 2 }).judge({ kept: kept(40) });
    expect(report.findings).toMatchObject([{ kind: 'log-missing', epoch: 1 }]);
    expect(report.notices).toEqual([expect.stringContaining('log 2 names no earlier checkpoint')]);
  });

  it('passes over a kept checkpoint of another State, and says so', () => {
    const note = ledger.checkpoints()[4]?.note.replaceAll('/XAA/', '/XBB/') ?? '';
    const report = ledger.judge({ kept: [parseCheckpoint(note)].filter((one) => one !== undefined) });
    expect(report.notices).toHaveLength(1);
    expect(report.logs[0]?.witnessedSize).toBe(0);
  });

  it('names an end line that counts other entries, and a file without one', () => {
    const lines = ledger.lines().map((line) => JSON.stringify(line));
    expect(judgeLines([...lines.slice(0, -1), '{"type":"end","entries":41}']).findings).toMatchObject([
      { kind: 'end-differs' },
    ]);
    expect(judgeLines(lines.slice(0, -1)).findings).toMatchObject([{ kind: 'end-missing' }]);
    expect(judgeLines(lines.slice(0, 1)).findings.map((one) => one.kind)).toEqual(['end-missing', 'log-missing']);
  });

  it('refuses a signed leaf that is not an entry', () => {
    expect(
      buildLedger({ changes: { 5: '{"v":2}', 6: 'no JSON' } })
        .judge()
        .findings.map((one) => [one.kind, one.index]),
    ).toEqual([
      ['entry-malformed', 5],
      ['entry-malformed', 6],
    ]);
  });
});

describe('a node that was restored from an older copy', () => {
  const recovered = (lastHeld: string | null, entries = 16): TestLedger =>
    buildLedger({ key: ledger.key, entries }).followedBy(
      buildLedger({ key: ledger.key, epoch: 2, entries: 5, lastHeld }),
    );
  const noteAt = (size: number): string => kept(size)[0]?.note ?? '';

  it('is verified, and the loss that its new log names is told', () => {
    const report = recovered(noteAt(40)).judge({ kept: kept(40) });
    expect(report.findings).toEqual([]);
    expect(report.notices).toEqual([expect.stringContaining('the entries from 16 on are lost')]);
    expect(report.logs.map((log) => log.epoch)).toEqual([1, 2]);
  });

  it('may not lose more than it named', () => {
    expect(recovered(noteAt(32)).judge({ kept: kept(40) }).findings).toMatchObject([{ kind: 'tail-cut', epoch: 1 }]);
  });

  it('may not have changed what the partner had seen', () => {
    const rewritten = buildLedger({ key: ledger.key, entries: 40, changes: { 3: forged } });
    const report = rewritten
      .followedBy(buildLedger({ key: ledger.key, epoch: 2, entries: 5, lastHeld: noteAt(24) }))
      .judge();
    expect(report.findings).toMatchObject([{ kind: 'history-rewritten', epoch: 1, range: [0, 23] }]);
  });

  it('may not say one thing in the header and another in its first entry', () => {
    const log = recovered(noteAt(40));
    const lied = log
      .lines()
      .map((line) =>
        line.type === 'header' ? { ...line, logs: line.logs.map((one) => ({ ...one, lastHeld: null })) } : line,
      );
    expect(judgeLines(lied.map((line) => JSON.stringify(line))).findings).toMatchObject([
      { kind: 'first-entry-differs', epoch: 2, index: 0 },
    ]);
  });

  it('may not name a checkpoint that nobody signed', () => {
    expect(recovered(noteAt(40).replace('\n40\n', '\n41\n')).judge().findings[0]).toMatchObject({
      kind: 'key-unknown',
    });
    expect(recovered('a lost log').judge().findings[0]).toMatchObject({ kind: 'first-entry-differs' });
  });

  it('does not mix the entries of its logs', () => {
    const log = recovered(noteAt(40));
    const [first, ...rest] = log.body;
    const moved = log.edited((line) => [line]);
    const lines = [...moved.lines().slice(0, -1), first, ...rest.slice(0, 0)].map((line) => JSON.stringify(line));
    expect(judgeLines([...lines, JSON.stringify({ type: 'end', entries: 22 })]).findings).toMatchObject([
      { kind: 'log-out-of-order' },
    ]);
  });
});

describe('a file that is no bundle', () => {
  const header = JSON.stringify(ledger.lines()[0]);
  const entry = JSON.stringify(entryAt(0));
  it.each([
    ['no line', [], 1],
    ['an entry first', [entry], 1],
    ['no JSON', [header, 'x'], 2],
    ['a JSON text', [header, '"x"'], 2],
    ['null', [header, 'null'], 2],
    ['an unknown line', [header, entry, '{"type":"toString"}'], 3],
    ['an entry without its leaf', [header, '{"type":"entry","epoch":1,"index":0,"entry":"{}"}'], 2],
    ['a negative place', [header, entry.replace('"index":0', '"index":-1')], 2],
    ['two headers', [header, header], 2],
    ['a header without a key', [header.replace(/"keys":\[[^\]]*\]/, '"keys":[]')], 1],
    ['a header with a key that is none', [header.replace(/"keys":\[[^\]]*\]/, '"keys":["AAAA"]')], 1],
    ['an unknown format', [header.replace('ledger/1', 'ledger/2')], 1],
    ['lines behind the end', [header, '{"type":"end","entries":0}', entry], 3],
  ])('is not judged: %s', (_name, lines, line) => {
    expect(() => judgeLines(lines)).toThrow(UnreadableBundle);
    expect(() => judgeLines(lines)).toThrow(`line ${String(line)}:`);
  });
});
