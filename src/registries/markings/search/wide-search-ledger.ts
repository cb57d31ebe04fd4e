import { Injectable } from '@nestjs/common';
import { type Actor } from '../../../domain/shared/actor.js';
import { AuditRepository } from '../../../ledgers/audit/audit.repository.js';
import { Clock } from '../../../platform/clock.js';
import { type Tx } from '../../../platform/transaction.js';
import { type WideQuestion } from './wide-questions.service.js';
import { type StoredWideSearch } from './wide-search.repository.js';

const WORKER = { kind: 'system', id: 'markings.wide-search' } as const;

/** What the ledger keeps of a wide search: the number only as a hash. */
@Injectable()
export class WideSearchLedger {
  constructor(
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async asked(tx: Tx, actor: Actor, search: Pick<StoredWideSearch, 'id' | 'caseId'>, question: WideQuestion) {
    const { serial, purpose, caseNumber, filter, lookAlikes, edits } = question;
    await this.audit.append(tx, {
      at: this.clock.now(),
      act: 'markings.wide-asked',
      actor: { kind: actor.kind, id: actor.id },
      ...caseOf(search),
      data: { search: search.id, purpose, caseNumber, filter: { ...filter, lookAlikes, edits } },
      personal: { serial },
    });
  }

  async ended(
    tx: Tx,
    search: StoredWideSearch,
    { lookedAt, counted }: { readonly lookedAt: number; readonly counted: number },
  ): Promise<void> {
    await this.audit.append(tx, {
      at: this.clock.now(),
      act: 'markings.wide-ended',
      actor: WORKER,
      ...caseOf(search),
      data: { search: search.id, lookedAt, count: counted },
    });
  }

  async cancelled(tx: Tx, actor: Actor, search: StoredWideSearch): Promise<void> {
    const { id, lookedAt, counted } = search;
    await this.audit.append(tx, {
      at: this.clock.now(),
      act: 'markings.wide-cancelled',
      actor: { kind: actor.kind, id: actor.id },
      ...caseOf(search),
      data: { search: id, lookedAt, count: counted },
    });
  }

  /** Each reading of what was found is a look-up of its own. */
  async read(
    tx: Tx,
    actor: Actor,
    search: StoredWideSearch,
    question: WideQuestion,
    count: number,
    truncated: boolean,
  ): Promise<void> {
    const { purpose, caseNumber } = question;
    await this.audit.append(tx, {
      at: this.clock.now(),
      act: 'markings.looked-up',
      actor: { kind: actor.kind, id: actor.id },
      ...caseOf(search),
      data: { purpose, caseNumber, wideSearch: search.id, count, counted: search.counted, truncated },
    });
  }

  async removed(tx: Tx, count: number): Promise<void> {
    await this.audit.append(tx, {
      at: this.clock.now(),
      act: 'markings.wide-removed',
      actor: WORKER,
      data: { count },
    });
  }
}

function caseOf({ caseId }: Pick<StoredWideSearch, 'caseId'>): { readonly caseId?: string } {
  return caseId === null ? {} : { caseId };
}
