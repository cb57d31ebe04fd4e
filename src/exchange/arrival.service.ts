import { Injectable } from '@nestjs/common';
import { digestOf } from '../domain/shared/canonical.js';
import { AuditRepository } from '../ledgers/audit/audit.repository.js';
import { type InboxInput } from '../ledgers/outbox/inbox.repository.js';
import { FaultPoints } from '../platform/fault-point.js';
import { JobBell } from '../platform/jobs.js';
import { type Tx } from '../platform/transaction.js';

/** What goes with a letter's arrival: its ledger entry, and the bell after the commit. */
@Injectable()
export class ArrivalService {
  constructor(
    private readonly audit: AuditRepository,
    private readonly bell: JobBell,
    readonly faults: FaultPoints,
  ) {}

  async note(tx: Tx, row: InboxInput, warning?: 'expired'): Promise<void> {
    await this.audit.append(tx, {
      at: row.receivedAt,
      act: 'exchange.received',
      actor: { kind: 'partner', id: row.sender },
      caseId: row.caseId,
      thread: row.thread,
      data: {
        mid: row.mid,
        jti: row.jti,
        direction: row.direction,
        seq: row.seq,
        prev: row.prev ?? null,
        kind: row.messageKind,
        exercise: row.exercise,
        receipt: digestOf(row.receiptJws),
        ...(warning === undefined ? {} : { key: warning }),
      },
    });
    tx.afterCommit(async () => {
      await this.faults.pass('inbox 4 committed');
      await this.bell.ring('inbox.apply', { thread: row.thread });
      await this.faults.pass('inbox 5 enqueued');
    });
  }
}
