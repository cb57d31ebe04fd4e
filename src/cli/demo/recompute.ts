import { msBetween } from '../../domain/shared/instant.js';
import { type OutcomeClass } from './exercise.js';
import { headOf, type LedgerCase, readCasesOf } from './ledger-reading.js';
import { verifyBundle } from './ledgers.js';
import { countsOf, timesOf } from './report.js';
import { type CaseHeads, type Summary } from './summary.js';
import { type State, STATES } from './registries.js';

/** What the ledgers say of one recovered weapon. */
export interface Recomputed {
  readonly caseIds: readonly string[];
  readonly class: OutcomeClass;
  readonly outcome: string;
  readonly machineMs?: number;
}

/** Every difference between a summary and what the bundles alone say; empty where they agree. */
export function differencesOf(summary: Summary, bundles: Readonly<Record<State, string>>): readonly string[] {
  const unverified = STATES.flatMap((state) => {
    const report = verifyBundle(bundles[state]);
    const another = report.state === state ? [] : [`${state}: the bundle is the ledger of ${report.state}`];
    return [...another, ...report.findings.map((one) => `${state}: ${one.text}`)];
  });
  const cases = STATES.flatMap((state) => readCasesOf(bundles[state], state));
  return [
    ...unverified,
    ...cases
      .filter((one) => !one.exercise)
      .map((one) => `${one.node}: case ${one.caseId} is not marked as an exercise`),
    ...bothSides(cases),
    ...rowsAgainst(summary, recomputeRows(cases)),
    ...headsAgainst(summary, cases),
    ...figuresAgainst(summary),
  ];
}

/** From the recovering State's ledger: each recovery with its chain of requests. */
export function recomputeRows(cases: readonly LedgerCase[]): readonly Recomputed[] {
  const own = new Map(
    cases.filter((one) => one.node === 'XAA' && one.role === 'requester').map((one) => [one.caseId, one]),
  );
  return [...own.values()].filter((one) => one.root).map((root) => outcomeOf(chainOf(root, own)));
}

function chainOf(root: LedgerCase, own: ReadonlyMap<string, LedgerCase>): readonly LedgerCase[] {
  const chain = [root];
  for (let last: LedgerCase | undefined = root; last !== undefined;) {
    last = last.next
      .map((id) => own.get(id))
      .findLast((one) => one !== undefined && one.letters.requester.length > 0 && !chain.includes(one));
    if (last !== undefined) chain.push(last);
  }
  return chain;
}

function outcomeOf(chain: readonly LedgerCase[]): Recomputed {
  const [root, last] = [chain[0] as LedgerCase, chain.at(-1) as LedgerCase];
  const caseIds = chain.map((one) => one.caseId);
  if (root.letters.requester.length === 0) {
    if (root.closedWith !== undefined) return { caseIds, class: 'traced at home', outcome: root.closedWith };
    return root.state === 'approved'
      ? { caseIds, class: 'ready as file', outcome: 'ready as file' }
      : { caseIds, class: 'not sent', outcome: 'not sent' };
  }
  const answer =
    last.letters.responder.findLast((letter) => letter.kind === 'ANSWER') ??
    last.letters.responder.findLast((letter) => letter.kind === 'FORWARD_NOTICE');
  const sent = root.letters.requester.find((letter) => letter.kind === 'REQUEST')?.writtenAt;
  const machine =
    sent === undefined || answer?.receivedAt == null ? {} : { machineMs: msBetween(sent, answer.receivedAt) };
  return { caseIds, class: 'asked and answered', outcome: answer?.outcome ?? last.shared, ...machine };
}

/** Both ledgers of a thread name the same letters at the same places, and the same shared state. */
function bothSides(cases: readonly LedgerCase[]): readonly string[] {
  const threads = new Map<string, LedgerCase[]>();
  for (const one of cases) threads.set(one.thread, [...(threads.get(one.thread) ?? []), one]);
  return [...threads].flatMap(([thread, sides]) => {
    const sent = sides.some((one) => one.letters.requester.length > 0);
    if (!sent)
      return sides.length === 1
        ? []
        : [`thread ${thread} stands in ${String(sides.length)} ledgers and nothing was sent`];
    const [one, other] = sides;
    if (one === undefined || other === undefined || sides.length !== 2 || one.role === other.role)
      return [`thread ${thread} does not stand in the ledgers of two sides`];
    return told(one) === told(other)
      ? []
      : [`thread ${thread}: ${one.node} and ${other.node} do not tell the same letters and state`];
  });
}

function told(kase: LedgerCase): string {
  const names = (role: 'requester' | 'responder'): unknown =>
    kase.letters[role].filter((letter) => !letter.rejected).map(({ seq, jti, kind, mid }) => [seq, jti, kind, mid]);
  return JSON.stringify([kase.shared, names('requester'), names('responder')]);
}

function rowsAgainst(summary: Summary, recomputed: readonly Recomputed[]): readonly string[] {
  const byRoot = new Map(recomputed.map((one) => [one.caseIds[0], one]));
  const wrong = summary.rows.flatMap((row) => {
    const found = byRoot.get(row.caseIds[0]);
    byRoot.delete(row.caseIds[0]);
    if (found === undefined) return [`row ${String(row.row)}: the ledger of XAA knows no such recovery`];
    const pairs = [
      [row.class, found.class],
      [row.outcome, found.outcome],
      [row.caseIds.join(), found.caseIds.join()],
      [row.machineMs, found.machineMs],
    ] as const;
    return pairs.flatMap(([said, is]) =>
      said === is ? [] : [`row ${String(row.row)}: the summary says ${String(said)}, the ledger ${String(is)}`],
    );
  });
  return [
    ...wrong,
    ...[...byRoot.keys()].map((caseId) => `case ${caseId ?? ''} stands in the ledger of XAA and in no row`),
  ];
}

function headsAgainst(summary: Summary, cases: readonly LedgerCase[]): readonly string[] {
  const said = new Map(summary.cases.map((one) => [`${one.node} ${one.caseId}`, one]));
  const wrong = cases.flatMap((one) => {
    const name = `${one.node} ${one.caseId}`;
    const claim = said.get(name);
    said.delete(name);
    return claim !== undefined && same(claim, one)
      ? []
      : [`case ${name}: the summary and the ledger differ in state or streams`];
  });
  return [...wrong, ...[...said.keys()].map((name) => `case ${name} stands in the summary and in no ledger`)];
}

function same(claim: CaseHeads, kase: LedgerCase): boolean {
  const heads = JSON.stringify([headOf(kase, 'requester'), headOf(kase, 'responder')]);
  const claimed = [claim.requester, claim.responder].map(({ seq, hash }) => ({ seq, hash }));
  return (
    claim.state === kase.state &&
    claim.sharedState === kase.shared &&
    claim.thread === kase.thread &&
    JSON.stringify(claimed) === heads
  );
}

/** Counts and times follow from the rows, which were held against the ledgers. */
function figuresAgainst({ rows, counts, times, extraRows }: Summary): readonly string[] {
  const own = rows.filter((row) => !row.extra);
  return [
    ...(JSON.stringify(sorted(countsOf(own))) === JSON.stringify(sorted(counts))
      ? []
      : ['the counts of the summary are not those of its rows']),
    ...(JSON.stringify(timesOf(rows)) === JSON.stringify(times)
      ? []
      : ['the times of the summary are not those of its rows']),
    ...(extraRows === rows.length - own.length ? [] : ['the number of added rows is not that of the rows']),
  ];
}

function sorted(counts: Readonly<Record<string, number>>): unknown {
  return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}
