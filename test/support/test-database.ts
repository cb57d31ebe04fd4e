import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A migrated database of one spec's own. */
export interface TestDatabase {
  readonly name: string;
  /** As the role that owns the tables and migrates. */
  readonly ownerUrl: string;
  /** As the role that the node runs as: connect with this one unless the test is about grants. */
  readonly appUrl: string;
  /** As the server's superuser, in this database. */
  readonly adminUrl: string;
  /** Call it in `afterAll`; open connections are cut. */
  drop(): Promise<void>;
}

interface TestServer {
  readonly adminUrl: string;
  readonly template: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

/** Clones the migrated template: about a tenth of a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return cloneOf(testServer().template);
}

/** A copy as a backup is one. Nobody may be connected to the original meanwhile. */
export async function copyTestDatabase(original: TestDatabase): Promise<TestDatabase> {
  return cloneOf(original.name);
}

async function cloneOf(template: string): Promise<TestDatabase> {
  const server = testServer();
  const name = `proofmark_test_${randomBytes(6).toString('hex')}`;
  const owner = new URL(server.ownerUrl).username;
  await command(server.adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${owner} STRATEGY file_copy`);
  return {
    name,
    ownerUrl: inside(server.ownerUrl, name),
    appUrl: inside(server.appUrl, name),
    adminUrl: inside(server.adminUrl, name),
    drop: () => command(server.adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

function inside(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function testServer(): TestServer {
  const text = process.env['PROOFMARK_TEST_SERVER'];
  if (text === undefined) throw new Error('Only specs of test/contract, integration, network and web get a database');
  return JSON.parse(text) as TestServer;
}

async function command(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
