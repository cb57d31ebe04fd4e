import { Injectable } from '@nestjs/common';
import { readLetter } from '../domain/envelope/read-letter.js';
import { type Receipt } from '../domain/envelope/receipt.js';
import { otherRole } from '../domain/messages/kinds.js';
import { derivedId } from '../domain/shared/ids.js';
import { type ErrorCode } from '../domain/shared/refusal.js';
import { type InboxMessage, InboxRepository } from '../ledgers/outbox/inbox.repository.js';
import { OutboxRepository } from '../ledgers/outbox/outbox.repository.js';
import { StreamRepository } from '../ledgers/outbox/stream.repository.js';
import { Transactions, type Tx } from '../platform/transaction.js';
import { TracingService } from '../tracing/tracing.service.js';
import { AppliedService } from './applied.service.js';

/** Applies a thread's letters in the order of their stream, each in a transaction of its own, until the next one is not here. */
@Injectable()
export class ApplyService {
  constructor(
    private readonly transactions: Transactions,
    private readonly inbox: InboxRepository,
    private readonly outbox: OutboxRepository,
    private readonly streams: StreamRepository,
    private readonly tracing: TracingService,
    private readonly applied: AppliedService,
  ) {}

  /** Answers how many letters it applied or finally rejected. */
  async applyThread(thread: string): Promise<number> {
    let count = 0;
    while (await this.applyNext(thread)) {
      count += 1;
      await this.applied.faults.pass('inbox 7 committed');
    }
    return count;
  }

  /** A thread that meets a defect holds up no other one; the defect is thrown when all have had their turn. */
  async applyAll(limit: number): Promise<number> {
    let count = 0;
    const defects: unknown[] = [];
    for (const thread of await this.inbox.threadsToApply(limit)) {
      try {
        count += await this.applyThread(thread);
      } catch (error) {
        defects.push(error);
      }
    }
    const [first] = defects;
    if (first !== undefined) throw first instanceof Error ? first : new Error('a letter met a defect');
    return count;
  }

  private async applyNext(thread: string): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      await this.inbox.lockThread(tx, thread);
      const owner = await this.streams.owner(tx, thread);
      if (owner === undefined) return false;
      const role = otherRole(owner.role);
      const before = await this.streams.lastUsed(tx, thread, role);
      const message = await this.inbox.nextUnapplied(tx, thread, role, (before?.seq ?? 0) + 1);
      if (message === undefined) return false;
      await this.apply(tx, message, before?.mid);
      await this.applied.faults.pass('inbox 6 applied');
      return true;
    });
  }

  private async apply(tx: Tx, message: InboxMessage, standsBefore: string | undefined): Promise<void> {
    if (message.prev !== standsBefore)
      return this.reject(tx, message, 'prev-wrong', 'prev names the letter that stands one place before');
    // The case was erased and its key with it: the letter is used up and can have no effect any more.
    if (message.jws === undefined) return this.reject(tx, message, 'not-found', 'the case was erased');
    const { header, letter } = readLetter(message.jws);
    const { sender: partner, thread, mid, receivedAt, caseId } = message;
    const received = await this.tracing.receive(tx, { partner, thread, mid, header, letter, receivedAt, caseId });
    if (!received.accepted) return this.reject(tx, message, received.code, received.rule);
    const at = this.applied.now();
    await this.inbox.markApplied(tx, mid, at);
    await this.answer(tx, message, { type: 'accepted', at, due: received.due.map((due) => ({ ...due })) });
    await this.applied.note(tx, message, at, received.without);
  }

  /** A final rejection after *received*: the place is used up, and the sender is told through the outbox. */
  private async reject(tx: Tx, message: InboxMessage, code: ErrorCode, rule: string): Promise<void> {
    const at = this.applied.now();
    await this.inbox.markRejected(tx, message.mid, { at, reason: code });
    await this.answer(tx, message, { type: 'rejected', at, code, final: true, ...(rule === '' ? {} : { rule }) });
    await this.applied.noteRejected(tx, message, at, code);
  }

  private async answer(
    tx: Tx,
    message: InboxMessage,
    says: Pick<Receipt, 'type' | 'at'> & Partial<Receipt>,
  ): Promise<void> {
    const { mid, thread, sender: partner, caseId } = message;
    const jws = await this.applied.sign(tx, message, says);
    const id = derivedId('receipt', says.type, mid);
    await this.outbox.addReceipt(tx, { id, caseId, thread, partner, jws, at: says.at });
    this.applied.ringDispatch(tx, id);
  }
}
