import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

async function compileDemo(): Promise<void> {
  const { compile } = (await import(join(ROOT, 'scripts', 'compile.mjs'))) as {
    compile: (root: string, folders: readonly string[], target: string) => number;
  };
  compile(ROOT, ['src', 'migrations'], BUILD);
  // The shipped lists are read from beside the code.
  cpSync(join(ROOT, 'data'), join(BUILD, 'data'), { recursive: true });
}

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
    await compileDemo();
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

describe('the demo that nobody ends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proofmark-demo-doors-'));
  let child: ChildProcess;
  let said = '';
  let first: Readonly<Record<string, string>>;

  beforeAll(async () => {
    await compileDemo();
    const list = join(folder, 'list.csv');
    writeFileSync(list, `${[HEADING, ROWS[1]].join('\n')}\n`);
    const options = ['--others', '0', '--registry', list, '--recoveries', list];
    child = spawn(process.execPath, ['--no-warnings', join(BUILD, 'src', 'cli', 'node.js'), 'demo', ...options], {
      cwd: ROOT,
      env: childEnvironment({ QUEUE_BACKEND: 'postgres' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await new Promise<void>((done) => {
      const listen = (text: string): void => {
        said += text;
        if (said.includes('The nodes stay up')) done();
      };
      for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', listen);
      child.once('close', () => {
        done();
      });
    });
    first = await firstPages(said);
  }, PATIENCE_MS);

  afterAll(() => {
    child.kill('SIGKILL');
    rmSync(BUILD, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets in everybody whom its last table names, on all three nodes', () => {
    expect(Object.keys(first)).toHaveLength(33);
    for (const [name, page] of Object.entries(first))
      expect([name, page]).toEqual([name, expect.stringContaining('<h1')]);
  });

  it('shows each of them what waits, or what to do where nothing does', () => {
    const idle = Object.entries(first).filter(([, page]) => !/<main[\s\S]*(?:<a |<button)[\s\S]*<\/main>/.test(page));
    expect(idle.map(([name]) => name)).toEqual([]);
  });

  it('goes when it is told to, and says that all was well', async () => {
    const code = new Promise((done) => child.once('close', done));
    child.kill('SIGINT');
    expect([await code, said.includes('All is well.')]).toEqual([0, true]);
  }, 60_000);
});

/** What each person of the table sees after signing in, by their sign-in name. */
async function firstPages(said: string): Promise<Readonly<Record<string, string>>> {
  const pages: Record<string, string> = {};
  let url = '';
  for (const line of said.slice(said.indexOf('Open an address')).split('\n')) {
    url = /^[A-Z]{3} {2}(http:\S+)/.exec(line)?.[1] ?? url;
    const [, name, password] = /\s([a-z]{3}\.\w+)\s+([\w-]{16})$/.exec(line) ?? [];
    if (name !== undefined && password !== undefined) pages[name] = await firstPage(url, name, password);
  }
  return pages;
}

/** As a browser without JavaScript signs in. */
async function firstPage(url: string, signInName: string, password: string): Promise<string> {
  const jar = new Map<string, string>();
  const send = async (path: string, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const body = form && new URLSearchParams(form);
    const response = await fetch(`${url}${path}`, {
      redirect: 'manual',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
      ...(body && { method: 'POST', body }),
    });
    for (const one of response.headers.getSetCookie())
      jar.set(one.split('=')[0] ?? '', one.slice(one.indexOf('=') + 1).split(';')[0] ?? '');
    return response;
  };
  const token = /name="_token" value="([^"]+)"/.exec(await (await send('/sign-in')).text())?.[1] ?? '';
  await send('/sign-in', { _token: token, signInName, password });
  return (await send('/')).text();
}
