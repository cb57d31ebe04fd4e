import { type Transactions, type Tx } from '../../platform/transaction.js';

/** A transaction, or single reads outside one. */
export type Reader = Pick<Tx, 'query'>;

export function readerOf(transactions: Transactions): Reader {
  return { query: (sql, parameters) => transactions.read(sql, parameters) };
}
