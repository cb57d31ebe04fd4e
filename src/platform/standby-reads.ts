import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from './config.js';
import { type Reader, Transactions } from './transaction.js';

export interface ChosenReader {
  readonly reader: Reader;
  /** The standby answers: everything committed `database.standbyMaxLagMs` ago is seen, the newest may not be. */
  readonly standby: boolean;
}

/** A place in the primary's log, and when the primary was known to be there. */
interface Sample {
  readonly place: bigint;
  readonly atMs: number;
}

const APPLICATION = 'proofmark standby';

/**
 * Reads that may be a moment old, from a streaming standby where one is set. How old is measured without trusting its clock: the primary's place in its log is noted
 * with the time, and what the standby has replayed is held against those notes. One that is too far behind, does not answer, or was made a primary
 * is left alone for a while, and the primary answers. Writes never come here: its sessions are read only.
 */
@Injectable()
export class StandbyReads implements OnModuleDestroy {
  private readonly log = new Logger('standby');
  private readonly pool: pg.Pool | undefined;
  private samples: readonly Sample[] = [];
  private freshAsOfMs = Number.NEGATIVE_INFINITY;
  private lookedAtMs = Number.NEGATIVE_INFINITY;
  private restUntilMs = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly transactions: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.pool = poolOf(config);
    this.pool?.on('error', () => undefined);
  }

  /** `primary` where no standby is set, or it is not near enough now. */
  async near(primary: Reader): Promise<ChosenReader> {
    const { pool } = this;
    if (pool === undefined || !(await this.isNear())) return { reader: primary, standby: false };
    const query: Reader['query'] = async <Row>(sql: string, parameters: readonly unknown[] = []) => {
      try {
        return (await pool.query(sql, [...parameters])).rows as Row[];
      } catch (error) {
        this.rest(error);
        return primary.query<Row>(sql, parameters);
      }
    };
    return { reader: { query }, standby: true };
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool?.end();
  }

  private async isNear(): Promise<boolean> {
    const now = performance.now();
    if (now < this.restUntilMs) return false;
    if (now - this.lookedAtMs >= this.config['database.standbyCheckMs'])
      await (this.looking ??= this.look().finally(() => (this.looking = undefined)));
    return performance.now() - this.freshAsOfMs <= this.config['database.standbyMaxLagMs'];
  }

  /** The primary's place is asked first: what the standby has replayed afterwards reaches at least as far as it says. */
  private async look(): Promise<void> {
    const atMs = performance.now();
    this.lookedAtMs = atMs;
    try {
      const [primary] = await this.transactions.read<{ place: string }>(PRIMARY_PLACE);
      if (primary === undefined) return;
      const kept = this.samples.filter((sample) => atMs - sample.atMs <= this.config['database.standbyMaxLagMs']);
      this.samples = [...kept, { place: BigInt(primary.place), atMs }];
      const { rows } = (await this.pool?.query<{ place: string | null }>(STANDBY_PLACE)) ?? { rows: [] };
      const place = rows[0]?.place ?? null;
      if (place === null) throw new Error('it is no standby');
      const reached = this.samples.filter((sample) => sample.place <= BigInt(place));
      this.freshAsOfMs = Math.max(this.freshAsOfMs, ...reached.map((sample) => sample.atMs));
    } catch (error) {
      this.rest(error);
    }
  }

  private rest(error: unknown): void {
    this.restUntilMs = performance.now() + this.config['database.standbyRestMs'];
    this.freshAsOfMs = Number.NEGATIVE_INFINITY;
    this.log.warn(`the standby is not used for a while: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

const PRIMARY_PLACE = "SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::text AS place";
/** Null on a server that is, or has become, a primary: its line of history may be another one. */
const STANDBY_PLACE =
  "SELECT CASE WHEN pg_is_in_recovery() THEN (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::text END AS place";

function poolOf(config: Config): pg.Pool | undefined {
  if (config['database.standbyUrl'] === '') return undefined;
  return new pg.Pool({
    connectionString: config['database.standbyUrl'],
    max: config['database.poolSize'],
    application_name: APPLICATION,
    connectionTimeoutMillis: config['database.standbyTimeoutMs'],
    query_timeout: config['database.standbyTimeoutMs'],
    options: '-c default_transaction_read_only=on',
  });
}
