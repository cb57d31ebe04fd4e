import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Json } from '../../domain/shared/canonical.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { Transactions, type Tx } from '../../platform/transaction.js';

/** Transaction, clock and ledger of this room. */
@Injectable()
export class SubjectWork {
  constructor(
    readonly transactions: Transactions,
    readonly clock: Clock,
    private readonly audit: AuditRepository,
  ) {}

  async record(
    tx: Tx,
    actor: PersonActor,
    act: string,
    data: Readonly<Record<string, Json>>,
    personal: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.audit.append(tx, {
      at: this.clock.now(),
      act,
      actor: { kind: actor.kind, id: actor.id },
      data,
      personal,
    });
  }
}
