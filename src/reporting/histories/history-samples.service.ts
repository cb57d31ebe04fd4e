import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { compartmentOf, may, refusalOf } from '../../domain/access/policy.js';
import { samplePlaces, type ReviewVerdict } from '../../domain/audit/sample.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { MasterKey } from '../../platform/master-key.js';
import { IdSource } from '../../platform/id-source.js';
import { Transactions } from '../../platform/transaction.js';
import { HistoriesQueries, type HistoryFilter, type HistoryLine } from '../../tracing/cases/histories.queries.js';
import { LedgerWriting } from '../ledger/ledger-writing.service.js';
import { type DrawHistoriesDto, type ReviewDto } from './dto/histories.dto.js';
import { filterOf } from './history-filter.js';
import {
  HistorySamplesRepository,
  type Sample,
  type SampleCase,
  type SampleLine,
} from './history-samples.repository.js';

export interface SampleView {
  readonly sample: Sample;
  readonly cases: readonly SampledHistory[];
  /** Does the same seed draw the same cases today? It does not where one of the population was sealed or opened since. */
  readonly repeatable: boolean;
}

export interface SampledHistory {
  readonly caseId: string;
  /** Absent where the case was sealed since. */
  readonly line?: HistoryLine;
  readonly verdict?: ReviewVerdict;
  readonly note?: string;
  readonly reviewedAt?: string;
  readonly reviewedBy?: string;
}

/** Trace histories drawn at random by a seed, and what the auditor found in them. */
@Injectable()
export class HistorySamplesService {
  constructor(
    private readonly samples: HistorySamplesRepository,
    private readonly histories: HistoriesQueries,
    private readonly transactions: Transactions,
    private readonly writing: LedgerWriting,
    private readonly ids: IdSource,
    private readonly key: MasterKey,
  ) {}

  async draw(actor: PersonActor, wanted: DrawHistoriesDto): Promise<Result<string>> {
    const refusal = refusalFor(actor);
    if (refusal !== undefined) return refusal;
    const asked = filterOf(wanted);
    if (!asked.ok) return asked;
    const now = this.writing.now();
    const filter = endingBy(asked.value, now);
    const drawn = await this.drawn(actor, { filter, size: wanted.size, seed: wanted.seed ?? freshSeed() });
    if (drawn.caseIds.length === 0) return refuse('sample-empty');
    const sample: Sample = { id: this.ids.next(), ...drawn.sample, drawnAt: now, drawnBy: actor.id };
    return this.transactions.run(async (tx) => {
      await this.samples.insert(tx, sample, drawn.caseIds);
      const { id, seed, size, population, populationDigest } = sample;
      await this.writing.record(tx, actor, 'histories.sampled', {
        sampleId: id,
        seed,
        size,
        population,
        populationDigest,
        filter: { ...filter },
      });
      return succeed(sample.id);
    });
  }

  async list(actor: PersonActor, limit: number): Promise<readonly SampleLine[]> {
    if (!may(actor, 'ledger.sample').yes) return [];
    return this.transactions.run((tx) => this.samples.list(tx, limit));
  }

  async get(actor: PersonActor, id: string): Promise<Result<SampleView>> {
    const refusal = refusalFor(actor);
    if (refusal !== undefined) return refusal;
    const stored = await this.transactions.run(async (tx) => {
      const sample = await this.samples.find(tx, id);
      if (sample === undefined) return undefined;
      const cases = await this.samples.casesOf(tx, id);
      await this.writing.record(tx, actor, 'histories.sample-read', { sampleId: id, count: cases.length });
      return { sample, cases };
    });
    const compartment = compartmentOf(actor, 'cases.read');
    if (stored === undefined || compartment === undefined) return refuse('not-found');
    const lines = await this.histories.listByIds(
      compartment,
      stored.cases.map((one) => one.caseId),
    );
    const again = await this.drawn(actor, stored.sample);
    return succeed({
      sample: stored.sample,
      cases: stored.cases.map((one) => this.shown(id, one, lines.get(one.caseId))),
      repeatable:
        again.sample.populationDigest === stored.sample.populationDigest &&
        again.caseIds.join() === stored.cases.map((one) => one.caseId).join(),
    });
  }

  async review(actor: PersonActor, sampleId: string, caseId: string, review: ReviewDto): Promise<Result<null>> {
    const refusal = refusalFor(actor);
    if (refusal !== undefined) return refusal;
    const { verdict, note } = review;
    if (verdict !== 'in order' && note === undefined)
      return refuse('field-invalid', { field: '/note', rule: 'a verdict other than "in order" says what was found' });
    return this.transactions.run(async (tx) => {
      const sealed =
        note === undefined
          ? null
          : this.key.seal('review note', Buffer.from(note, 'utf8'), contextOf(sampleId, caseId));
      const at = this.writing.now();
      if (!(await this.samples.review(tx, { sampleId, caseId }, { verdict, note: sealed, at, by: actor.id })))
        return refuse('not-found');
      const personal = note === undefined ? {} : { personal: { note } };
      await this.writing.record(tx, actor, 'histories.reviewed', { sampleId, verdict }, { caseId, ...personal });
      return succeed(null);
    });
  }

  /** What seed, size and filter draw at this moment. */
  private async drawn(
    actor: PersonActor,
    { filter, size, seed }: Pick<Sample, 'filter' | 'size' | 'seed'>,
  ): Promise<{ sample: Omit<Sample, 'id' | 'drawnAt' | 'drawnBy'>; caseIds: readonly string[] }> {
    const compartment = compartmentOf(actor, 'cases.read');
    if (compartment === undefined) throw new Error('who draws histories may read cases');
    const { count, digest } = await this.histories.population(compartment, filter);
    const places = samplePlaces(seed, count, size);
    const caseIds = await this.histories.atPlaces(compartment, filter, places);
    return { sample: { seed, size, filter, population: count, populationDigest: digest }, caseIds };
  }

  private shown(sampleId: string, one: SampleCase, line: HistoryLine | undefined): SampledHistory {
    const { caseId, verdict, note, reviewedAt, reviewedBy } = one;
    return {
      caseId,
      ...(line === undefined ? {} : { line }),
      ...(verdict === undefined ? {} : { verdict }),
      ...(note === undefined
        ? {}
        : { note: this.key.open('review note', note, contextOf(sampleId, caseId)).toString('utf8') }),
      ...(reviewedAt === undefined ? {} : { reviewedAt }),
      ...(reviewedBy === undefined ? {} : { reviewedBy }),
    };
  }
}

const contextOf = (sampleId: string, caseId: string): string => `review of ${caseId} in ${sampleId}`;

function refusalFor(actor: PersonActor): ReturnType<typeof refusalOf> | undefined {
  const allowed = may(actor, 'ledger.sample');
  return allowed.yes ? undefined : refusalOf(allowed);
}

/** A draw is from what there was at its moment: a case that is opened later does not change it. */
function endingBy(filter: HistoryFilter, now: string): HistoryFilter {
  const { openedUntil = now } = filter;
  return { ...filter, openedUntil: openedUntil < now ? openedUntil : now };
}

function freshSeed(): string {
  return randomBytes(8).toString('hex');
}
