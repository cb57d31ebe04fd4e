import { Injectable } from '@nestjs/common';
import { compartmentOf, may, refusalOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { addMs } from '../../domain/shared/instant.js';
import { succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { Transactions } from '../../platform/transaction.js';
import { SOON_MS } from './work-list.service.js';
import { type Load, type Standing, WorkloadQueries } from './workload.queries.js';

export interface Workload {
  readonly people: readonly Load[];
  readonly partners: readonly Load[];
}

/** Who has how much in hand, for who assigns. */
@Injectable()
export class WorkloadService {
  constructor(
    private readonly transactions: Transactions,
    private readonly queries: WorkloadQueries,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async read(actor: PersonActor): Promise<Result<Workload>> {
    const allowed = may(actor, 'cases.assign');
    if (!allowed.yes) return refusalOf(allowed);
    const compartment = compartmentOf(actor, 'cases.assign');
    if (compartment === undefined) return succeed({ people: [], partners: [] });
    return this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const soon = addMs(now, SOON_MS);
      const people = await this.queries.by(tx, 'person', compartment, now, soon);
      const partners = await this.queries.by(tx, 'partner', compartment, now, soon);
      await this.audit.append(tx, {
        at: now,
        act: 'case.list-read',
        actor: { kind: actor.kind, id: actor.id },
        data: { list: 'workload', count: people.reduce((sum, { open }) => sum + open, 0) },
      });
      return succeed({ people, partners });
    });
  }

  /** Undefined for who may see no case at all. */
  async standing(actor: PersonActor): Promise<Standing | undefined> {
    const compartment = compartmentOf(actor, 'cases.read');
    return compartment && this.transactions.run((tx) => this.queries.standing(tx, compartment));
  }
}
