import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setUp } from './set-up.mjs';

/*
 * npm run bench -- NAME [arguments]: one measurement, by ratios within one run. Figures of different runs or machines say nothing beside each
 * other, so no test asks for one.
 */
const BENCHES = {
  pages: 'time to the first byte of a page against the answer of the API for the same data, and what pages weigh',
  recall: 'how often a damaged number of a file stands among the first five leads, planted among invented records',
};

const [name, ...rest] = process.argv.slice(2);
if (!(name in BENCHES)) {
  console.error('npm run bench -- NAME, one of:');
  for (const [known, what] of Object.entries(BENCHES)) console.error(`  ${known.padEnd(8)} ${what}`);
  process.exit(2);
}
setUp({ dev: true });
const { run } = await import(pathToFileURL(join(root, 'test', 'bench', `${name}.mjs`)).href);
process.exitCode = await run(rest);
