import { runMigrations } from 'bullmq';
import pg from 'pg';

/**
 * Lays BullMQ's own tables in the schema `bullmq`, as the role that owns, and lets the role that runs use them. Part of every migrate
 * step, so that the queue can be changed by a setting. CREATE, because BullMQ makes a sequence of job numbers at a queue's first job;
 * nothing of ours has this schema on its search path.
 */
export async function migrateQueueSchema(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runMigrations(client);
    await client.query(`
      GRANT USAGE, CREATE ON SCHEMA bullmq TO proofmark_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bullmq TO proofmark_app;
      GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA bullmq TO proofmark_app;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bullmq TO proofmark_app`);
  } finally {
    await client.end();
  }
}
