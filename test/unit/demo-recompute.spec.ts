import { describe, expect, it } from '@jest/globals';
import { LEDGER_FORMAT } from '../../src/domain/audit/bundle.js';
import { originOf, signCheckpoint } from '../../src/domain/audit/checkpoint.js';
import { type AuditInput, sealEntry } from '../../src/domain/audit/entry.js';
import { Frontier, leafHash } from '../../src/domain/audit/merkle.js';
import { FIRST_ACT } from '../../src/domain/audit/open-log.js';
import { type Json } from '../../src/domain/shared/canonical.js';
import { type RowResult } from '../../src/cli/demo/exercise.js';
import { differencesOf } from '../../src/cli/demo/recompute.js';
import { type State } from '../../src/cli/demo/registries.js';
import { countsOf, timesOf } from '../../src/cli/demo/report.js';
import { type Summary } from '../../src/cli/demo/summary.js';
import { makeKey } from './audit-ledger-builder.js';

const AT = '2026-03-02T08:00:00.000Z';
const LATER = '2026-03-02T08:00:04.000Z';
const THREAD = 'thread-1';

/** A signed ledger bundle of a State with these entries. */
function bundleOf(state: State, entries: readonly AuditInput[]): string {
  const key = makeKey();
  const tree = new Frontier();
  const first: AuditInput = {
    at: AT,
    act: FIRST_ACT,
    actor: { kind: 'system', id: 'audit' },
    data: { epoch: 1, lastHeld: null },
  };
  const lines = [first, ...entries].map((input, index) => {
    const text = Buffer.from(sealEntry(input, (size) => Buffer.alloc(size, index)).canonical).toString();
    const leaf = leafHash(Buffer.from(text));
    tree.append(leaf);
    return { type: 'entry', epoch: 1, index, leaf: Buffer.from(leaf).toString('base64url'), entry: text };
  });
  const origin = originOf(state, 1);
  return [
    { type: 'header', format: LEDGER_FORMAT, state, keys: [key.key.x], logs: [{ epoch: 1, origin, lastHeld: null }] },
    ...lines,
    { type: 'checkpoint', note: signCheckpoint({ origin, size: tree.size, root: tree.root() }, key.key, key.sign) },
    { type: 'end', entries: lines.length },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

function caseEntry(state: State, act: string, at: string, events: Json[], after: Record<string, Json>): AuditInput {
  const role = state === 'XAA' ? 'requester' : 'responder';
  const partner = state === 'XAA' ? 'USA' : 'XAA';
  const data = { role, own: state, partner, exercise: true, events, ...after };
  return {
    at,
    act: `case.${act}`,
    actor: { kind: 'system', id: 'test' },
    caseId: `case-${state}`,
    thread: THREAD,
    data,
  };
}

const letter = (type: string, kind: string, seq: number, more: Record<string, Json> = {}): Json => ({
  type,
  kind,
  seq,
  seen: 0,
  jti: `jti-${kind}`,
  mid: type === 'letter received' ? `mid-${kind}` : null,
  receivedAt: type === 'letter received' ? LATER : null,
  ...more,
});
const delivery = (kind: string, seq: number): Json => ({
  type: 'delivery recorded',
  seq,
  jti: `jti-${kind}`,
  mid: `mid-${kind}`,
  receivedAt: LATER,
});
const OUTCOME = { part: 'final', outcome: 'traced to dealer only' };

function xaa(outcome: Record<string, Json> = OUTCOME): AuditInput[] {
  return [
    caseEntry('XAA', 'open-case', AT, [{ type: 'case opened' }], { state: 'draft', shared: 'none' }),
    caseEntry('XAA', 'send', AT, [letter('letter written', 'REQUEST', 1)], { state: 'sent', shared: 'requested' }),
    caseEntry('XAA', 'record-delivery', LATER, [delivery('REQUEST', 1)], { state: 'delivered', shared: 'requested' }),
    caseEntry('XAA', 'receive-letter', LATER, [letter('letter received', 'ANSWER', 1, outcome)], {
      state: 'answered',
      shared: 'answered',
    }),
    caseEntry(
      'XAA',
      'close',
      LATER,
      [{ type: 'closed', outcome: 'traced to dealer only', established: 'not established' }],
      { state: 'closed', shared: 'answered' },
    ),
  ];
}

function usa(mid = 'mid-ANSWER'): AuditInput[] {
  return [
    caseEntry('USA', 'receive-letter', LATER, [{ type: 'case opened' }, letter('letter received', 'REQUEST', 1)], {
      state: 'received',
      shared: 'requested',
    }),
    caseEntry('USA', 'send', LATER, [letter('letter written', 'ANSWER', 1, OUTCOME)], {
      state: 'answered',
      shared: 'answered',
    }),
    caseEntry('USA', 'record-delivery', LATER, [{ ...(delivery('ANSWER', 1) as object), mid }], {
      state: 'answered',
      shared: 'answered',
    }),
  ];
}

const bundles = (given: Partial<Record<State, readonly AuditInput[]>> = {}): Record<State, string> => ({
  XAA: bundleOf('XAA', given.XAA ?? xaa()),
  USA: bundleOf('USA', given.USA ?? usa()),
  AUT: bundleOf('AUT', given.AUT ?? []),
});

const ROW: RowResult = {
  row: 1,
  extra: false,
  make: 'RUGER',
  serial: 'AX1',
  class: 'asked and answered',
  outcome: 'traced to dealer only',
  reason: '',
  blockers: [],
  asked: ['USA'],
  caseIds: ['case-XAA'],
  machineMs: 4000,
};

function summaryOf(row: Partial<RowResult> = {}): Summary {
  const rows = [{ ...ROW, ...row }];
  const heads = {
    thread: THREAD,
    sharedState: 'answered',
    requester: { seq: 1, hash: 'mid-REQUEST' },
    responder: { seq: 1, hash: 'mid-ANSWER' },
  };
  return {
    heading: '',
    exercise: true,
    seed: 1,
    rows,
    counts: countsOf(rows),
    extraRows: 0,
    times: timesOf(rows),
    scenes: [],
    clocks: [],
    ledgers: [],
    cases: [
      { ...heads, node: 'XAA', caseId: 'case-XAA', role: 'requester', state: 'closed' },
      { ...heads, node: 'USA', caseId: 'case-USA', role: 'responder', state: 'answered' },
    ],
  };
}

describe('recomputing a demo from its ledgers', () => {
  it('finds no difference where summary and ledgers say the same', () => {
    expect(differencesOf(summaryOf(), bundles())).toEqual([]);
  });

  it.each([
    ['another outcome', { outcome: 'not in records' }],
    ['another class', { class: 'not sent' as const }],
    ['a shorter machine time', { machineMs: 1 }],
    ['a recovery that is in no ledger', { caseIds: ['case-of-nobody'] }],
  ])('names a row that claims %s', (_, row) => {
    expect(differencesOf(summaryOf(row), bundles())).toContainEqual(expect.stringContaining('row 1'));
  });

  it('names a recovery that the summary has dropped', () => {
    const { rows: _rows, ...rest } = summaryOf();
    const summary: Summary = { ...rest, rows: [], counts: countsOf([]), times: timesOf([]) };
    expect(differencesOf(summary, bundles())).toEqual(['case case-XAA stands in the ledger of XAA and in no row']);
  });

  it('names counts that are not those of the rows', () => {
    expect(differencesOf({ ...summaryOf(), counts: { 'not sent': 5 } }, bundles())).toEqual([
      'the counts of the summary are not those of its rows',
    ]);
  });

  it('names a thread of which the two sides hold different letters', () => {
    expect(differencesOf(summaryOf(), bundles({ USA: usa('mid-OTHER') }))).toContainEqual(
      expect.stringContaining('XAA and USA do not tell the same'),
    );
  });

  it('names a thread that one side does not have', () => {
    expect(differencesOf(summaryOf(), bundles({ USA: [] }))).toContainEqual(
      expect.stringContaining('does not stand in the ledgers of two sides'),
    );
  });

  it('names a case that is not marked as an exercise', () => {
    const real = xaa().map((entry) => ({ ...entry, data: { ...entry.data, exercise: false } }));
    expect(differencesOf(summaryOf(), bundles({ XAA: real }))).toContainEqual(
      expect.stringContaining('not marked as an exercise'),
    );
  });

  it('names a ledger in which an entry was changed', () => {
    const given = bundles();
    const changed = given.XAA.replace('traced to dealer only', 'not in records');
    expect(differencesOf(summaryOf(), { ...given, XAA: changed })).toContainEqual(
      expect.stringMatching(/^XAA: .*entry/),
    );
  });

  it("names a bundle that is another State's", () => {
    const given = bundles();
    expect(differencesOf(summaryOf(), { ...given, AUT: bundleOf('USA', []) })).toContain(
      'AUT: the bundle is the ledger of USA',
    );
  });
});
