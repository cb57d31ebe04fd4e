import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { compile } from '../../scripts/compile.mjs';

const FOLDER = 'proofmark-test-run-';

/**
 * The PostgreSQL of one test run and a migrated template in it. It is what DATABASE_URL names (as a superuser), else the one that npm
 * brings, in a folder that goes with the run. Started, peopled and migrated by the product's own code, compiled afresh: dist may be of
 * yesterday.
 */
export async function startCluster(root, databaseUrl) {
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
  chmodSync(folder, 0o755); // the account that runs Postgres for a root caller must reach its data
  const build = join(root, 'node_modules', '.cache', `test-support-${process.pid}`);
  const ends = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    compile(root, ['src/platform', 'src/domain/shared', 'src/cli', 'migrations'], build);
    const load = (file) => import(pathToFileURL(join(build, file)).href);
    const { provideServices } = await load('src/platform/embedded/services.js');
    const { createNodeDatabase } = await load('src/platform/embedded/node-database.js');
    const { migrateDatabase } = await load('src/cli/migrate.js');

    const services = await provideServices({ folder, databaseUrl, queueBackend: 'postgres' });
    ends.push(() => services.stop());
    if (databaseUrl === undefined) await trustTheMachine(services.adminUrl);

    const template = `proofmark_template_${randomBytes(4).toString('hex')}`;
    const urls = await createNodeDatabase(services.adminUrl, template, folder, migrateDatabase);
    ends.push(() => dropAll(services.adminUrl, urls));
    return { server: { adminUrl: services.adminUrl, template, ...urls }, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    rmSync(build, { recursive: true, force: true });
  }
}

/** A run that was killed had its Postgres stopped by the launcher's watchdog; its folder is still there. */
function removeLeftovers() {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(FOLDER))) {
    if (!isAlive(Number(name.slice(FOLDER.length).split('-')[0])))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** A test database need not outlive a power cut: without waiting for the disk the suite is several times faster. */
async function trustTheMachine(adminUrl) {
  await withClient(adminUrl, async (admin) => {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
      await admin.query(`ALTER SYSTEM SET ${setting} = off`);
    await admin.query('SELECT pg_reload_conf()');
  });
}

/** Template, clones that a spec left behind, and the run's two roles. */
async function dropAll(adminUrl, { ownerUrl, appUrl }) {
  const [owner, app] = [ownerUrl, appUrl].map((url) => new URL(url).username);
  await withClient(adminUrl, async (admin) => {
    const { rows } = await admin.query('SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = $1', [owner]);
    for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    await admin.query(`DROP ROLE IF EXISTS ${owner}, ${app}`);
  });
}

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
