import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { migrateDatabase } from '../../src/cli/migrate.js';
import { createNodeDatabase } from '../../src/platform/embedded/node-database.js';
import { provideServices, type Services } from '../../src/platform/embedded/services.js';
import { EXPECTED_MIGRATIONS } from '../../src/platform/schema-version.js';

const root = join(__dirname, '..', '..');
const own = { databaseUrl: undefined, redisUrl: undefined, queueBackend: 'postgres' };

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Asks until the server is gone, or as often as an orderly stop can take. */
async function untilGone(url: string): Promise<string> {
  let last = '';
  for (let i = 0; i < 2000; i += 1) {
    last = await ask(url, 'SELECT 1').then(() => 'still there', String);
    if (last.includes('ECONNREFUSED')) return 'gone';
  }
  return last;
}

describe('a machine that has nothing', () => {
  let folder: string;
  let compiled: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'proofmark-embedded-'));
    chmodSync(folder, 0o755);
    compiled = join(root, 'node_modules', '.cache', `embedded-${String(process.pid)}`);
    const script = `import { compile } from ${JSON.stringify(pathToFileURL(join(root, 'scripts', 'compile.mjs')).href)}; compile(${JSON.stringify(root)}, ['src', 'migrations'], ${JSON.stringify(compiled)});`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(compiled, { recursive: true, force: true });
  });

  /** Another launcher on the same folder; answers the address once it has told it. */
  function launch(then: string): {
    readonly url: Promise<string>;
    readonly ended: Promise<unknown>;
    readonly kill: (signal: NodeJS.Signals) => void;
  } {
    const script = join(folder, 'launch.mjs');
    writeFileSync(
      script,
      `import { provideServices } from ${JSON.stringify(pathToFileURL(join(compiled, 'src/platform/embedded/services.js')).href)};
       const services = await provideServices({ folder: ${JSON.stringify(join(folder, 'services'))}, queueBackend: 'postgres' });
       process.stdout.write(services.adminUrl + '\\n');
       ${then}`,
    );
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => name !== 'DATABASE_URL' && name !== 'REDIS_URL'),
    );
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'], env });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const url = new Promise<string>((resolve) =>
      child.stdout.on('data', (bytes: Buffer) => {
        resolve(bytes.toString('utf8').trim());
      }),
    );
    return { url, ended, kill: (signal) => child.kill(signal) };
  }

  describe('gets a PostgreSQL of its own', () => {
    let services: Services;
    beforeAll(async () => {
      services = await provideServices({ folder: join(folder, 'services'), ...own });
    });
    afterAll(() => services.stop());

    it('named in the start line, without its password', () => {
      expect(services.startLine).toMatch(
        /^Database: the PostgreSQL that npm brings \(127\.0\.0\.1:\d+\)\. Queue: BullMQ on the same PostgreSQL\.$/,
      );
      expect(services).toMatchObject({ backend: 'postgres', redisUrl: null });
    });

    it('that listens on loopback alone, with room for three nodes', async () => {
      const rows = await ask<{ name: string; setting: string }>(
        services.adminUrl,
        "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'max_connections', 'fsync')",
      );
      expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
        listen_addresses: '127.0.0.1',
        max_connections: '200',
        fsync: 'on',
      });
    });

    it('whose password lies in a file that nobody else reads', async () => {
      expect(statSync(join(folder, 'services', 'postgres.password')).mode & 0o777).toBe(0o600);
      const wrong = new URL(services.adminUrl);
      wrong.password = 'guess';
      await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    });

    it('in which a node finds roles, database and schema, again and again', async () => {
      const make = () => createNodeDatabase(services.adminUrl, 'proofmark_xaa', join(folder, 'xaa'), migrateDatabase);
      const first = await make();
      expect(await make()).toEqual(first);
      const names = (await ask<{ name: string }>(first.appUrl, 'SELECT name FROM migration ORDER BY id')).map(
        (row) => row.name,
      );
      expect(names).toEqual(EXPECTED_MIGRATIONS);
      await expect(ask(first.appUrl, 'CREATE TABLE x (a int)')).rejects.toThrow('permission denied');
      await expect(ask(first.appUrl, 'SET ROLE proofmark_xaa_owner')).rejects.toThrow('permission denied');
    });

    it('in which another node cannot read', async () => {
      const other = await createNodeDatabase(services.adminUrl, 'proofmark_xbb', join(folder, 'xbb'), migrateDatabase);
      const [first] = [
        await createNodeDatabase(services.adminUrl, 'proofmark_xaa', join(folder, 'xaa'), migrateDatabase),
      ];
      const trespass = new URL(other.ownerUrl);
      trespass.pathname = new URL(first.ownerUrl).pathname;
      await expect(ask(trespass.href, 'SELECT 1')).rejects.toThrow('permission denied for database');
    });

    it.each(['Proofmark', 'a"; DROP ROLE x', '', 'x'.repeat(60)])(
      'refuses a database name of another form: "%s"',
      async (name) => {
        await expect(createNodeDatabase(services.adminUrl, name, join(folder, 'bad'), migrateDatabase)).rejects.toThrow(
          'no name for a database',
        );
      },
    );

    it('which a second launcher borrows, and leaves running', async () => {
      const second = launch('await services.stop(); process.exit(0);');
      expect(await second.url).toBe(services.adminUrl);
      await second.ended;
      expect(await ask(services.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
  });

  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
    'stops its PostgreSQL when the launcher dies of %s',
    async (signal) => {
      const launcher = launch('setInterval(() => undefined, 1000);');
      const url = await launcher.url;
      await ask(url, 'SELECT 1');
      launcher.kill(signal);
      await launcher.ended;
      expect(await untilGone(url)).toBe('gone');
    },
  );

  it('stops its PostgreSQL when it is asked to', async () => {
    const services = await provideServices({ folder: join(folder, 'services'), ...own });
    await services.stop();
    await expect(ask(services.adminUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('takes the PostgreSQL of DATABASE_URL where one is given, and never stops it', async () => {
    const server = (JSON.parse(process.env['PROOFMARK_TEST_SERVER'] ?? '{}') as { adminUrl: string }).adminUrl;
    const services = await provideServices({ folder: join(folder, 'unused'), ...own, databaseUrl: server });
    expect(services.startLine).toContain('the PostgreSQL of DATABASE_URL');
    await services.stop();
    expect(await ask(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('refuses a queue that is asked for by name and is not there', async () => {
    await expect(
      provideServices({ folder: join(folder, 'services'), databaseUrl: 'postgres://unused', queueBackend: 'rabbit' }),
    ).rejects.toThrow('QUEUE_BACKEND');
  });

  it.each(['main', 'worker'])('does not start %s in production, and says all that is missing', (entry) => {
    const { status, stderr } = spawnSync(process.execPath, [join(compiled, 'src', `${entry}.js`)], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    expect(status).toBe(2);
    for (const name of ['PROOFMARK_STATE', 'DATABASE_URL', 'REDIS_URL', 'PROOFMARK_MASTER_KEY', 'PROOFMARK_PUBLIC_URL'])
      expect(stderr).toContain(`${name} (`);
  });

  it.each([
    [['--help'], 0, 'migrate'],
    [['fly'], 2, 'no verb "fly"'],
    [['constructor'], 2, 'no verb "constructor"'],
    [['migrate'], 2, 'DATABASE_OWNER_URL'],
  ])("answers the operator's %s with %i", (args, code, words) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(compiled, 'src', 'cli', 'node.js'), ...args], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    expect(status).toBe(code);
    expect(stdout + stderr).toContain(words);
  });
});
