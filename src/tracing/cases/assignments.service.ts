import { Injectable } from '@nestjs/common';
import { compartmentOf, may, refusalOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { succeed, type Result } from '../../domain/shared/refusal.js';
import { TracingService } from '../tracing.service.js';
import { CasesQueries, type NamedCase } from './cases.queries.js';
import { type HandOverDto, type MoveReport } from './dto/keeping.dto.js';

/** Cases that one hand-over moves at most; the next one goes on where it ended. */
export const HAND_OVER_MAX = 500;

/** Cases change hands. Each moves in a transaction of its own under the law of one case; what did not move is told with its code. */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly queries: CasesQueries,
    private readonly tracing: TracingService,
  ) {}

  async assign(actor: PersonActor, caseIds: readonly string[], personId: string): Promise<MoveReport> {
    const compartment = compartmentOf(actor, 'cases.work');
    if (compartment === undefined) return { moved: [], failed: [] };
    return this.move(actor, await this.queries.referencesOf(compartment, caseIds), personId);
  }

  /** One's own to a colleague; another's by who may assign. */
  async handOver(actor: PersonActor, { fromPersonId, toPersonId, reason }: HandOverDto): Promise<Result<MoveReport>> {
    const from = fromPersonId ?? actor.id;
    const allowed = may(actor, from === actor.id ? 'cases.work' : 'cases.assign');
    if (!allowed.yes) return refusalOf(allowed);
    const compartment = compartmentOf(actor, 'cases.work');
    const cases = compartment === undefined ? [] : await this.queries.inHandOf(compartment, from, HAND_OVER_MAX);
    return succeed(await this.move(actor, cases, toPersonId, reason));
  }

  private async move(
    actor: PersonActor,
    cases: readonly NamedCase[],
    personId: string,
    reason?: string,
  ): Promise<MoveReport> {
    const report: { moved: NamedCase[]; failed: MoveReport['failed'][number][] } = { moved: [], failed: [] };
    const command = { type: 'assign', personId, ...(reason === undefined ? {} : { reason }) } as const;
    for (const one of cases) {
      const done = await this.tracing.execute(actor, one.id, command);
      if (done.ok) report.moved.push(one);
      else report.failed.push({ ...one, code: done.code });
    }
    return report;
  }
}
