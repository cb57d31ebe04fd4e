import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { compile } from '../../scripts/compile.mjs';

/**
 * One migrated database, which the specs clone, and the two roles of a node: the owner who migrates and the one that runs, a member of
 * the group role to which the migrations grant. Names carry the run, so that runs on one server do not meet.
 */
export async function makeTemplate(root, adminUrl) {
  const run = randomBytes(4).toString('hex');
  const names = { template: `proofmark_template_${run}`, owner: `proofmark_owner_${run}`, app: `proofmark_run_${run}` };
  const password = randomBytes(12).toString('hex');
  await withClient(adminUrl, async (admin) => {
    await admin.query(
      `DO $$ BEGIN CREATE ROLE proofmark_app NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
    await admin.query(`CREATE ROLE ${names.owner} LOGIN PASSWORD '${password}'`);
    await admin.query(`CREATE ROLE ${names.app} LOGIN PASSWORD '${password}' IN ROLE proofmark_app`);
    await admin.query(`CREATE DATABASE ${names.template} OWNER ${names.owner}`);
  });
  await migrate(root, as(adminUrl, names.template, names.owner, password));
  return { ...names, password };
}

export async function dropTemplate(adminUrl, { template, owner, app }) {
  await withClient(adminUrl, async (admin) => {
    const clones = await admin.query(`SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = $1`, [owner]);
    for (const { datname } of clones.rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await admin.query(`DROP ROLE IF EXISTS ${owner}, ${app}`);
  });
}

/** Compiled afresh from the sources, not taken from dist, which may be of yesterday. */
async function migrate(root, ownerUrl) {
  const folder = join(root, 'node_modules', '.cache', `migrations-${process.pid}`);
  try {
    compile(root, ['migrations'], folder);
    const { MIGRATIONS } = await import(pathToFileURL(join(folder, 'migrations', 'index.js')).href);
    const { DataSource } = await import('typeorm');
    const dataSource = new DataSource({
      type: 'postgres',
      url: ownerUrl,
      migrations: MIGRATIONS,
      migrationsTableName: 'migration',
    });
    await dataSource.initialize();
    try {
      await dataSource.runMigrations({ transaction: 'each' });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function as(url, database, user, password) {
  const changed = new URL(url);
  Object.assign(changed, { pathname: `/${database}`, username: user, password });
  return changed.href;
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
