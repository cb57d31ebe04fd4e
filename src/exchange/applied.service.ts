import { Injectable } from '@nestjs/common';
import { type Receipt } from '../domain/envelope/receipt.js';
import { type Instant } from '../domain/shared/instant.js';
import { type ErrorCode } from '../domain/shared/refusal.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { type InboxMessage } from '../ledgers/outbox/inbox.repository.js';
import { Clock } from '../platform/clock.js';
import { FaultPoints } from '../platform/fault-point.js';
import { JobBell } from '../platform/jobs.js';
import { type Tx } from '../platform/transaction.js';
import { ReceiptSigner } from './receipt-signer.js';

/** What goes with a letter's application: its signed word to the sender, its ledger entry, the bell. */
@Injectable()
export class AppliedService {
  constructor(
    private readonly clock: Clock,
    private readonly signer: ReceiptSigner,
    private readonly audit: AuditRepository,
    private readonly bell: JobBell,
    readonly faults: FaultPoints,
  ) {}

  now(): Instant {
    return this.clock.now();
  }

  async sign(tx: Tx, message: InboxMessage, says: Pick<Receipt, 'type' | 'at'> & Partial<Receipt>): Promise<string> {
    const { mid, sender: iss, jti, thread, direction: role, seq } = message;
    return this.signer.sign(tx, mid, { iss, jti, thread, role, seq }, says);
  }

  async note(tx: Tx, message: InboxMessage, at: Instant, without: string | undefined): Promise<void> {
    await this.append(tx, message, at, 'exchange.applied', without === undefined ? {} : { without });
  }

  async noteRejected(tx: Tx, message: InboxMessage, at: Instant, code: ErrorCode): Promise<void> {
    await this.append(tx, message, at, 'exchange.refused', { code, final: true });
  }

  ringDispatch(tx: Tx, outboxId: string): void {
    tx.afterCommit(() => this.bell.ring('outbox.dispatch', { outboxId }));
  }

  private async append(
    tx: Tx,
    message: InboxMessage,
    at: Instant,
    act: string,
    more: Record<string, string | boolean>,
  ): Promise<void> {
    const { caseId, thread, mid, jti, direction, seq, messageKind } = message;
    await this.audit.append(tx, {
      at,
      act,
      actor: { kind: 'system', id: 'exchange.inbox' },
      caseId,
      thread,
      data: { mid, jti, direction, seq, kind: messageKind, ...more },
    });
  }
}
