import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { TracingService } from '../tracing.service.js';
import { CaseRecordsService } from './case-records.service.js';
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
