import { DataSource } from 'typeorm';
import { CaseCipher } from '../../src/platform/case-cipher.js';
import { TestClock } from '../../src/platform/clock.js';
import { readConfig, type Config } from '../../src/platform/config.js';
import { appDataSourceOptions } from '../../src/platform/data-source.js';
import { MasterKey } from '../../src/platform/master-key.js';
import { Transactions, type Tx } from '../../src/platform/transaction.js';
import { createTestDatabase } from '../support/test-database.js';

/** The tables under the role that runs, without Nest around them. */
export interface LedgerDatabase {
  readonly transactions: Transactions;
  readonly cipher: CaseCipher;
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openLedgerDatabase(): Promise<LedgerDatabase> {
  const database = await createTestDatabase();
  const config = configOf(database.appUrl);
  const source = await new DataSource(appDataSourceOptions(config)).initialize();
  const transactions = new Transactions(source);
  return {
    transactions,
    cipher: new CaseCipher(new MasterKey(config), new TestClock()),
    run: (work) => transactions.run(work),
    close: async () => {
      await source.destroy();
      await database.drop();
    },
  };
}

function configOf(url: string): Config {
  const read = readConfig(
    {},
    {
      'node.mode': 'test',
      'node.state': 'XAA',
      'database.url': url,
      'database.poolSize': 5,
      'node.masterKey': 'a master key of thirty-two letters',
    },
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}
