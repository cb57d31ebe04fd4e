import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './set-up.mjs';

// Every check runs, whatever the one before it said: who mends should see all of it at once.
const CHECKS = [
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']],
  ['lint', 'eslint', ['.']],
  ['arrows', 'depcruise', ['src', 'migrations', '--config', '.dependency-cruiser.cjs']],
  ['unused', 'knip', ['--no-progress']],
  ['licences', process.execPath, [join('scripts', 'licences.mjs')]],
];

setUp({ dev: true });
const only = process.argv.slice(2);
const unknown = only.filter((name) => !CHECKS.some(([known]) => known === name));
if (unknown.length > 0) {
  console.error(`No check named ${unknown.join(', ')}; there are ${CHECKS.map(([name]) => name).join(', ')}.`);
  process.exit(2);
}
const results = CHECKS.filter(([name]) => only.length === 0 || only.includes(name)).map(([name, command, args]) => {
  console.log(`\n== ${name}`);
  const path = command === process.execPath ? command : join(root, 'node_modules', '.bin', command);
  const { status, error } = spawnSync(path, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error !== undefined) console.error(error.message);
  return { name, passed: status === 0 };
});

console.log('');
for (const { name, passed } of results) console.log(`${`${name}:`.padEnd(12)}${passed ? 'passed' : 'FAILED'}`);
const failed = results.filter(({ passed }) => !passed);
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.map(({ name }) => name).join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
