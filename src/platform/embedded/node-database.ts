import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { writeOnce } from '../key-file.js';

export interface NodeDatabase {
  /** As the role that owns the tables and migrates. */
  readonly ownerUrl: string;
  /** As the role that the node runs as, a member of `proofmark_app`. */
  readonly appUrl: string;
}

/**
 * The group role, an owner's and a runner's login with random passwords, and a database of the node's own, migrated. Calling it again
 * finds all of them and migrates what is new. `migrate` is handed in: the list of migrations belongs to the verb, not to the platform.
 */
export async function createNodeDatabase(
  adminUrl: string,
  name: string,
  dataFolder: string,
  migrate: (ownerUrl: string) => Promise<unknown>,
): Promise<NodeDatabase> {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(name)) throw new Error(`"${name}" is no name for a database`);
  const roles = { owner: `${name}_owner`, app: `${name}_run` };
  const passwords = { owner: passwordOf(dataFolder, roles.owner), app: passwordOf(dataFolder, roles.app) };
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(
      'DO $$ BEGIN CREATE ROLE proofmark_app NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$',
    );
    await login(admin, roles.owner, passwords.owner);
    await login(admin, roles.app, passwords.app);
    await admin.query(`GRANT proofmark_app TO ${roles.app}`);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await createDatabase(admin, name, roles.owner);
  } finally {
    await admin.end();
  }
  const ownerUrl = as(adminUrl, name, roles.owner, passwords.owner);
  await migrate(ownerUrl);
  return { ownerUrl, appUrl: as(adminUrl, name, roles.app, passwords.app) };
}

/** The database of an exercise that is over, with its two roles. Whoever is still connected is sent away. */
export async function dropNodeDatabase(adminUrl: string, name: string): Promise<void> {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(name)) throw new Error(`"${name}" is no name for a database`);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    for (const role of [`${name}_owner`, `${name}_run`]) await admin.query(`DROP ROLE IF EXISTS ${role}`);
  } finally {
    await admin.end();
  }
}

/** The role's password is set anew each time: the file is the truth, also where the roles outlived it. */
async function login(admin: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  await admin.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
}

/** An administrator who is no superuser must be a member of the role that the database is made for. */
async function createDatabase(admin: pg.Client, name: string, owner: string): Promise<void> {
  await admin.query(`GRANT ${owner} TO CURRENT_USER`);
  await admin.query(`CREATE DATABASE ${name} OWNER ${owner} ENCODING 'UTF8' TEMPLATE template0`);
  await admin.query(`REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${name} TO proofmark_app`);
}

function passwordOf(dataFolder: string, role: string): string {
  const path = join(dataFolder, 'database', `${role}.password`);
  writeOnce(path, randomBytes(18).toString('base64url'));
  return readFileSync(path, 'utf8');
}

function as(url: string, database: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  changed.username = user;
  changed.password = password;
  return changed.href;
}
