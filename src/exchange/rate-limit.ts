import { Inject, Injectable } from '@nestjs/common';
import { msBetween, type Instant } from '../domain/shared/instant.js';
import { refuse, type Result, succeed } from '../domain/shared/refusal.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';

const MINUTE_MS = 60_000;
const MOST_ADDRESSES = 10_000;

/** The partner endpoint's own limit, by address: what an envelope says of its sender is not proven before it is opened. */
@Injectable()
export class ExchangeRateLimit {
  private readonly windows = new Map<string, { readonly from: Instant; calls: number }>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  take(address: string): Result<null> {
    const now = this.clock.now();
    const open = this.windows.get(address);
    if (open === undefined || Math.abs(msBetween(open.from, now)) >= MINUTE_MS) {
      this.forget(now);
      this.windows.set(address, { from: now, calls: 1 });
      return succeed(null);
    }
    open.calls += 1;
    return open.calls > this.config['exchange.ratePerMinute']
      ? refuse('rate-limited', { rule: `${String(this.config['exchange.ratePerMinute'])} calls in a minute` })
      : succeed(null);
  }

  private forget(now: Instant): void {
    if (this.windows.size < MOST_ADDRESSES) return;
    for (const [address, { from }] of this.windows)
      if (Math.abs(msBetween(from, now)) >= MINUTE_MS) this.windows.delete(address);
    if (this.windows.size >= MOST_ADDRESSES) this.windows.clear();
  }
}
