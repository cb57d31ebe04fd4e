import { Injectable } from '@nestjs/common';
import { may, refusalOf, type Action } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, type Result } from '../../domain/shared/refusal.js';
import { type Case } from '../../domain/tracing/case.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { BreakGlassService } from '../../registries/identity/break-glass.service.js';
import { CaseReadingLedger } from './case-reading-ledger.service.js';
import { CaseRepository } from './case.repository.js';
import { subjectOf } from './case-subject.js';

/** What is read, under which permission, and what the ledger says of it. */
export interface Reading {
  readonly id: string;
  readonly action: Action;
  readonly act: string;
  readonly data?: Record<string, string>;
}

/** One reading of one case: judged, done, and its entry written in the same transaction. A refused reading leaves none here. */
@Injectable()
export class CaseReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly cases: CaseRepository,
    private readonly breakGlass: BreakGlassService,
    private readonly ledger: CaseReadingLedger,
  ) {}

  async read<T>(
    actor: PersonActor,
    { id, action, act, data = {} }: Reading,
    read: (tx: Tx, kase: Case, now: string) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.transactions.run(async (tx) => {
      const kase = (await this.cases.find(tx, id))?.kase;
      if (kase === undefined) return refuse('not-found');
      const now = this.ledger.now();
      const decision = may(actor, action, {
        ...subjectOf(kase),
        breakGlassBy: await this.breakGlass.inForce(tx, id, now),
      });
      if (!decision.yes) return refusalOf(decision);
      const result = await read(tx, kase, now);
      if (result.ok) await this.ledger.record(tx, actor, kase, act, data);
      return result;
    });
  }
}
