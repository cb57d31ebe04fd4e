import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseSeen } from './case-file.js';
import { type RowResult, type Scene } from './exercise.js';
import { type Desks } from './node-api.js';
import { type ClockCount, HEADING, type Times } from './report.js';
import { type State, STATES } from './registries.js';

interface Head {
  readonly seq: number;
  readonly hash: string | null;
}

/** A case as its own node tells it. */
export interface CaseHeads {
  readonly node: State;
  readonly caseId: string;
  readonly thread: string;
  readonly role: string;
  readonly state: string;
  readonly sharedState: string;
  readonly requester: Head;
  readonly responder: Head;
}

export interface Summary {
  readonly heading: string;
  readonly exercise: true;
  readonly seed: number;
  readonly rows: readonly RowResult[];
  readonly counts: Readonly<Record<string, number>>;
  readonly extraRows: number;
  readonly times: Times;
  readonly scenes: readonly { readonly scene: Scene; readonly shown: string | null }[];
  readonly clocks: readonly ClockCount[];
  readonly cases: readonly CaseHeads[];
  readonly ledgers: readonly { readonly state: string; readonly entries: number; readonly verified: boolean }[];
}

export const SUMMARY_FILE = 'summary.json';
export const bundleFile = (state: State): string => `${state}.ledger.jsonl`;

export interface ReadCases {
  readonly seen: readonly CaseSeen[];
  readonly heads: readonly CaseHeads[];
}

interface Line {
  readonly id: string;
  readonly role: string;
  readonly thread: string;
  readonly state: string;
}

const AT_ONCE = 6;

/** Every case of every node, and both of its streams' heads, by the node's own API. */
export async function readCases(desks: Readonly<Record<State, Desks>>): Promise<ReadCases> {
  const seen: CaseSeen[] = [];
  const heads: CaseHeads[] = [];
  for (const node of STATES) {
    const lines = await list(desks[node]);
    const queue = lines.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const { id, role, thread, state } of queue) {
          const [view, { sharedState, requester, responder }] = await Promise.all([
            desks[node].officer.get<CaseSeen>(`/api/cases/${id}`),
            desks[node].officer.get<Pick<CaseHeads, 'sharedState' | 'requester' | 'responder'>>(
              `/api/cases/${id}/streams`,
            ),
          ]);
          seen.push(view);
          heads.push({ node, caseId: id, thread, role, state, sharedState, requester, responder });
        }
      }),
    );
  }
  return { seen, heads: heads.sort((a, b) => (a.node + a.caseId < b.node + b.caseId ? -1 : 1)) };
}

async function list(desks: Desks): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (let after = ''; ;) {
    const page = await desks.officer.get<{ items: readonly Line[]; next: string | null }>(
      `/api/cases?limit=200${after}`,
    );
    lines.push(...page.items);
    if (page.next === null) return lines;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

/** Threads whose two sides do not tell the same: none, once every letter has its receipt. */
export function disagreements(heads: readonly CaseHeads[]): readonly string[] {
  const byThread = new Map<string, CaseHeads[]>();
  for (const one of heads) byThread.set(one.thread, [...(byThread.get(one.thread) ?? []), one]);
  return [...byThread].flatMap(([thread, sides]) => {
    const told = new Set(sides.map((one) => JSON.stringify([one.sharedState, one.requester, one.responder])));
    const sent = sides.some((one) => one.requester.seq > 0);
    if (sides.length > 2 || (sent && sides.length !== 2))
      return [`thread ${thread} stands at ${String(sides.length)} nodes`];
    return told.size > 1 ? [`thread ${thread}: ${[...told].join(' and ')}`] : [];
  });
}

export function writeSummary(
  out: string,
  summary: Omit<Summary, 'heading' | 'exercise'>,
  bundles: Readonly<Record<State, string>>,
): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(
    join(out, SUMMARY_FILE),
    `${JSON.stringify({ heading: HEADING, exercise: true, ...summary } satisfies Summary, null, 2)}\n`,
  );
  for (const state of STATES) writeFileSync(join(out, bundleFile(state)), bundles[state]);
}
