import { Injectable } from '@nestjs/common';
import { instantOf, msBetween, type Instant } from '../domain/shared/instant.js';
import { Clock } from './clock.js';
import { Transactions } from './transaction.js';

/** A sweep runs every few seconds; that it runs at all is worth a row twice a minute. */
const WRITE_EVERY_MS = 30_000;

export interface SweepRun {
  readonly name: string;
  readonly at: Instant;
  /** Rows that its last run moved. */
  readonly moved: number;
  /** When a run last ended in an error. */
  readonly failedAt?: Instant;
}

/** When each sweep last came to its end, in whichever process it runs: a page sees there whether a worker works. */
@Injectable()
export class SweepRuns {
  private readonly written = new Map<string, Instant>();

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** `moved` is undefined for a run that failed, which is always written. */
  async note(name: string, moved: number | undefined): Promise<void> {
    const now = this.clock.now();
    const last = this.written.get(name);
    if (moved !== undefined && last !== undefined && msBetween(last, now) < WRITE_EVERY_MS) return;
    this.written.set(name, now);
    await this.transactions.run((tx) =>
      tx.execute(
        `INSERT INTO sweep_run AS kept (name, at, moved, failed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name) DO UPDATE SET at = $2, moved = $3, failed_at = coalesce($4, kept.failed_at)`,
        [name, now, moved ?? 0, moved === undefined ? now : null],
      ),
    );
  }

  async list(): Promise<readonly SweepRun[]> {
    const rows = await this.transactions.read<{ name: string; at: Date; moved: number; failed_at: Date | null }>(
      'SELECT name, at, moved, failed_at FROM sweep_run ORDER BY name',
    );
    return rows.map(({ name, at, moved, failed_at: failedAt }) => ({
      name,
      at: instantOf(at),
      moved,
      ...(failedAt === null ? {} : { failedAt: instantOf(failedAt) }),
    }));
  }
}
