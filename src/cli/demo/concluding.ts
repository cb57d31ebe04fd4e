import { type SignedCheckpoint } from '../../domain/audit/checkpoint.js';
import { SystemClock } from '../../platform/clock.js';
import { doorLines, type Passwords } from './doors.js';
import { type RowResult, type Scene, SCENES } from './exercise.js';
import { exportLedger, ledgerLine, type Bundle } from './ledgers.js';
import { type Desks } from './node-api.js';
import { type Nodes } from './nodes.js';
import { type DemoOptions } from './options.js';
import { type Recovered } from './recovered.js';
import { STATES, type State } from './registries.js';
import {
  clockLines,
  clocksOf,
  countLines,
  countsOf,
  HEADING,
  rowLines,
  sceneLines,
  seconds,
  timesOf,
} from './report.js';
import { disagreements, readCases, writeSummary } from './summary.js';

export interface Traced {
  readonly results: readonly RowResult[];
  readonly defects: readonly string[];
}

export interface Concluding extends Traced {
  readonly say: (text?: string) => void;
  readonly nodes: Nodes;
  readonly options: DemoOptions;
  readonly desks: Readonly<Record<State, Desks>>;
  readonly kept: Readonly<Record<State, readonly SignedCheckpoint[]>>;
  readonly shown: ReadonlyMap<Scene, string>;
  readonly rows: readonly Recovered[];
  readonly passwords: Passwords;
}

/** What is printed and written at the end; 0 where all is well. */
export async function conclude({
  say,
  nodes,
  options,
  desks,
  kept,
  shown,
  results,
  defects,
  rows,
  passwords,
}: Concluding): Promise<number> {
  const { seen, heads } = await readCases(desks);
  const bundles = {} as Record<State, Bundle>;
  await Promise.all(
    STATES.map(async (state) => {
      bundles[state] = await exportLedger(desks[state].auditor, kept[state]);
    }),
  );
  const own = results.filter((one) => !one.extra);
  const [counts, times, clocks, differing] = [countsOf(own), timesOf(results), clocksOf(seen), disagreements(heads)];
  say(`\n${HEADING.toUpperCase()}`);
  for (const line of rowLines(results)) say(line);
  say('\nOutcomes:');
  for (const line of countLines(counts, own.length)) say(line);
  if (own.length < results.length)
    say(
      `  Rows marked + are ${String(results.length - own.length)} of our sample, added because the list has none that shows a scene; they are not counted.`,
    );
  say(
    `  machine time from sent to answered: median ${times.medianMs === null ? 'none' : seconds(times.medianMs)}, longest ${times.longestMs === null ? 'none' : seconds(times.longestMs)}, over ${String(times.answered)} rows`,
  );
  say('\nWhat was to be seen among them:');
  for (const line of sceneLines(shown)) say(line);
  say('\nClocks that ran (the ITI sets no number of days):');
  for (const line of clockLines(clocks)) say(line);
  say();
  for (const state of STATES) say(ledgerLine(state, bundles[state].report));
  say(
    differing.length === 0
      ? `Both sides of all ${String(new Set(heads.map((one) => one.thread)).size)} threads agree.`
      : `NOT AGREED: ${differing.join('; ')}`,
  );
  if (options.out !== undefined) {
    writeSummary(
      options.out,
      {
        seed: options.seed,
        rows: results,
        counts,
        extraRows: results.length - own.length,
        times,
        clocks,
        cases: heads,
        scenes: SCENES.map((scene) => ({ scene, shown: shown.get(scene) ?? null })),
        ledgers: STATES.map((state) => ({
          state,
          entries: bundles[state].report.logs.reduce((sum, log) => sum + log.entries, 0),
          verified: bundles[state].report.findings.length === 0,
        })),
      },
      Object.fromEntries(STATES.map((state) => [state, bundles[state].text])) as Record<State, string>,
    );
    say(`Written to ${options.out}: summary.json and a ledger bundle of each node.`);
  }
  for (const defect of defects) say(`BROKE OFF: ${defect}`);
  if (!options.exit) printDoors(nodes, passwords, say);
  const wanted = shown.size === SCENES.length || results.every((one) => one.scene === undefined);
  const well =
    defects.length === 0 &&
    differing.length === 0 &&
    wanted &&
    own.length === rows.length &&
    STATES.every((state) => bundles[state].report.findings.length === 0);
  say(well ? 'All is well.' : 'NOT ALL IS WELL: see above.');
  return well ? 0 : 1;
}

function printDoors(nodes: Nodes, passwords: Passwords, say: Concluding['say']): void {
  say('\nOpen an address in a browser and sign in; each first page says what waits for its person:');
  for (const line of doorLines((state) => nodes.processes[state].url, passwords)) say(line);
  say(`\nThe time is ${new SystemClock().now()}; the exercise's clock may have been moved.`);
}
