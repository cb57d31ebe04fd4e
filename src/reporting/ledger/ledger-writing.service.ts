import { Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { type Json } from '../../domain/shared/canonical.js';
import { AuditRepository, type AuditInput } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { type Tx } from '../../platform/transaction.js';

/** The entries that this room leaves: who audits is audited. */
@Injectable()
export class LedgerWriting {
  constructor(
    readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  now(): string {
    return this.clock.now();
  }

  async record(
    tx: Tx,
    actor: Actor,
    act: string,
    data: Record<string, Json>,
    more: Pick<AuditInput, 'caseId' | 'personal'> = {},
  ): Promise<void> {
    await this.audit.append(tx, {
      at: this.clock.now(),
      act,
      actor: { kind: actor.kind, id: actor.id },
      data,
      ...more,
    });
  }
}
