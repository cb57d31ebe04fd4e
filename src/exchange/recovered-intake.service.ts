import { Injectable } from '@nestjs/common';
import { type RecoveredItem } from '../domain/envelope/recovered.js';
import { otherRole } from '../domain/messages/kinds.js';
import { type Instant } from '../domain/shared/instant.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { StreamRepository } from '../ledgers/outbox/stream.repository.js';
import { Transactions } from '../platform/transaction.js';
import { type RecoveredLetter, RecoveredProof } from './recovered-proof.js';
import { RecoveredOwnService } from './recovered-own.service.js';
import { RecoveredTheirsService } from './recovered-theirs.service.js';

export interface HeldCheckpoint {
  readonly holder: string;
  readonly note: string;
  readonly epoch: number;
  readonly size: number;
}

export interface RecoveredCounts {
  readonly own: number;
  readonly theirs: number;
  readonly unplaced: readonly string[];
}

/** Puts recovered letters back in an order that both streams allow: each after what its author had seen. */
@Injectable()
export class RecoveredIntakeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly streams: StreamRepository,
    private readonly audit: AuditRepository,
    private readonly proof: RecoveredProof,
    private readonly ownLetters: RecoveredOwnService,
    private readonly theirLetters: RecoveredTheirsService,
  ) {}

  async latestMoment(): Promise<Instant | undefined> {
    return this.transactions.run((tx) => this.streams.latestMoment(tx));
  }

  /** The next epoch: its log begins by naming the last checkpoint that a partner holds of the one before. */
  async openEpoch(held: HeldCheckpoint | undefined, at: Instant): Promise<number> {
    return this.transactions.run(async (tx) => {
      const current = await this.audit.currentLog(tx);
      const epoch = Math.max(current?.epoch ?? 0, held?.epoch ?? 0) + 1;
      const lastHeld = held === undefined ? {} : { lastHeld: { holder: held.holder, note: held.note } };
      await this.audit.openLog(tx, {
        epoch,
        first: { at, actor: { kind: 'system', id: 'exchange.recover' }, ...lastHeld },
      });
      return epoch;
    });
  }

  async take(partner: string, items: readonly RecoveredItem[]): Promise<RecoveredCounts> {
    const unplaced: string[] = [];
    const threads = new Map<string, RecoveredLetter[]>();
    for (const item of items) {
      const proven = await this.proof.prove(partner, item);
      if (!proven.ok) unplaced.push(proven.code);
      else threads.set(proven.value.header.thread, [...(threads.get(proven.value.header.thread) ?? []), proven.value]);
    }
    await this.ownLetters.keepReferences([...threads.values()].flat());
    let [own, theirs] = [0, 0];
    for (const letters of threads.values()) {
      const counts = await this.takeThread(partner, letters);
      own += counts.own;
      theirs += counts.theirs;
      unplaced.push(...counts.unplaced);
    }
    return { own, theirs, unplaced };
  }

  private async takeThread(partner: string, letters: readonly RecoveredLetter[]): Promise<RecoveredCounts> {
    const bySeq = (a: RecoveredLetter, b: RecoveredLetter): number => a.header.seq - b.header.seq;
    const ours = letters.filter((letter) => letter.own).sort(bySeq);
    const others = letters.filter((letter) => !letter.own).sort(bySeq);
    const unplaced: string[] = [];
    let [own, theirs] = [0, 0];
    for (;;) {
      const [mine] = ours;
      const [yours] = others;
      if (mine === undefined && yours === undefined) return { own, theirs, unplaced };
      if (mine !== undefined && (yours === undefined || (await this.hasSeen(mine)))) {
        ours.shift();
        const code = await this.ownLetters.take(partner, mine);
        if (code === 'recovered') own += 1;
        else if (code !== 'known') unplaced.push(code);
      } else if (yours !== undefined) {
        others.shift();
        const code = await this.theirLetters.take(yours);
        if (code === 'recovered') theirs += 1;
        else if (code !== 'known') unplaced.push(code);
      }
    }
  }

  /** Have we applied all that this letter of ours had seen? */
  private async hasSeen({ header }: RecoveredLetter): Promise<boolean> {
    const used = await this.transactions.run((tx) => this.streams.lastUsed(tx, header.thread, otherRole(header.role)));
    return (used?.seq ?? 0) >= header.seen;
  }
}
