import { Injectable } from '@nestjs/common';
import { type Instant } from '../domain/shared/instant.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { type OutboxMessage } from '../ledgers/outbox/outbox.repository.js';
import { type Tx } from '../platform/transaction.js';
import { TracingService } from '../tracing/tracing.service.js';
import { ExchangeRepository } from './exchange.repository.js';

/** Tells the case, once, that a letter does not arrive. Slow attempts go on, and a late receipt leads out of it. */
@Injectable()
export class UndeliverableNotice {
  constructor(
    private readonly repository: ExchangeRepository,
    private readonly tracing: TracingService,
    private readonly audit: AuditRepository,
  ) {}

  async give(tx: Tx, item: OutboxMessage, at: Instant, error: string): Promise<void> {
    if (!(await this.repository.firstUndeliverable(tx, item.id, at))) return;
    const { caseId, thread, seq, direction, id: jti, attempts } = item;
    await this.tracing.recordUndeliverable(tx, { thread, seq });
    await this.audit.append(tx, {
      at,
      act: 'exchange.undeliverable',
      actor: { kind: 'system', id: 'exchange.dispatch' },
      caseId,
      thread,
      data: { jti, direction, seq, attempts, error },
    });
  }
}
