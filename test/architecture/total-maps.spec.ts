import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS } from '../../migrations/index.js';
import { ERRORS } from '../../src/domain/shared/refusal.js';
import { SETTINGS } from '../../src/platform/config.js';
import { FAULT_POINTS } from '../../src/platform/fault-point.js';
import { JOB_NAMES } from '../../src/platform/jobs.js';

const ROOT = join(__dirname, '..', '..');
const sources = (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[])
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: join('src', path), text: readFileSync(join(ROOT, 'src', path), 'utf8') }));

/** The files, other than those that declare it, whose text holds the pattern; one for each place. */
function places(pattern: RegExp, declaredIn: string): string[] {
  return sources
    .filter(({ path }) => path !== declaredIn)
    .flatMap(({ path, text }) => [...text.matchAll(pattern)].map(() => path));
}
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

describe('what is named is there, once', () => {
  it.each(JOB_NAMES)('one handler takes the job %s', (name) => {
    expect(places(new RegExp(`\\.on\\(\\s*'${literally(name)}'`, 'g'), 'src/platform/jobs.ts')).toHaveLength(1);
  });

  it.each(FAULT_POINTS)('the code passes the fault point %s', (point) => {
    expect(places(new RegExp(`\\.pass\\(\\s*'${literally(point)}'`, 'g'), 'src/platform/fault-point.ts')).not.toEqual(
      [],
    );
  });

  it.each(Object.entries(SETTINGS).map(([name, { env }]) => [name, env] as const))(
    'somebody reads the setting %s',
    (name, env) => {
      const read = new RegExp(`'${literally(name)}'|environmentValue\\('${env}'\\)`, 'g');
      expect(places(read, 'src/platform/config.ts')).not.toEqual([]);
    },
  );

  it.each(Object.keys(ERRORS))('somebody refuses with %s', (code) => {
    expect(places(new RegExp(`'${literally(code)}'`, 'g'), 'src/domain/shared/refusal.ts')).not.toEqual([]);
  });

  it('two settings never come from one variable', () => {
    const variables = Object.values(SETTINGS).map(({ env }) => env);
    expect(variables).toHaveLength(new Set<string>(variables).size);
  });
});

describe('the migrations', () => {
  it('are all in the list', () => {
    const files = readdirSync(join(ROOT, 'migrations')).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
    const classes = files.map(
      (file) => /export class (\w+) implements/.exec(readFileSync(join(ROOT, 'migrations', file), 'utf8'))?.[1],
    );
    expect(new Set<unknown>(MIGRATIONS.map(({ name }) => name))).toEqual(new Set<unknown>(classes));
  });

  it('run in the order of their numbers', () => {
    const numbers = MIGRATIONS.map(({ name }) => Number(name.slice(-13)));
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  });
});
