import { Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Result } from '../../domain/shared/refusal.js';
import { type OwnCommand } from '../../domain/tracing/command.js';
import { Transactions } from '../../platform/transaction.js';
import { CaseDecisions, type Executed } from './case-decisions.service.js';
import { NewCaseService } from './new-case.service.js';

/** Cases that were begun on paper. */
@Injectable()
export class PaperCases {
  constructor(
    private readonly transactions: Transactions,
    private readonly fresh: NewCaseService,
    private readonly decisions: CaseDecisions,
  ) {}

  /** What we asked belongs to the agency of whoever keys it in; what we were asked belongs to the contact point, like a request of the wire. */
  async open(actor: PersonActor, command: Extract<OwnCommand, { type: 'open paper case' }>): Promise<Result<Executed>> {
    return this.transactions.runWhole(async (tx) => {
      const owningAgencyId = command.role === 'requester' ? actor.agencyId : await this.fresh.contactPoint(tx);
      const allowed = may(actor, 'cases.work', { owningAgencyId });
      if (!allowed.yes) return refusalOf(allowed);
      const compartment = { owningAgencyId, sealed: false, namedPersonIds: [], conflictPersonIds: [] };
      return this.decisions.run(tx, actor, undefined, command, await this.fresh.prepare(tx, { compartment }));
    });
  }
}
