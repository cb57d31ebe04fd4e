import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Case, stateOf } from '../../domain/tracing/case.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { type Tx } from '../../platform/transaction.js';

/** The entry that every reading leaves. */
@Injectable()
export class CaseReadingLedger {
  constructor(
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  now(): string {
    return this.clock.now();
  }

  async record(tx: Tx, actor: PersonActor, kase: Case, act: string, data: Record<string, string>): Promise<void> {
    await this.audit.append(tx, {
      at: this.clock.now(),
      act,
      actor: { kind: actor.kind, id: actor.id },
      caseId: kase.id,
      thread: kase.thread,
      data: { ...data, state: stateOf(kase) },
    });
  }
}
