import { Injectable } from '@nestjs/common';
import { type FollowUp } from '../../domain/tracing/plan.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { CaseCipher } from '../../platform/case-cipher.js';
import { type Tx } from '../../platform/transaction.js';
import { TracingService } from '../tracing.service.js';
import { CaseMatching } from './case-matching.service.js';

/** What each kind of follow-up does. */
@Injectable()
export class FollowUpWork {
  constructor(
    private readonly tracing: TracingService,
    private readonly matching: CaseMatching,
    private readonly cipher: CaseCipher,
    private readonly audit: AuditRepository,
  ) {}

  async carryOut(tx: Tx, followUp: FollowUp): Promise<void> {
    switch (followUp.kind) {
      case 'command':
        await this.tracing.executeSystem(tx, followUp.caseId, followUp.command, 'chain');
        return;
      case 'open':
        await this.tracing.openNext(tx, followUp.caseId, { type: 'open next case', from: followUp.from });
        return;
      case 'match':
        await this.matching.match(tx, followUp.caseId);
        return;
      case 'erase':
        await this.cipher.erase(tx, followUp.caseId);
        await this.audit.erasePersonal(tx, followUp.caseId);
        return;
    }
  }
}
