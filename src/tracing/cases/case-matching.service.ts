import { Injectable, type OnModuleInit } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { type Case, stateOf } from '../../domain/tracing/case.js';
import { mayDo } from '../../domain/tracing/transitions.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { sameVersion } from '../../platform/etag.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { TracingService } from '../tracing.service.js';
import { CaseRecordsService } from './case-records.service.js';
import { subjectOf } from './case-subject.js';
import { CaseRepository } from './case.repository.js';
import { WorkSeams } from './work-seams.js';

/** Looks an incoming request up in the registry, so that its leads lie ready when an officer opens it. */
@Injectable()
export class CaseMatching implements OnModuleInit {
  constructor(
    private readonly cases: CaseRepository,
    private readonly records: CaseRecordsService,
    private readonly tracing: TracingService,
    private readonly audit: AuditRepository,
    private readonly transactions: Transactions,
    private readonly seams: WorkSeams,
  ) {}

  onModuleInit(): void {
    this.seams.handlers.on('registry.match', ({ caseId }) => this.transactions.run((tx) => this.match(tx, caseId)));
  }

  /** An officer looks again: the list of the case becomes what the registry says now. */
  async again(actor: PersonActor, caseId: string, readVersion: number): Promise<Result<Case>> {
    return this.transactions.run(async (tx) => {
      const stored = await this.cases.findForUpdate(tx, caseId);
      if (stored?.kase === undefined) return refuse('not-found');
      const decision = may(actor, 'cases.work', subjectOf(stored.kase));
      if (!decision.yes) return refusalOf(decision);
      const same = sameVersion(readVersion, stored.version);
      if (!same.ok) return same;
      if (!mayDo(stored.kase.role, stateOf(stored.kase), 'choose record')) return refuse('state-forbids');
      const list = await this.records.candidatesFor(tx, stored.kase);
      await this.audit.append(tx, {
        at: this.seams.clock.now(),
        act: 'markings.matched',
        actor: { kind: actor.kind, id: actor.id },
        caseId,
        thread: stored.kase.thread,
        data: { purpose: 'answer to a partner State', caseNumber: stored.kase.reference, count: list.length },
      });
      const done = await this.tracing.executeSystem(tx, caseId, { type: 'hand in candidates', list }, 'registry.match');
      return done.ok ? succeed(done.value.kase) : done;
    });
  }

  async match(tx: Tx, caseId: string): Promise<void> {
    const kase = (await this.cases.findForUpdate(tx, caseId))?.kase;
    if (kase === undefined) return;
    const list = await this.records.candidatesFor(tx, kase);
    await this.audit.append(tx, {
      at: this.seams.clock.now(),
      act: 'markings.matched',
      actor: { kind: 'system', id: 'registry.match' },
      caseId,
      thread: kase.thread,
      data: { purpose: 'incoming trace request', count: list.length },
    });
    await this.tracing.executeSystem(tx, caseId, { type: 'hand in candidates', list }, 'registry.match');
  }
}
