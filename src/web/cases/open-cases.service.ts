import { Inject, Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { isUuid } from '../../domain/shared/ids.js';
import { refuse } from '../../domain/shared/refusal.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { PeopleQueries } from '../../registries/identity/people.queries.js';
import { CaseReadingService, type PastAct } from '../../tracing/cases/case-reading.service.js';
import { type CaseView, type OpenCase } from './case-frame.js';
import { peopleOf } from './timeline.view.js';

/** Opens a case for one person, by the reading that leaves an entry. */
@Injectable()
export class OpenCases {
  constructor(
    private readonly reading: CaseReadingService,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async open(actor: PersonActor, id: string): Promise<OpenCase> {
    if (!isUuid(id)) throw new RefusalError(refuse('not-found'));
    const view = unwrap(await this.reading.view(actor, id));
    return {
      view,
      names: await this.people.namesOf(peopleIn(view)),
      now: this.clock.now(),
      zones: zonesOf(view, this.config['node.zone']),
    };
  }

  /** Names of everybody who stands in a stretch of history. */
  async namesIn(acts: readonly PastAct[]): Promise<ReadonlyMap<string, string>> {
    return this.people.namesOf(peopleOf(acts));
  }
}

function peopleIn({ case: kase }: CaseView): readonly string[] {
  const { assigneeId, proposal, accepted, chosen, closing, contacts, openedBy, compartment, paper } = kase;
  const ids = [
    assigneeId,
    openedBy,
    proposal?.by,
    proposal?.approval?.by,
    accepted?.by,
    chosen?.by,
    closing?.by,
    paper?.waiting?.transcribedBy,
    ...(paper?.confirmed ?? []).flatMap(({ transcribedBy, confirmedBy }) => [transcribedBy, confirmedBy]),
    ...contacts.map(({ by }) => by),
    ...compartment.namedPersonIds,
    ...compartment.conflictPersonIds,
  ];
  return ids.filter((id): id is string => id !== undefined && isUuid(id));
}

/** Ours first, then the other capital's as its calendar has it. */
function zonesOf({ case: kase }: CaseView, own: string): readonly string[] {
  const calendars = kase.rules === undefined ? [] : Object.values(kase.rules.calendars);
  return [own, ...calendars.filter(({ country }) => country !== kase.own).map(({ zone }) => zone)];
}
