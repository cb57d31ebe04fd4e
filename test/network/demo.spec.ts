import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../../src/platform/config.js';
import { COLUMNS } from '../../src/cli/demo/recovered.js';
import { SCENES } from '../../src/cli/demo/exercise.js';
import { type Summary } from '../../src/cli/demo/summary.js';

/** Three nodes are made, filled, started and stopped: on two busy cores that takes its time. */
const PATIENCE_MS = 300_000;
const ROOT = join(__dirname, '..', '..');
const HEADING = COLUMNS.join(',');
/** The first is a make of a State without a node, the last names no State at all. */
const ROWS = [
  'BERETTA,KX40917Z,9mm,,2022-05-01,',
  'RUGER,440-71935,9mm,2020-03-02,2021-04-05,399',
  'TAURUS,KMA71934,9mm,2019-06-03,,',
  ',77431,,,,',
];

const BUILD = join(ROOT, 'node_modules', '.cache', `demo-${String(process.pid)}`);

interface Ended {
  readonly pid: number | undefined;
  readonly code: number | null;
  readonly said: string;
}

describe('the demo as a command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proofmark-demo-'));
  let demo: Ended;
  let summary: Summary;

  const call = (script: string, args: readonly string[]): Promise<Ended> =>
    new Promise((done) => {
      const child = spawn(process.execPath, ['--no-warnings', join(BUILD, 'src', 'cli', script), ...args], {
        cwd: ROOT,
        env: childEnvironment({ QUEUE_BACKEND: 'postgres' }),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text;
        });
      child.on('close', (code) => {
        done({ pid: child.pid, code, said });
      });
    });

  beforeAll(async () => {
    const { compile } = (await import(join(ROOT, 'scripts', 'compile.mjs'))) as {
      compile: (root: string, folders: readonly string[], target: string) => number;
    };
    compile(ROOT, ['src', 'migrations'], BUILD);
    const list = join(folder, 'list.csv');
    writeFileSync(list, `${[HEADING, ...ROWS].join('\n')}\n`);
    demo = await call('node.js', [
      'demo',
      '--exit',
      '--others',
      '0',
      '--registry',
      list,
      '--recoveries',
      list,
      '--out',
      folder,
    ]);
    summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as Summary;
  }, PATIENCE_MS);

  afterAll(() => {
    rmSync(BUILD, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends well, and says on every side that nothing in it is real', () => {
    expect(demo.said).toContain('All is well.');
    expect(demo.said).toContain('invented records: not a trace of this weapon');
    expect(summary.heading).toBe('invented records: not a trace of this weapon');
    expect(demo.code).toBe(0);
  });

  it('drops no row, and tells those it added apart', () => {
    const own = summary.rows.filter((row) => !row.extra);
    expect(own.map((row) => row.class)).toEqual([
      'ready as file',
      'asked and answered',
      'asked and answered',
      'not sent',
    ]);
    expect(own.at(-1)?.blockers).toEqual(['addressee-missing']);
    expect(summary.extraRows).toBe(summary.rows.length - own.length);
  });

  it('shows every scene', () => {
    expect(summary.scenes.filter((one) => one.shown !== null).map((one) => one.scene)).toEqual([...SCENES]);
  });

  it('leaves nothing of its run behind', () => {
    const left = readdirSync(join(ROOT, '.proofmark', 'demo'));
    expect(left.filter((name) => name.startsWith(`run-${String(demo.pid)}-`))).toEqual([]);
  });

  it('is confirmed by its ledgers alone', async () => {
    expect(await call('check-demo.js', [folder])).toMatchObject({ code: 0 });
  });

  it('is contradicted where its summary says another outcome', async () => {
    const changed = { ...summary, rows: summary.rows.map((row) => ({ ...row, outcome: 'traced to State stock' })) };
    writeFileSync(join(folder, 'summary.json'), JSON.stringify(changed));
    const { code, said } = await call('check-demo.js', [folder]);
    expect(said).toContain('DIFFERS: row 1');
    expect(code).toBe(1);
  });

  it('is not judged where a bundle is missing', async () => {
    rmSync(join(folder, 'AUT.ledger.jsonl'));
    expect(await call('check-demo.js', [folder])).toMatchObject({ code: 2 });
  });

  it('refuses a file that is not there before it starts anything', async () => {
    const { code, said } = await call('node.js', ['demo', '--exit', '--registry', '/no/such/file.csv']);
    expect(said).not.toContain('Database:');
    expect(code).toBe(2);
  });
});
