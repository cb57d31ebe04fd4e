import { Inject, Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { erasureRefusals, keptUntil } from '../../domain/firearm/holder-erasure.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { addMs, isInstant, type CalendarDate } from '../../domain/shared/instant.js';
import { refuse, succeed, type Refusal, type Result } from '../../domain/shared/refusal.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IdSource } from '../../platform/id-source.js';
import { type Tx } from '../../platform/transaction.js';
import { MarkingPersonsService, type MarkingPerson } from '../markings/marking-persons.service.js';
import { CaseHoldingsSeam } from './case-holdings.service.js';
import { type RegisterSubjectDto } from './data-subject.dto.js';
import {
  DataSubjectsRepository,
  type SubjectDecided,
  type SubjectFinding,
  type SubjectRequest,
} from './data-subjects.repository.js';
import { SubjectWork } from './subject-work.js';

const DAY_MS = 86_400_000;
const LISTED = 200;

export interface SubjectView {
  readonly request: SubjectRequest;
  readonly findings: readonly HeldData[];
  readonly decisions: readonly SubjectDecided[];
}

/** One place where the node holds something, and what may be done there. */
export interface HeldData extends SubjectFinding {
  /** In a marking record. */
  readonly person?: MarkingPerson;
  readonly keptUntil?: CalendarDate;
  /** What stands against erasing it now. */
  readonly against: readonly Refusal[];
}

export interface SubjectSearch {
  readonly found: number;
  readonly searched: number;
  readonly all: number;
}

/** A data subject's request: registered, looked for, shown. */
@Injectable()
export class DataSubjectsService {
  constructor(
    private readonly requests: DataSubjectsRepository,
    private readonly persons: MarkingPersonsService,
    private readonly cases: CaseHoldingsSeam,
    private readonly work: SubjectWork,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async register(actor: PersonActor, wanted: RegisterSubjectDto): Promise<Result<string>> {
    const refusal = refusalFor(actor);
    if (refusal !== undefined) return refusal;
    const { name, contact, identity, asks, receivedOn } = wanted;
    const now = this.work.clock.now();
    const start = `${receivedOn}T00:00:00.000Z`;
    if (!isInstant(start) || receivedOn > now.slice(0, 10))
      return refuse('field-invalid', { field: '/receivedOn', rule: 'an existing day, today at the latest' });
    return this.work.transactions.run(async (tx) => {
      const number = String(await this.requests.nextNumber(tx)).padStart(5, '0');
      const request: SubjectRequest = {
        id: this.ids.next(),
        reference: `${this.config['node.state']}-DS-${now.slice(0, 4)}-${number}`,
        asks,
        receivedOn,
        dueOn: addMs(start, this.config['dataSubjects.answerDays'] * DAY_MS).slice(0, 10),
        state: 'open',
        content: { name, contact, identity },
        registeredAt: now,
        registeredBy: actor.id,
        version: 1,
      };
      await this.requests.insert(tx, request);
      const { id, reference } = request;
      await this.work.record(tx, actor, 'data-subjects.registered', { requestId: id, reference, asks }, { name });
      return succeed(id);
    });
  }

  async list(actor: PersonActor): Promise<Result<readonly SubjectRequest[]>> {
    const refusal = refusalFor(actor);
    if (refusal !== undefined) return refusal;
    return this.work.transactions.run(async (tx) => {
      const found = await this.requests.list(tx, LISTED);
      await this.work.record(tx, actor, 'data-subjects.list-read', { count: found.length });
      return succeed(found);
    });
  }

  async get(actor: PersonActor, id: string): Promise<Result<SubjectView>> {
    const refusal = refusalFor(actor);
    if (refusal !== undefined) return refusal;
    return this.work.transactions.run(async (tx) => {
      const request = await this.requests.find(tx, id);
      if (request === undefined) return refuse('not-found');
      const findings = await this.held(tx, await this.requests.findings(tx, id));
      await this.work.record(tx, actor, 'data-subjects.read', { requestId: id, count: findings.length });
      return succeed({ request, findings, decisions: await this.requests.decisions(tx, id) });
    });
  }

  /** Looks through marking records and cases; finding something again adds nothing. The request is the purpose of the search. */
  async search(actor: PersonActor, id: string, spelling?: string): Promise<Result<SubjectSearch>> {
    const refusal = refusalFor(actor);
    if (refusal !== undefined) return refusal;
    return this.work.transactions.run(async (tx) => {
      const request = await this.requests.find(tx, id, true);
      if (request === undefined) return refuse('not-found');
      if (request.state === 'closed') return refuse('subject-closed');
      const name = spelling ?? request.content.name;
      const persons = await this.persons.search(tx, name, this.config['dataSubjects.findingsMax']);
      const { caseIds, searched, all } = await this.cases.get().search(tx, actor, name);
      const found = [
        ...persons.map((one) => ({ place: 'marking record' as const, objectId: one.firearmId, partId: one.holderId })),
        ...caseIds.map((caseId) => ({ place: 'case' as const, objectId: caseId, partId: caseId })),
      ];
      await this.requests.addFindings(tx, id, found, this.work.clock.now());
      const data = { requestId: id, reference: request.reference, count: found.length, searched, all };
      await this.work.record(tx, actor, 'data-subjects.searched', data, { name });
      return succeed({ found: found.length, searched, all });
    });
  }

  /** Findings with what the node holds there now. */
  async held(tx: Tx, findings: readonly SubjectFinding[]): Promise<readonly HeldData[]> {
    const ids = findings.filter(({ place }) => place === 'marking record').map(({ partId }) => partId);
    const persons = new Map((await this.persons.list(tx, ids)).map((one) => [one.holderId, one]));
    const today = this.work.clock.now().slice(0, 10);
    const held: HeldData[] = [];
    for (const finding of findings) {
      const person = finding.place === 'marking record' ? persons.get(finding.partId) : undefined;
      if (person === undefined) {
        held.push({ ...finding, against: [] });
        continue;
      }
      const facts = { ...person, openCases: await this.cases.get().openOn(tx, person.firearmId) };
      held.push({ ...finding, person, keptUntil: keptUntil(facts), against: erasureRefusals(facts, today) });
    }
    return held;
  }
}

export function refusalFor(actor: PersonActor): Refusal | undefined {
  const allowed = may(actor, 'data-subjects.work', { level: 2 });
  return allowed.yes ? undefined : refusalOf(allowed);
}
