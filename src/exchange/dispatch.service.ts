import { Inject, Injectable } from '@nestjs/common';
import { type ClaimedItem, OutboxRepository } from '../ledgers/outbox/outbox.repository.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { FaultPoints } from '../platform/fault-point.js';
import { Transactions } from '../platform/transaction.js';
import { DeliveryService } from './delivery.service.js';

/** Upper end of one sweep: what is due then waits for the next. */
const MOST_ROUNDS = 20;

/** Takes what is due by lease, and sees it delivered. Any number of processes may do so at once. */
@Injectable()
export class DispatchService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly outbox: OutboxRepository,
    private readonly delivery: DeliveryService,
    private readonly clock: Clock,
    private readonly faults: FaultPoints,
  ) {}

  /** All that is due now, and what becomes due behind it. Answers how many deliveries were taken up. */
  async relayDue(): Promise<number> {
    let count = 0;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const claimed = await this.transactions.run((tx) =>
        this.outbox.claim(tx, { ...this.lease(), limit: this.config['exchange.claimMax'] }),
      );
      if (claimed.length === 0) break;
      await this.relay(claimed);
      count += claimed.length;
    }
    return count;
  }

  /** The one row that a bell names, where it is its turn and nobody else holds it. */
  async relayOne(outboxId: string): Promise<void> {
    const claimed = await this.transactions.run((tx) => this.outbox.claimOne(tx, outboxId, this.lease()));
    if (claimed !== undefined) await this.relay([claimed]);
  }

  private async relay(claimed: readonly ClaimedItem[]): Promise<void> {
    await this.faults.pass('dispatch 1 claimed');
    const lanes = [...byPartner(claimed)].map(
      ([partner, items]) =>
        () =>
          this.delivery.deliver(partner, items),
    );
    const queue = lanes.values();
    await this.faults.pass('dispatch 2 enqueued');
    const workers = Array.from({ length: Math.min(this.config['exchange.lanes'], lanes.length) }, async () => {
      for (const lane of queue) await lane();
    });
    // A lane that meets a defect does not hold up the others; its rows come back when their lease ends.
    const ended = await Promise.allSettled(workers);
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed !== undefined)
      throw failed.reason instanceof Error ? failed.reason : new Error('a delivery met a defect');
  }

  private lease(): { now: string; leaseMs: number } {
    return { now: this.clock.now(), leaseMs: this.config['exchange.leaseMs'] };
  }
}

function byPartner(claimed: readonly ClaimedItem[]): Map<string, ClaimedItem[]> {
  const groups = new Map<string, ClaimedItem[]>();
  for (const item of claimed) groups.set(item.partner, [...(groups.get(item.partner) ?? []), item]);
  return groups;
}
