import { Injectable } from '@nestjs/common';
import { digestOf } from '../domain/shared/canonical.js';
import { type Instant } from '../domain/shared/instant.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { Clock } from '../platform/clock.js';
import { type Tx } from '../platform/transaction.js';
import { type RecoveredLetter } from './recovered-proof.js';

/** The new log's word for each letter that came back. */
@Injectable()
export class RecoveryNotes {
  constructor(
    private readonly audit: AuditRepository,
    readonly clock: Clock,
  ) {}

  async append(
    tx: Tx,
    { mid, header, receipt, receiptJws, own }: RecoveredLetter,
    at: Instant,
    caseId: string,
  ): Promise<void> {
    const { thread, jti, role: direction, seq, kind } = header;
    await this.audit.append(tx, {
      at,
      act: 'exchange.recovered',
      actor: { kind: 'system', id: 'exchange.recover' },
      caseId,
      thread,
      data: { own, mid, jti, direction, seq, kind, receivedAt: receipt.at, receipt: digestOf(receiptJws) },
    });
  }
}
