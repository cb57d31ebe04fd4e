import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('the database that a spec gets', () => {
  let one: TestDatabase;
  let other: TestDatabase;
  beforeAll(async () => {
    one = await createTestDatabase();
    other = await createTestDatabase();
  });
  afterAll(async () => {
    await one.drop();
    await other.drop();
  });

  const rows = async <Row>(url: string, sql: string): Promise<Row[]> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Row[];
    } finally {
      await client.end();
    }
  };

  it('carries every migration', async () => {
    const { MIGRATIONS } = await import('../../migrations/index.js');
    const run = await rows<{ name: string }>(one.ownerUrl, 'SELECT name FROM migration ORDER BY id');
    expect(run.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name));
  });

  it('is not shared with another spec', async () => {
    await rows(one.ownerUrl, 'CREATE TABLE only_here (id int PRIMARY KEY)');
    await expect(rows(other.ownerUrl, 'SELECT * FROM only_here')).rejects.toThrow('does not exist');
  });

  it('lets the role that runs create nothing', async () => {
    await expect(rows(one.appUrl, 'CREATE TABLE of_the_app (id int PRIMARY KEY)')).rejects.toThrow('permission denied');
  });

  it('refuses the role that runs what no migration granted', async () => {
    await rows(one.ownerUrl, 'CREATE TABLE of_the_owner (id int PRIMARY KEY)');
    await expect(rows(one.appUrl, 'SELECT * FROM of_the_owner')).rejects.toThrow('permission denied');
  });
});
