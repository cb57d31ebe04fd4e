import { Injectable } from '@nestjs/common';
import { type ClosedSubtree } from '../../domain/audit/merkle.js';
import { Clock } from '../../platform/clock.js';
import { FaultPoints } from '../../platform/fault-point.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { AuditRepository, type OpenedLog } from './audit.repository.js';
import { LedgerKeys } from './ledger-keys.service.js';
import { TreeRepository } from './tree.repository.js';

/**
 * Gives entries their place in the tree and signs it, about every second. One at a time in the whole database; a crash at any point
 * leaves either all of a step or nothing of it.
 */
@Injectable()
export class AuditSequencer {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditRepository,
    private readonly tree: TreeRepository,
    private readonly keys: LedgerKeys,
    private readonly clock: Clock,
    private readonly faults: FaultPoints,
  ) {}

  /** Answers how many entries got under a new checkpoint; more may wait for the next call. */
  async run(): Promise<number> {
    const moved = await this.transactions.run(async (tx) => {
      if (!(await this.tree.lock(tx))) return 0;
      await this.faults.pass('sequencer 1 locked');
      return this.extend(tx, (await this.audit.currentLog(tx)) ?? (await this.openFirst(tx)));
    });
    if (moved > 0) await this.faults.pass('sequencer 4 committed');
    return moved;
  }

  private async extend(tx: Tx, log: OpenedLog): Promise<number> {
    const frontier = await this.tree.frontier(tx, log.epoch);
    const placed = await this.tree.leavesFrom(tx, log.epoch, frontier.size);
    const pending = await this.tree.pending(tx);
    await this.faults.pass('sequencer 2 taken');
    if (placed.length + pending.length === 0) return 0;

    const closed: ClosedSubtree[] = [];
    const firstIndex = frontier.size + placed.length;
    for (const leaf of [...placed, ...pending.map((entry) => entry.leaf)])
      frontier.append(leaf, (subtree) => closed.push(subtree));
    await this.tree.place(tx, log.epoch, firstIndex, pending);
    await this.tree.addTiles(tx, log.epoch, closed);

    const note = await this.keys.sign({ origin: log.origin, size: frontier.size, root: frontier.root() });
    await this.faults.pass('sequencer 3 checkpoint signed');
    await this.tree.addCheckpoint(tx, log.epoch, frontier, note, this.clock.now());
    return placed.length + pending.length;
  }

  private openFirst(tx: Tx): Promise<OpenedLog> {
    return this.audit.openLog(tx, {
      epoch: 1,
      first: { at: this.clock.now(), actor: { kind: 'system', id: 'audit.sequencer' } },
    });
  }
}
