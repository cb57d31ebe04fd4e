import { Injectable } from '@nestjs/common';
import { type Handling, type RecordFact } from '../../domain/messages/index.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { type Case, sharedOf } from '../../domain/tracing/case.js';
import { type HeldBack } from '../../domain/tracing/held-back.js';
import { type PartnerFacts, type RecordFacts } from '../../domain/tracing/command.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { type Tx } from '../../platform/transaction.js';
import { type CandidateList } from '../../registries/markings/markings.service.js';
import { CaseFactsService } from './case-facts.service.js';
import { CaseReader } from './case-reader.service.js';
import { CaseRecordsService } from './case-records.service.js';
import { viewOf, type CaseView } from './case-view.js';

export { type CaseView } from './case-view.js';

/** An incoming request beside what the registry says to it now. Leads: a person confirms one or says why none. */
export interface AnsweringView {
  readonly view: CaseView;
  readonly matches: CandidateList;
  /** Does the list that the case keeps name other records than the registry does now? */
  readonly changed: boolean;
  readonly recordGone: boolean;
}

export interface RecordBeside {
  readonly view: CaseView;
  readonly record: RecordFacts;
}

/** What an answer can be composed of. */
export interface CompositionView {
  readonly view: CaseView;
  /** All that the chosen record tells, each fact with its level; empty where no record was chosen. */
  readonly facts: readonly RecordFact[];
  readonly partner: PartnerFacts;
  /** The node's own terms; those of the request stand in it. */
  readonly handling: Handling;
  /** What a restriction that was sent holds back. */
  readonly restricted?: HeldBack;
}

/** Reading for whoever answers. */
@Injectable()
export class CaseAnswering {
  constructor(
    private readonly reader: CaseReader,
    private readonly records: CaseRecordsService,
    private readonly facts: CaseFactsService,
    private readonly audit: AuditRepository,
  ) {}

  async view(actor: PersonActor, id: string): Promise<Result<AnsweringView>> {
    return this.reader.read(actor, { id, action: 'cases.work', act: 'case.answering-read' }, async (tx, kase, at) => {
      if (kase.role !== 'responder') return refuse('not-found');
      const matches = await this.records.matchesFor(tx, kase);
      await this.recordMatching(tx, actor, kase, matches, at);
      const chosen = kase.chosen?.firearmId;
      const record = chosen === undefined ? undefined : await this.records.recordOf(tx, kase, chosen);
      return succeed({
        view: viewOf(kase, actor, []),
        matches,
        changed: idsOf(matches.candidates) !== idsOf(kase.candidates?.list ?? []),
        recordGone: chosen !== undefined && record === undefined,
      });
    });
  }

  /** One record beside the request, before it is confirmed. */
  async record(actor: PersonActor, id: string, firearmId: string): Promise<Result<RecordBeside>> {
    const reading = { id, action: 'cases.work', act: 'case.record-read', data: { firearm: firearmId } } as const;
    return this.reader.read(actor, reading, async (tx, kase) => {
      if (kase.role !== 'responder') return refuse('not-found');
      if (kase.accepted === undefined) return refuse('not-accepted-yet');
      const record = await this.records.recordOf(tx, kase, firearmId);
      return record === undefined ? refuse('not-found') : succeed({ view: viewOf(kase, actor, []), record });
    });
  }

  async composition(actor: PersonActor, id: string): Promise<Result<CompositionView>> {
    const reading = { id, action: 'cases.work', act: 'case.composition-read' } as const;
    return this.reader.read(actor, reading, async (tx, kase, now) => {
      if (kase.role !== 'responder') return refuse('not-found');
      if (kase.accepted === undefined) return refuse('not-accepted-yet');
      if (kase.chosen === undefined) return refuse('record-not-chosen');
      const known = await this.facts.load(tx, kase, { type: 'compose answer', part: 'final', level: 0 }, now);
      if (known.partner === undefined || known.handling === undefined) return refuse('partner-suspended');
      const restricted = restrictionOf(kase);
      return succeed({
        view: viewOf(kase, actor, []),
        facts: known.record?.facts ?? [],
        partner: known.partner,
        handling: known.handling,
        ...(restricted === undefined ? {} : { restricted }),
      });
    });
  }

  private async recordMatching(
    tx: Tx,
    actor: PersonActor,
    kase: Case,
    found: CandidateList,
    at: string,
  ): Promise<void> {
    await this.audit.append(tx, {
      at,
      act: 'markings.matched',
      actor: { kind: actor.kind, id: actor.id },
      caseId: kase.id,
      thread: kase.thread,
      data: { purpose: 'answer to a partner State', caseNumber: kase.reference, count: found.candidates.length },
    });
  }
}

function idsOf(list: readonly { readonly firearmId: string }[]): string {
  return list
    .map(({ firearmId }) => firearmId)
    .sort()
    .join(' ');
}

/** The last restriction that we sent, as far as it names fields of a record and its ground. */
function restrictionOf(kase: Case): HeldBack | undefined {
  const letter = sharedOf(kase)
    .read.filter(({ role, effect }) => role === kase.role && !('without' in effect))
    .map(({ entry }) => entry.letter)
    .findLast((one) => one.kind === 'RESTRICT');
  if (letter?.kind !== 'RESTRICT' || letter.body.ground === undefined) return undefined;
  return { fields: letter.body.fields as HeldBack['fields'], ground: letter.body.ground };
}
