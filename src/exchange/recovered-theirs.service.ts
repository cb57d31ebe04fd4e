import { Injectable } from '@nestjs/common';
import { InboxRepository } from '../ledgers/outbox/inbox.repository.js';
import { Transactions } from '../platform/transaction.js';
import { ApplyService } from './apply.service.js';
import { rowOf } from './letter-intake.service.js';
import { type RecoveredLetter } from './recovered-proof.js';
import { RecoveryNotes } from './recovery-notes.js';
import { ThreadBook } from './thread-book.js';

/** A letter of the partner that we had receipted and lost: back into the inbox under the receipt that we signed then, and applied. */
@Injectable()
export class RecoveredTheirsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly inbox: InboxRepository,
    private readonly threads: ThreadBook,
    private readonly apply: ApplyService,
    private readonly notes: RecoveryNotes,
  ) {}

  /** `recovered`, `known`, or the code for which it has no place. */
  async take(recovered: RecoveredLetter): Promise<string> {
    const { mid, jws, header, receipt, receiptJws } = recovered;
    const at = this.notes.clock.now();
    const taken = await this.transactions.run(async (tx) => {
      await this.inbox.lockThread(tx, header.thread);
      if ((await this.inbox.findByMid(tx, mid)) !== undefined) return 'known';
      const caseId = await this.threads.caseOf(tx, header);
      if (!caseId.ok) return caseId.code;
      // Refused for a place that another letter has: it has none of its own.
      if (receipt.type === 'rejected' && receipt.final !== true) return 'known';
      const inserted = await this.inbox.insert(
        tx,
        rowOf({ header, mid, jws, receivedAt: receipt.at, caseId: caseId.value, receiptJws }),
      );
      if (!inserted.inserted) return 'place-taken';
      if (receipt.type === 'rejected')
        await this.inbox.markRejected(tx, mid, { at, reason: receipt.code ?? 'rejected' });
      await this.notes.append(tx, recovered, at, caseId.value);
      return 'recovered';
    });
    if (taken === 'recovered') await this.apply.applyThread(header.thread);
    return taken;
  }
}
