import { Injectable } from '@nestjs/common';
import { OutboxRepository } from '../ledgers/outbox/outbox.repository.js';
import { StreamRepository } from '../ledgers/outbox/stream.repository.js';
import { Transactions, type Tx } from '../platform/transaction.js';
import { TracingService } from '../tracing/tracing.service.js';
import { OutcomeService } from './outcome.service.js';
import { type RecoveredLetter } from './recovered-proof.js';
import { RecoveryNotes } from './recovery-notes.js';

/** A letter of our own that a partner holds and we lost: back into the case and the outbox, with the partner's receipt. */
@Injectable()
export class RecoveredOwnService {
  constructor(
    private readonly transactions: Transactions,
    private readonly tracing: TracingService,
    private readonly outbox: OutboxRepository,
    private readonly streams: StreamRepository,
    private readonly outcomes: OutcomeService,
    private readonly notes: RecoveryNotes,
  ) {}

  /** `recovered`, `known`, or the code for which it has no place. */
  async take(partner: string, recovered: RecoveredLetter): Promise<string> {
    const at = this.notes.clock.now();
    const { mid, jws, header, letter, receipt, receiptJws } = recovered;
    return this.transactions.run(async (tx) => {
      const id = await this.streams.findOwnByMid(tx, mid);
      if (id !== undefined && (await this.outbox.get(tx, id)).state !== 'waiting') return 'known';
      const placed = await this.tracing.recoverOwn(tx, {
        partner,
        thread: header.thread,
        mid,
        header,
        letter,
        receivedAt: receipt.at,
      });
      if (!placed.ok) return placed.code;
      if (!(await this.streams.hasOwn(tx, header.jti))) await this.add(tx, placed.value.kase.id, partner, recovered);
      const stored = await this.outbox.saveSigned(tx, header.jti, { jws, mid });
      if (stored.mid !== mid) throw new Error(`the partner holds other bytes under our jti ${header.jti}`);
      await this.outcomes.record(tx, receipt, receiptJws, at);
      await this.notes.append(tx, recovered, at, placed.value.kase.id);
      return 'recovered';
    });
  }

  /** The references of our cases that these letters carry: known to the partner, so never given to another case. */
  async keepReferences(letters: readonly RecoveredLetter[]): Promise<void> {
    const references = letters.flatMap(({ own, letter: { body } }) =>
      own && 'reference' in body && typeof body.reference === 'string' ? [body.reference] : [],
    );
    await this.transactions.run((tx) => this.tracing.keepReferences(tx, references));
  }

  private async add(tx: Tx, caseId: string, partner: string, { header, letter }: RecoveredLetter): Promise<void> {
    const { jti: id, thread, role: direction, seq, seen, exercise, iat: at } = header;
    await this.outbox.addMessage(tx, { id, caseId, thread, partner, direction, seq, seen, letter, exercise, at });
  }
}
