import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { AuditRepository } from '../../../ledgers/audit/audit.repository.js';
import { Clock } from '../../../platform/clock.js';
import { type Tx } from '../../../platform/transaction.js';
import { type BatchQuery } from '../query.dto.js';
import { type BatchCounts } from './batch-answer.js';
import { type BatchFile } from './batch-file.js';

/** A batch is in the ledger before its first answer leaves, and with its counts when the last has left or the reader has gone. */
@Injectable()
export class BatchLedger {
  constructor(
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async begun(tx: Tx, actor: PersonActor, batch: string, query: BatchQuery, file: BatchFile): Promise<void> {
    const { purpose, caseNumber, lookAlikes = true, oneEdit = false } = query;
    const marks = file.rows.flatMap((row) => ('mark' in row ? [row.mark] : []));
    await this.audit.append(tx, {
      at: this.clock.now(),
      act: 'markings.batch-asked',
      actor: { kind: actor.kind, id: actor.id },
      data: {
        batch,
        purpose,
        caseNumber,
        fileDigest: file.digest,
        marks: file.rows.length,
        filter: { lookAlikes, oneEdit },
      },
      personal: { marks: marks.join('\n') },
    });
  }

  async ended(
    tx: Tx,
    actor: PersonActor,
    batch: string,
    { purpose, caseNumber }: BatchQuery,
    counts: BatchCounts & { readonly whole: boolean },
  ): Promise<void> {
    await this.audit.append(tx, {
      at: this.clock.now(),
      act: 'markings.looked-up',
      actor: { kind: actor.kind, id: actor.id },
      data: { purpose, caseNumber, batch, ...counts },
    });
  }
}
