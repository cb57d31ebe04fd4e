import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type Config } from './config.js';
import { SystemClock } from './clock.js';
import { EXPECTED_MIGRATIONS } from './schema-version.js';
import { Transactions } from './transaction.js';

export interface Readiness {
  readonly ready: boolean;
  readonly database: 'answers' | 'does not answer';
  readonly migrations: 'up to date' | 'missing' | 'not known';
  /** Milliseconds by which the node's machine is ahead of the database's. */
  readonly clockSkewMs: number | null;
}

const DOWN: Readiness = { ready: false, database: 'does not answer', migrations: 'not known', clockSkewMs: null };

@Injectable()
export class HealthService {
  private readonly log = new Logger('health');
  /** Always the machine's: an exercise moves the time it shows, never the machine. */
  private readonly machine = new SystemClock();

  constructor(
    private readonly transactions: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async readiness(): Promise<Readiness> {
    try {
      const applied = new Set(
        (await this.transactions.read<{ name: string }>('SELECT name FROM migration')).map((row) => row.name),
      );
      const migrations = EXPECTED_MIGRATIONS.every((name) => applied.has(name)) ? 'up to date' : 'missing';
      const clockSkewMs = await this.skew();
      const skewed = Math.abs(clockSkewMs) > this.config['clock.maxSkewMs'];
      if (skewed)
        this.log.error(
          `the clock of this machine differs from the database's by ${String(clockSkewMs)} ms: deadlines and signatures are at risk`,
        );
      return { ready: migrations === 'up to date' && !skewed, database: 'answers', migrations, clockSkewMs };
    } catch (error) {
      this.log.error(`the database does not answer: ${error instanceof Error ? error.message : 'unknown'}`);
      return DOWN;
    }
  }

  /** The database's time is compared with the middle of the question's way there and back. */
  private async skew(): Promise<number> {
    const before = Date.parse(this.machine.now());
    const [row] = await this.transactions.read<{ ms: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS ms',
    ); // comparison of clocks, stored nowhere
    const after = Date.parse(this.machine.now());
    if (row === undefined) throw new Error('the database tells no time');
    return Math.round((before + after) / 2 - row.ms);
  }
}
