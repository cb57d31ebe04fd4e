import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { instantOf } from '../domain/shared/instant.js';
import { Clock, OffsetClock, type ClockSetting } from './clock.js';
import { CONFIG, type Config } from './config.js';
import { Transactions } from './transaction.js';

interface Row {
  readonly real_at: Date;
  readonly shown_at: Date;
  readonly rate: number;
}

/** Keeps the clock of an exercise in step with the one row that all its processes read. */
@Injectable()
export class ClockSettings implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!(this.clock instanceof OffsetClock)) return;
    await this.refresh();
    this.timer = setInterval(() => void this.refresh().catch(() => undefined), this.config['clock.pollMs']);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async set(setting: ClockSetting): Promise<void> {
    if (!this.config['clock.shared']) throw new Error('this node takes its time from the machine');
    await this.transactions.run((tx) =>
      tx.execute(
        'INSERT INTO clock_setting (id, real_at, shown_at, rate) VALUES (1, $1, $2, $3) ON CONFLICT (id) DO UPDATE SET real_at = excluded.real_at, shown_at = excluded.shown_at, rate = excluded.rate',
        [setting.realAt, setting.shownAt, setting.rate],
      ),
    );
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    const [row] = await this.transactions.read<Row>('SELECT real_at, shown_at, rate FROM clock_setting WHERE id = 1');
    const setting =
      row === undefined
        ? undefined
        : { realAt: instantOf(row.real_at), shownAt: instantOf(row.shown_at), rate: row.rate };
    if (this.clock instanceof OffsetClock) this.clock.follow(setting);
  }
}
