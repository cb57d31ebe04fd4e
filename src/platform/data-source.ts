import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import { type Config } from './config.js';

export const MIGRATION_TABLE = 'migration';

/** The node at work: as the role that runs, without migrations, never changing a schema. Rooms register their own entities. */
export function appDataSourceOptions(config: Config): DataSourceOptions {
  return {
    type: 'postgres',
    url: config['database.url'],
    poolSize: config['database.poolSize'],
    synchronize: false,
    migrationsRun: false,
    logging: false,
    applicationName: 'proofmark',
    // Said once for each session, whatever the server's own default is: `Transactions` counts on it.
    extra: { options: '-c default_transaction_isolation=read\\ committed' },
  };
}

/** The migrate step: as the role that owns, with the list of migrations that `cli/migrate` hands in. */
export function ownerDataSource(url: string, migrations: readonly (new () => MigrationInterface)[]): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: 2,
    migrations: [...migrations],
    migrationsTableName: MIGRATION_TABLE,
    migrationsTransactionMode: 'each',
  });
}
