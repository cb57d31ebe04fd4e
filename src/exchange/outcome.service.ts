import { Injectable } from '@nestjs/common';
import { type Receipt } from '../domain/envelope/receipt.js';
import { digestOf } from '../domain/shared/canonical.js';
import { addMs, type Instant } from '../domain/shared/instant.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { type OutboxMessage, OutboxRepository } from '../ledgers/outbox/outbox.repository.js';
import { StreamRepository } from '../ledgers/outbox/stream.repository.js';
import { type Tx } from '../platform/transaction.js';
import { TracingService } from '../tracing/tracing.service.js';
import { ExchangeRepository } from './exchange.repository.js';

const WINDOW_MS = 5 * 60_000;

/** Carries out what a partner's signed receipt says of one of our letters. Saying it twice is saying it once. */
@Injectable()
export class OutcomeService {
  constructor(
    private readonly outbox: OutboxRepository,
    private readonly streams: StreamRepository,
    private readonly tracing: TracingService,
    private readonly audit: AuditRepository,
    private readonly repository: ExchangeRepository,
  ) {}

  /** False where the receipt names no letter of ours to that partner. */
  async record(tx: Tx, receipt: Receipt, jws: string, at: Instant): Promise<boolean> {
    const id = await this.streams.findOwnByMid(tx, receipt.mid);
    const item = id === undefined ? undefined : await this.outbox.get(tx, id);
    if (item?.kind !== 'message' || item.partner !== receipt.iss) return false;
    await this.repository.witness(tx, receipt.iss, receipt.checkpoint, at);
    if (item.answerJws === jws && item.state !== 'waiting') return true;
    await this.carryOut(tx, item, receipt, jws, at);
    await this.note(tx, item, receipt, jws, at);
    return true;
  }

  private carryOut(tx: Tx, item: OutboxMessage, receipt: Receipt, jws: string, at: Instant): Promise<void> {
    switch (receipt.type) {
      case 'received':
        return this.received(tx, item, receipt, jws, at);
      case 'rejected':
        return this.rejected(tx, item, receipt, jws, at);
      case 'accepted':
        return this.accepted(tx, item, receipt);
    }
  }

  private async received(tx: Tx, item: OutboxMessage, receipt: Receipt, jws: string, at: Instant): Promise<void> {
    await this.outbox.delivered(tx, item.id, { at, answerJws: jws });
    const { thread, seq, id: jti } = item;
    await this.tracing.recordDelivery(tx, {
      thread,
      seq,
      jti,
      mid: receipt.mid,
      receivedAt: receipt.at,
      flagged: isOutsideWindow(item, receipt.at, at),
    });
  }

  private async rejected(tx: Tx, item: OutboxMessage, receipt: Receipt, jws: string, at: Instant): Promise<void> {
    const code = receipt.code ?? 'rejected';
    await this.outbox.rejected(tx, item.id, { at, answerJws: jws, reason: code });
    const { thread, seq, id: jti } = item;
    await this.tracing.recordRejected(tx, {
      thread,
      seq,
      jti,
      code,
      ...(receipt.standing === undefined ? {} : { standingMid: receipt.standing }),
    });
  }

  private async accepted(tx: Tx, item: OutboxMessage, receipt: Receipt): Promise<void> {
    await this.tracing.recordAccepted(tx, { thread: item.thread, due: receipt.due ?? [] });
  }

  private async note(tx: Tx, item: OutboxMessage, receipt: Receipt, jws: string, at: Instant): Promise<void> {
    await this.audit.append(tx, {
      at,
      act: `exchange.letter-${receipt.type}`,
      actor: { kind: 'partner', id: receipt.iss },
      caseId: item.caseId,
      thread: item.thread,
      data: {
        mid: receipt.mid,
        jti: item.id,
        direction: item.direction,
        seq: item.seq,
        at: receipt.at,
        code: receipt.code ?? null,
        standing: receipt.standing ?? null,
        receipt: digestOf(jws),
        checkpoint: receipt.checkpoint === null ? null : digestOf(receipt.checkpoint),
      },
    });
  }
}

/** A receiver's clock far from ours: kept, flagged, and the clocks are held to the window (design 5). */
function isOutsideWindow(item: OutboxMessage, receivedAt: Instant, now: Instant): boolean {
  return (
    receivedAt > addMs(now, WINDOW_MS) ||
    (item.firstSentAt !== undefined && receivedAt < addMs(item.firstSentAt, -WINDOW_MS))
  );
}
