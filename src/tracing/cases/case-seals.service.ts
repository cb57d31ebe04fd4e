import { Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { sharedOf, stateOf } from '../../domain/tracing/case.js';
import { NoticeRepository } from '../../ledgers/notices/notice.repository.js';
import { Transactions } from '../../platform/transaction.js';
import { BreakGlassService } from '../../registries/identity/break-glass.service.js';
import { TracingService } from '../tracing.service.js';
import { type ActView } from './case-acts.service.js';
import { CaseRepository } from './case.repository.js';
import { subjectOf } from './case-subject.js';
import { type CompartmentDto } from './dto/command.dto.js';

/** Who may know of a case. */
@Injectable()
export class CaseSealsService {
  constructor(
    private readonly tracing: TracingService,
    private readonly cases: CaseRepository,
    private readonly breakGlass: BreakGlassService,
    private readonly notices: NoticeRepository,
    private readonly transactions: Transactions,
  ) {}

  /** The owning agency stays; a sealed case names at least one person, or nobody could ever open it. */
  async change(actor: PersonActor, id: string, version: number, to: CompartmentDto): Promise<Result<ActView>> {
    const { sealed, namedPersonIds, conflictPersonIds, reason } = to;
    if (sealed && namedPersonIds.length === 0)
      return refuse('field-invalid', { field: '/namedPersonIds', rule: 'a sealed case names who may see it' });
    const stored = await this.transactions.run((tx) => this.cases.find(tx, id));
    if (stored?.kase === undefined) return refuse('not-found');
    const compartment = {
      owningAgencyId: stored.kase.compartment.owningAgencyId,
      sealed,
      namedPersonIds,
      conflictPersonIds,
    };
    const done = await this.tracing.execute(actor, id, { type: 'change compartment', compartment, reason }, version);
    if (!done.ok) return done;
    const { kase } = done.value;
    return succeed({ id, state: stateOf(kase), sharedState: sharedOf(kase).state, version: kase.version });
  }

  /** By a reference, since a sealed case stands in no list. What is not there and what one may not open answer alike. */
  async breakByReference(
    actor: PersonActor,
    reference: string,
    reason: string,
  ): Promise<Result<{ readonly caseId: string; readonly until: string }>> {
    const caseId = await this.transactions.run((tx) => this.cases.idByReference(tx, reference.trim()));
    if (caseId === undefined) return refuse('not-found', { field: '/reference' });
    const broken = await this.break(actor, caseId, reason);
    if (broken.ok) return succeed({ caseId, ...broken.value });
    return broken.code === 'not-found' ? refuse('not-found', { field: '/reference' }) : broken;
  }

  async break(actor: PersonActor, id: string, reason: string): Promise<Result<{ readonly until: string }>> {
    return this.transactions.run(async (tx) => {
      const kase = (await this.cases.find(tx, id))?.kase;
      if (kase === undefined) return refuse('not-found');
      const broken = await this.breakGlass.break(tx, actor, id, subjectOf(kase), reason);
      if (!broken.ok) return broken;
      const { glass, tell } = broken.value;
      // Who is told may not know of the case itself: the notice names who broke a seal, not what lies behind it.
      await this.notices.add(tx, {
        cause: glass.id,
        personIds: tell,
        code: 'seal broken',
        detail: { by: actor.id, glassId: glass.id, until: glass.until },
        at: glass.brokenAt,
      });
      return succeed({ until: glass.until });
    });
  }
}
