import { MIGRATIONS } from '../../migrations/index.js';
import { environmentValue } from '../platform/config.js';
import { ownerDataSource } from '../platform/data-source.js';
import { migrateQueueSchema } from '../platform/queue-schema.js';

/** Brings a database up to this build, as the role that owns it. Answers the names of what it applied. */
export async function migrateDatabase(ownerUrl: string): Promise<readonly string[]> {
  const dataSource = ownerDataSource(ownerUrl, MIGRATIONS);
  await dataSource.initialize();
  try {
    const applied = await dataSource.runMigrations();
    await migrateQueueSchema(ownerUrl);
    return applied.map((one) => one.name);
  } finally {
    await dataSource.destroy();
  }
}

/** `npm run node -- migrate`, with DATABASE_OWNER_URL. */
export async function run(): Promise<number> {
  const url = environmentValue('DATABASE_OWNER_URL');
  if (url === undefined) {
    process.stderr.write('migrate needs DATABASE_OWNER_URL: PostgreSQL, as the role that owns the tables\n');
    return 2;
  }
  const applied = await migrateDatabase(url);
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied: ${applied.join(', ')}\n`);
  return 0;
}
