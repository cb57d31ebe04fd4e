import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differencesOf } from './demo/recompute.js';
import { type State, STATES } from './demo/registries.js';
import { bundleFile, SUMMARY_FILE, type Summary } from './demo/summary.js';

const USAGE = `check-demo DIR
  DIR   what \`npm run demo -- --out DIR\` wrote: summary.json and a ledger bundle of each node
Recomputes every outcome, and the agreement of both sides of every thread, from the bundles alone.
Ends 0: they agree and every ledger is verified. 1: each difference is named. 2: the files can not be read.`;

const MOST_SHOWN = 50;

/** Needs no database, no node and no setting. */
function main([folder, ...more]: readonly string[]): number {
  if (folder === undefined || more.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  try {
    const summary = JSON.parse(readFileSync(join(folder, SUMMARY_FILE), 'utf8')) as Summary;
    const bundles = Object.fromEntries(
      STATES.map((state) => [state, readFileSync(join(folder, bundleFile(state)), 'utf8')]),
    ) as Record<State, string>;
    const differences = differencesOf(summary, bundles);
    for (const one of differences.slice(0, MOST_SHOWN)) process.stdout.write(`DIFFERS: ${one}\n`);
    process.stdout.write(
      differences.length === 0
        ? `${String(summary.rows.length)} rows and ${String(summary.cases.length)} cases: the ledgers alone say the same, both sides of every thread agree, every ledger is verified\n`
        : `${String(differences.length)} differences\n`,
    );
    return differences.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'the folder can not be read'}\n`);
    return 2;
  }
}

// Last, so that every name above exists.
process.exitCode = main(process.argv.slice(2));
