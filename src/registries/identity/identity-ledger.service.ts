import { Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { type Json } from '../../domain/shared/canonical.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { type Tx } from '../../platform/transaction.js';

/** Who acts where nobody is signed in yet. */
export const SIGN_IN: Actor = { kind: 'system', id: 'identity.sign-in' };
export const COMMAND_LINE: Actor = { kind: 'system', id: 'cli.init' };

/** The room's entries in the ledger. Names and addresses are `personal`: hashed in the entry, erasable beside it. */
@Injectable()
export class IdentityLedger {
  constructor(
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async record(
    tx: Tx,
    actor: Actor,
    act: string,
    data: Record<string, Json>,
    more: { personal?: Record<string, string>; caseId?: string } = {},
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
