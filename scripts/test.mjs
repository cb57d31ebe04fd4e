import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOMS, roomTable } from '../test/support/rooms.mjs';
import { root, setUp } from './set-up.mjs';

/*
 * npm test [-- [--room NAME]... [jest arguments]]
 * Needs Node and npm and nothing else. The last line is `N passed, N failed, N skipped`.
 */
const { rooms, rest } = readArguments(process.argv.slice(2));
// Built always: the specs that start processes of their own start them from dist, and a removed source must not live on there.
setUp({ dev: true, build: 'always' });

const counts = join(root, 'node_modules', '.cache', `test-counts-${process.pid}.json`);
mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
const jest = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    ...rest,
    ...(rooms.length > 0 ? ['--testPathPatterns', rooms.map((room) => `/test/${room}/`).join('|')] : []),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PROOFMARK_TEST_COUNTS: counts } },
);
const result = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { counts: {}, notRun: [] };
rmSync(counts, { force: true });

console.log('');
for (const name of result.notRun) console.log(`not run: ${name}`);
for (const line of roomTable(result.counts)) console.log(line);
process.exitCode = jest.status ?? 1;

function readArguments(given) {
  const rooms = [];
  const rest = [];
  for (let i = 0; i < given.length; i += 1) {
    if (given[i] !== '--room') rest.push(given[i]);
    else if (ROOMS.includes(given[i + 1])) rooms.push(given[(i += 1)]);
    else {
      console.error(`--room takes one of ${ROOMS.join(', ')}`);
      process.exit(2);
    }
  }
  return { rooms, rest };
}
