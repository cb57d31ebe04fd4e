import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { succeed, type Result } from '../domain/shared/refusal.js';
import { RefusalError, unwrap } from './problem.js';

/** An open transaction. Repositories take it first; whoever holds one may only read and write Postgres. */
export interface Tx {
  /** Rows of a statement, also of `UPDATE ... RETURNING`; `$1` parameters only. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Rows that a statement changed. */
  execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
  /** Streams lines of PostgreSQL's text format into `COPY ... FROM STDIN`; memory does not grow with them. */
  copy(sql: string, lines: Iterable<string>): Promise<void>;
  /** Runs after COMMIT, in order; never where the transaction rolls back. A bell, never a fact: it may be lost at a crash. */
  afterCommit(ring: () => void | Promise<void>): void;
  readonly manager: EntityManager;
}

/** A transaction, or single reads outside one. */
export type Reader = Pick<Tx, 'query'>;

@Injectable()
export class Transactions {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` in one READ COMMITTED transaction (data-source.ts); a throw rolls back and is thrown on. */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const bells: (() => void | Promise<void>)[] = [];
    let result: T;
    try {
      await runner.connect();
      await runner.startTransaction();
      try {
        result = await work(txOf(runner, bells));
        await runner.commitTransaction();
      } catch (error) {
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
        throw error;
      }
    } finally {
      await runner.release();
    }
    // The connection is back in the pool before a bell rings: a bell may open a transaction of its own.
    for (const ring of bells) await ring();
    return result;
  }

  /** The same, where a refusal undoes what was written before it: all of it is done, or nothing. */
  async runWhole<T>(work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return succeed(await this.run(async (tx) => unwrap(await work(tx))));
    } catch (error) {
      if (error instanceof RefusalError) return error.refusal;
      throw error;
    }
  }

  /** A single read outside any transaction. */
  async read<Row = Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.dataSource.query<Row[]>(sql, [...parameters]);
  }
}

export function readerOf(transactions: Transactions): Reader {
  return { query: (sql, parameters) => transactions.read(sql, parameters) };
}

function txOf(runner: QueryRunner, bells: (() => void | Promise<void>)[]): Tx {
  return {
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await runner.query(sql, [...parameters], true)).records as Row[],
    execute: async (sql, parameters = []) => (await runner.query(sql, [...parameters], true)).affected ?? 0,
    copy: async (sql, lines) => {
      const client = (await runner.connect()) as ClientBase;
      await pipeline(Readable.from(lines), client.query(copyFrom(sql)));
    },
    afterCommit: (ring) => {
      bells.push(ring);
    },
    manager: runner.manager,
  };
}
