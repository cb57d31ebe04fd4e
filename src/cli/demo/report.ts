import { SHARED_CLOCKS } from '../../domain/tracing/case.js';
import { type CaseSeen } from './case-file.js';
import { OUTCOME_CLASSES, SCENE_WORDS, SCENES, type RowResult, type Scene } from './exercise.js';

export const HEADING = 'invented records: not a trace of this weapon';

/** One line a row: what, asked whom, outcome, machine time. */
export function rowLines(rows: readonly RowResult[]): readonly string[] {
  const cells = rows.map((one) => [
    one.extra ? `+${String(one.row)}` : String(one.row),
    cut(`${one.make} ${one.serial}`.trim() || '(no make, no number)', 30),
    one.asked.join(' > ') || '-',
    one.class,
    cut(one.class === 'not sent' ? one.blockers.join(', ') : one.outcome, 42),
    one.machineMs === undefined ? '-' : seconds(one.machineMs),
  ]);
  return table(['row', 'what', 'asked whom', 'class', 'outcome', 'machine time'], cells);
}

export interface Times {
  readonly answered: number;
  readonly medianMs: number | null;
  readonly longestMs: number | null;
}

/** From sent to answered. The row whose partner was stopped on purpose, under a clock that was moved, is left out. */
export function timesOf(rows: readonly RowResult[]): Times {
  const all = rows
    .flatMap((one) => (one.machineMs === undefined || one.scene === 'partner down' ? [] : [one.machineMs]))
    .sort((a, b) => a - b);
  const middle = Math.floor(all.length / 2);
  const median =
    all.length === 0
      ? null
      : all.length % 2 === 1
        ? (all[middle] ?? 0)
        : Math.round(((all[middle - 1] ?? 0) + (all[middle] ?? 0)) / 2);
  return { answered: all.length, medianMs: median, longestMs: all.at(-1) ?? null };
}

export function countsOf(rows: readonly RowResult[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = Object.fromEntries(OUTCOME_CLASSES.map((name) => [name, 0]));
  for (const { class: name, outcome } of rows) {
    counts[name] = (counts[name] ?? 0) + 1;
    if (name === 'asked and answered') counts[`${name}: ${outcome}`] = (counts[`${name}: ${outcome}`] ?? 0) + 1;
  }
  return counts;
}

export function countLines(counts: Readonly<Record<string, number>>, rows: number): readonly string[] {
  return [
    ...Object.entries(counts).map(([name, count]) => `  ${String(count).padStart(5)}  ${name}`),
    `  ${String(rows).padStart(5)}  rows in all`,
  ];
}

export function sceneLines(shown: ReadonlyMap<Scene, string>): readonly string[] {
  return SCENES.map((scene) => {
    const seen = shown.get(scene);
    return seen === undefined ? `  not shown  ${SCENE_WORDS[scene]}` : `  shown      ${SCENE_WORDS[scene]}: ${seen}`;
  });
}

export interface ClockCount {
  readonly clock: string;
  readonly policy: string;
  readonly standing: string;
  readonly verified: boolean;
  readonly ran: number;
  readonly met: number;
}

/** Clocks by kind and by whose term bound. One that both States see runs once, however many nodes show it. */
export function clocksOf(cases: readonly CaseSeen[]): readonly ClockCount[] {
  const counts = new Map<string, ClockCount>();
  const known = new Set<string>();
  for (const seen of cases) {
    for (const { clock, ordinal, policyId, standing, reading } of seen.clocks) {
      const place = `${seen.case.thread} ${clock} ${String(ordinal)}${isShared(clock) ? '' : ` ${seen.case.own}`}`;
      if (known.has(place)) continue;
      known.add(place);
      const key = `${clock} ${policyId}`;
      const before = counts.get(key) ?? {
        clock,
        policy: policyId,
        standing,
        verified: isVerified(seen, policyId),
        ran: 0,
        met: 0,
      };
      counts.set(key, { ...before, ran: before.ran + 1, met: before.met + (reading.state === 'met' ? 1 : 0) });
    }
  }
  const order = (one: ClockCount): string => `${one.clock} ${one.policy}`;
  return [...counts.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function isShared(clock: string): boolean {
  return (SHARED_CLOCKS as readonly string[]).includes(clock);
}

/** Was the number of days checked against a published text? As the policy itself says. */
function isVerified({ case: { rules } }: CaseSeen, policyId: string): boolean {
  const policies = [...Object.values(rules?.shared ?? {}), rules?.local];
  return policies.find((one) => one?.id === policyId)?.verified ?? false;
}

export function clockLines(counts: readonly ClockCount[]): readonly string[] {
  const cells = counts.map((one) => [
    one.clock,
    String(one.ran),
    String(one.met),
    one.policy,
    one.standing,
    one.verified ? 'verified' : 'not verified',
  ]);
  return table(['clock', 'ran', 'met', 'policy', 'what binds', 'number of days'], cells);
}

export function seconds(ms: number): string {
  return ms >= 120_000 ? `${String(Math.round(ms / 60_000))} min` : `${(ms / 1000).toFixed(1)} s`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length)));
  return [head, head.map((_, at) => '-'.repeat(widths[at] ?? 0)), ...rows].map((row) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd(),
  );
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}~`;
}
