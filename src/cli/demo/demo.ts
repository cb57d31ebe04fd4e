import { join, resolve } from 'node:path';
import { type SignedCheckpoint } from '../../domain/audit/checkpoint.js';
import { readBatchForm, batchFormFaults, batchFormLines } from './batch-form.js';
import { conclude, type Traced } from './concluding.js';
import { enterOwn, pinEachOther, StatesWithoutNode } from './directories.js';
import { Passwords } from './doors.js';
import { type Exercise, type RowResult, type Scene, type Staged } from './exercise.js';
import { keepCheckpoint } from './ledgers.js';
import { type Desks } from './node-api.js';
import { Nodes } from './nodes.js';
import { type DemoOptions, readOptions, USAGE } from './options.js';
import { Progress } from './progress.js';
import { type Recovered, readRecovered } from './recovered.js';
import {
  buildNamed,
  buildRegistries,
  otherRecords,
  skeletonsOf,
  STATES,
  type Keying,
  type Registries,
  type State,
} from './registries.js';
import { HEADING } from './report.js';
import { type Staging, stage } from './staging.js';
import { traceRow } from './trace-row.js';
import { WorkList } from './work-list.js';

const PLACE = join('.proofmark', 'demo');
const DATA = 'data';
/** Rows in hand at once: enough that no row waits for another's officer, few enough for two cores. */
const AT_ONCE = 10;
/** At a time of its own: its scene stops a node and moves the clock. */
const ALONE: Scene = 'partner down';

const say = (text = ''): void => {
  process.stdout.write(`${text}\n`);
};

/** `npm run demo`. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args, resolve(DATA));
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${USAGE}\n`);
    return 2;
  }
  say(HEADING.toUpperCase());
  say(`Proofmark exercise, ${HEADING}`);
  const nodes = await Nodes.make(resolve(PLACE));
  const ended = new Promise<'ended'>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        done('ended');
      });
  });
  try {
    const outcome = await Promise.race([play(nodes, options), ended]);
    if (outcome === 'ended') return await leave(nodes);
    if (!options.exit) {
      say('The nodes stay up until you press Ctrl-C.');
      await ended;
    }
    return outcome;
  } catch (error) {
    process.stderr.write(
      `The demo broke off: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}\n`,
    );
    return 1;
  } finally {
    say('Stopping the nodes ...');
    await nodes.stop();
  }
}

/** Rows in hand would go on against nodes that are gone. */
async function leave(nodes: Nodes): Promise<never> {
  say('Stopping the nodes ...');
  await nodes.stop();
  process.exit(130);
}

async function play(nodes: Nodes, options: DemoOptions): Promise<number> {
  say(nodes.services.startLine);
  const passwords = new Passwords();
  const rows = await readRecovered(options.recoveries);
  const { staging, desks, kept } = await setUp(nodes, options, rows, passwords);
  const form = readBatchForm(options.form);
  const faults = batchFormFaults(form, nodes.today);
  if (faults.length > 0) throw new Error(`the batch form is wrong: ${faults.join(', ')}`);
  say();
  for (const line of batchFormLines(form)) say(line);
  say();
  const shown = new Map<Scene, string>();
  const exercise: Exercise = {
    desks,
    form,
    shown,
    today: nodes.today,
    withoutNode: new StatesWithoutNode(desks.XAA),
    lists: {
      XAA: new WorkList(desks.XAA.officer),
      USA: new WorkList(desks.USA.officer),
      AUT: new WorkList(desks.AUT.officer),
    },
    partners: {
      stop: (state) => nodes.processes[state].stop(),
      start: (state) => nodes.processes[state].start(),
      moveClock: (minutes) => nodes.moveClock(minutes),
    },
    say: (line) => {
      say(`  ${line}`);
    },
  };
  const { results, defects } = await traceAll(exercise, staging.rows, () => nodes.closeContexts());
  return conclude({ say, nodes, options, desks, kept, shown, results, defects, rows, passwords });
}

interface SetUp {
  readonly staging: Staging;
  readonly desks: Readonly<Record<State, Desks>>;
  readonly kept: Readonly<Record<State, readonly SignedCheckpoint[]>>;
}

async function setUp(
  nodes: Nodes,
  options: DemoOptions,
  rows: readonly Recovered[],
  passwords: Passwords,
): Promise<SetUp> {
  const lexicon = await nodes.lexicon;
  const lines = await readRecovered(options.registry);
  const sample = await readRecovered(options.sample);
  const drawn = buildRegistries(lines, lexicon, options.seed);
  const named = (chosen: readonly Recovered[], keying: ReadonlyMap<string, Keying>): Registries =>
    buildNamed(chosen, lexicon, options.seed, keying);
  const staging = stage({ rows, lines, drawn, sample, record: (keying) => named(sample, keying) });
  const [listed, added] = [
    buildRegistries(lines, lexicon, options.seed, staging.forced),
    named(staging.extraLines, staging.forced),
  ];
  const taken = skeletonsOf([...lines, ...rows, ...sample]);
  say(
    `${String(listed.placed.size)} of ${String(lines.length)} rows of ${options.registry} get a record (seed ${String(options.seed)})`,
  );
  say('Making the people of three contact points and filling the registries ...');
  await Promise.all(
    STATES.map(async (state) => {
      const own = [...listed.records[state], ...added.records[state]];
      const all = [...own, ...otherRecords(state, options.seed, nodes.today, taken, options.others)];
      await Promise.all([nodes.seed(state, passwords), nodes.load(state, 'makers and importers', all)]);
      say(
        `  ${state}: ${String(own.length)} records from the list among ${String(all.length - own.length)} generated others`,
      );
    }),
  );
  await nodes.start();
  const desks = await nodes.signInAll(passwords);
  const year = Number(nodes.today.slice(0, 4));
  await Promise.all(
    STATES.map((state) => enterOwn(desks[state], state, nodes.processes[state].config['node.zone'], year)),
  );
  say('Every State pins the others; a second person types the digits that were read out by telephone:');
  for (const { at, partner, fingerprint } of await pinEachOther(desks)) say(`  ${at} pins ${partner}: ${fingerprint}`);
  const kept = Object.fromEntries(
    await Promise.all(STATES.map(async (state) => [state, await keepCheckpoint(desks[state].auditor)] as const)),
  ) as unknown as SetUp['kept'];
  return { staging, desks, kept };
}

async function traceAll(exercise: Exercise, rows: readonly Staged[], afterAlone: () => Promise<void>): Promise<Traced> {
  const results: RowResult[] = [];
  const defects: string[] = [];
  const progress = new Progress(rows.length, say, process.stderr.isTTY);
  const trace = async (staged: Staged): Promise<void> => {
    try {
      const result = await traceRow(
        {
          ...exercise,
          say: (line) => {
            progress.say(`  row ${String(staged.line.row)}: ${line}`);
          },
        },
        staged,
      );
      results.push(result);
      progress.step(`${result.make} ${result.serial}: ${result.outcome}`);
    } catch (error) {
      defects.push(`row ${String(staged.line.row)}: ${error instanceof Error ? error.message : 'unknown'}`);
      progress.step('broke off');
    }
  };
  for (const staged of rows.filter((one) => one.scene === ALONE)) await trace(staged);
  await afterAlone();
  const queue = rows.filter((one) => one.scene !== ALONE).values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const staged of queue) await trace(staged);
    }),
  );
  progress.stop();
  return { results: results.sort((a, b) => a.row - b.row), defects };
}
