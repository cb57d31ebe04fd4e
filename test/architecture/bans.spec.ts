import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const SYNTAX = 'no-restricted-syntax';
const SQL_TIME = 'house/sql-time';

/** Lint judges a text as if it stood in the named file: its rules differ by place. */
const BREACHES: readonly (readonly [what: string, rule: string, file: string, text: string])[] = [
  ['the time of the machine', SYNTAX, 'src/domain/shared/ids.ts', 'export const at = Date.now();'],
  ['a date of now', SYNTAX, 'src/platform/jobs.ts', 'export const at = new Date();'],
  ['a date of now as text', SYNTAX, 'src/platform/jobs.ts', 'export const at = Date();'],
  ['a random number without a source', SYNTAX, 'src/domain/shared/ids.ts', 'export const id = Math.random();'],
  ['the environment', SYNTAX, 'src/platform/jobs.ts', "export const url = process.env['DATABASE_URL'];"],
  [
    'the environment by import',
    SYNTAX,
    'src/platform/jobs.ts',
    "import { env } from 'node:process';\nexport const url = env;",
  ],
  ['a default export', SYNTAX, 'src/domain/shared/ids.ts', 'export default 1;'],
  [
    'state in a module',
    SYNTAX,
    'src/platform/jobs.ts',
    'let count = 0;\nexport const next = (): number => (count += 1);',
  ],
  ['exported state in a module', SYNTAX, 'src/platform/jobs.ts', 'export let count = 0;'],
  [
    'a constructor of seven things',
    SYNTAX,
    'src/platform/jobs.ts',
    'export class Many { constructor(readonly a: 1, readonly b: 1, readonly c: 1, readonly d: 1, readonly e: 1, readonly f: 1, readonly g: 1) {} }',
  ],
  [
    'a call over the network',
    'no-restricted-globals',
    'src/platform/jobs.ts',
    "export const answer = fetch('https://x.example');",
  ],
  [
    'a default in a switch over a union',
    '@typescript-eslint/switch-exhaustiveness-check',
    'src/domain/shared/ids.ts',
    "export function f(side: 'a' | 'b'): number { switch (side) { case 'a': return 1; case 'b': return 2; default: return 3; } }",
  ],
  [
    'a case left out of a switch over a union',
    '@typescript-eslint/switch-exhaustiveness-check',
    'src/domain/shared/ids.ts',
    "export function f(side: 'a' | 'b'): number { switch (side) { case 'a': return 1; } return 2; }",
  ],
  [
    "the database's time in a query",
    SQL_TIME,
    'src/platform/jobs.ts',
    'export const sql = `UPDATE t SET at = now()\nWHERE id = $1`;',
  ],
  [
    "the database's time as a default",
    SQL_TIME,
    'migrations/audit.ts',
    "export const sql = 'at timestamptz DEFAULT CURRENT_TIMESTAMP';",
  ],
  ["the database's clock", SQL_TIME, 'migrations/audit.ts', "export const sql = 'SELECT Clock_Timestamp( )';"],
  [
    'the word that Postgres reads as now',
    SQL_TIME,
    'src/platform/jobs.ts',
    'export const sql = "SELECT \'now\'::timestamptz";',
  ],
];

const ALLOWED: readonly (readonly [what: string, file: string, text: string])[] = [
  ['the clock to read the machine', 'src/platform/clock.ts', 'export const at = new Date();'],
  ['the settings to read the environment', 'src/platform/config.ts', "export const url = process.env['DATABASE_URL'];"],
  ['a date that was given', 'src/domain/shared/ids.ts', 'export const at = new Date(0);'],
  [
    'a lease to ask the database',
    'src/platform/jobs.ts',
    'export const sql = `UPDATE t\nSET until = now() -- lease\nWHERE id = $1`;',
  ],
  [
    'a column that is called after its time',
    'migrations/audit.ts',
    "export const sql = 'known_at timestamptz NOT NULL';",
  ],
];

/** ESLint and TypeScript load once, in a Node of their own. */
const LINT = `
  import { ESLint } from 'eslint';
  const eslint = new ESLint({ cwd: process.argv[1] });
  const found = [];
  for (const [file, text] of JSON.parse(process.argv[2])) {
    const [result] = await eslint.lintText(text + '\\n', { filePath: file });
    found.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
  }
  console.log(JSON.stringify(found));`;

describe('the bans of the house', () => {
  let found: readonly (readonly string[])[] = [];
  beforeAll(() => {
    const cases = [
      ...BREACHES.map(([, , file, text]) => [file, text]),
      ...ALLOWED.map(([, file, text]) => [file, text]),
    ];
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', LINT, ROOT, JSON.stringify(cases)],
      {
        cwd: ROOT,
        encoding: 'utf8',
      },
    );
    if (stdout === '') throw new Error(stderr);
    found = JSON.parse(stdout) as string[][];
  }, 120_000);

  it.each(BREACHES.map(([what, rule, file], index) => [what, file, rule, index] as const))(
    'refuses %s in %s',
    (_what, _file, rule, index) => {
      expect(found[index]).toContain(rule);
    },
  );

  it.each(ALLOWED.map(([what, file], index) => [what, file, index] as const))(
    'allows %s in %s',
    (_what, _file, index) => {
      const bans = [SYNTAX, SQL_TIME, 'no-restricted-globals'];
      expect(found[BREACHES.length + index]?.filter((rule) => bans.includes(rule))).toEqual([]);
    },
  );
});
