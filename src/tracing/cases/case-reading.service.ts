import { Injectable } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { NO_ID } from '../../domain/shared/ids.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { blockersOf } from '../../domain/tracing/blockers.js';
import { sharedOf, stateOf } from '../../domain/tracing/case.js';
import { type Use, useReasons } from '../../domain/tracing/handling.js';
import { offersOf } from '../../domain/tracing/offers.js';
import { type Route, type RouteInput, routeOf } from '../../domain/tracing/route.js';
import { headOf } from '../../domain/tracing/stream.js';
import { CaseFactsService } from './case-facts.service.js';
import { CaseReader } from './case-reader.service.js';
import { pastActOf, type PastAct } from './case-history.js';
import { CaseRepository, type EventPage } from './case.repository.js';
import { CaseTrailService } from './case-trail.service.js';
import { subjectOf } from './case-subject.js';
import { viewOf, type CaseView } from './case-view.js';
import { type StreamHeads } from './dto/view.dto.js';

export type { PastAct };
export type TrailLink = RouteInput['trail'][number];

/** Reading one case: the entry in the ledger is committed before anything leaves. */
@Injectable()
export class CaseReadingService {
  constructor(
    private readonly reader: CaseReader,
    private readonly cases: CaseRepository,
    private readonly facts: CaseFactsService,
    private readonly trail: CaseTrailService,
  ) {}

  async view(actor: PersonActor, id: string): Promise<Result<CaseView>> {
    return this.reader.read(actor, { id, action: 'cases.read', act: 'case.read' }, async (tx, kase, now) => {
      const draft = kase.role === 'requester' && ['draft', 'proposed', 'approved'].includes(stateOf(kase));
      const blockers = draft
        ? blockersOf(kase, await this.facts.load(tx, kase, { type: 'propose request' }, now), now)
        : [];
      const disposal = await this.facts.load(tx, kase, { type: 'record disposal', kind: 'destroyed' }, now);
      const offers = offersOf(kase, disposal, { now, actor, commandId: NO_ID, jti: NO_ID });
      return succeed(viewOf(kase, actor, blockers, offers));
    });
  }

  /** What was done on the case, newest first, cut to what this person may see. `limit + 1` where there are more. */
  async history(actor: PersonActor, id: string, page: EventPage): Promise<Result<readonly PastAct[]>> {
    return this.reader.read(actor, { id, action: 'cases.read', act: 'case.history-read' }, async (tx, kase) => {
      const foreign = may(actor, 'cases.foreign-read', subjectOf(kase)).yes;
      const events = await this.cases.history(tx, id, page);
      return succeed(events.map((event) => pastActOf(event, kase.role, foreign)));
    });
  }

  /** Whom to ask, with reasons. `papers`: States that the officer found on the trail outside the node. */
  async route(actor: PersonActor, id: string, papers: readonly TrailLink[] = []): Promise<Result<Route>> {
    const named: Record<string, string> =
      papers.length === 0 ? {} : { papers: papers.map((link) => link.state).join(',') };
    return this.reader.read(
      actor,
      { id, action: 'cases.work', act: 'case.route-read', data: named },
      async (tx, kase) => {
        const weapon = sharedOf(kase).weapon ?? kase.draft?.body.weapon;
        if (weapon === undefined) return refuse('draft-blocked', { field: '/weapon', rule: 'ITI 17(b)' });
        return succeed(
          routeOf({
            own: kase.own,
            weapon,
            nationalCheck: kase.nationalCheck,
            ...withPapers(await this.trail.of(tx, kase, weapon), papers),
          }),
        );
      },
    );
  }

  /** Both streams' last place and hash, as a partner would be told them. */
  async heads(actor: PersonActor, id: string): Promise<Result<StreamHeads>> {
    return this.reader.read(actor, { id, action: 'cases.read', act: 'case.heads-read' }, (_tx, kase) => {
      const head = (role: 'requester' | 'responder'): StreamHeads['requester'] => ({
        seq: headOf(kase.streams, role)?.seq ?? 0,
        hash: headOf(kase.streams, role)?.mid ?? null,
      });
      return Promise.resolve(
        succeed({
          thread: kase.thread,
          sharedState: sharedOf(kase).state,
          requester: head('requester'),
          responder: head('responder'),
        }),
      );
    });
  }

  /** The answer with its limits, for a use that they cover; every reason against it otherwise. */
  async export(actor: PersonActor, id: string, use: Omit<Use, 'on'>): Promise<Result<CaseView>> {
    const reading = { id, action: 'cases.export', act: 'case.exported', data: { purpose: use.purpose } } as const;
    return this.reader.read(actor, reading, (_tx, kase, now) => {
      const reasons = useReasons(sharedOf(kase), { ...use, on: now.slice(0, 10) });
      return Promise.resolve(
        reasons.length > 0 ? refuse('use-not-covered', { reasons }) : succeed(viewOf(kase, actor, [])),
      );
    });
  }
}

function withPapers<T extends Pick<RouteInput, 'trail'>>(known: T, papers: readonly TrailLink[]): T {
  return { ...known, trail: [...known.trail, ...papers] };
}
