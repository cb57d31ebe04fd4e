import { Injectable } from '@nestjs/common';
import { type ReviewVerdict } from '../../domain/audit/sample.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';
import { type HistoryFilter } from '../../tracing/cases/histories.queries.js';

export interface Sample {
  readonly id: string;
  readonly seed: string;
  readonly size: number;
  readonly filter: HistoryFilter;
  readonly population: number;
  readonly populationDigest: string;
  readonly drawnAt: Instant;
  readonly drawnBy: string;
}

export interface SampleCase {
  readonly ordinal: number;
  readonly caseId: string;
  readonly verdict?: ReviewVerdict;
  /** Sealed. */
  readonly note?: Buffer;
  readonly reviewedAt?: Instant;
  readonly reviewedBy?: string;
}

export type SampleLine = Sample & { readonly drawn: number; readonly reviewed: number };

interface SampleRow {
  readonly id: string;
  readonly seed: string;
  readonly size: number;
  readonly filter: HistoryFilter;
  readonly population: number;
  readonly population_digest: string;
  readonly drawn_at: Date;
  readonly drawn_by: string;
}

interface CaseRow {
  readonly ordinal: number;
  readonly case_id: string;
  readonly verdict: ReviewVerdict | null;
  readonly note: Buffer | null;
  readonly reviewed_at: Date | null;
  readonly reviewed_by: string | null;
}

/** Samples as they were drawn; only their reviews are added to. */
@Injectable()
export class HistorySamplesRepository {
  async insert(tx: Tx, sample: Sample, caseIds: readonly string[]): Promise<void> {
    const { id, seed, size, filter, population, populationDigest, drawnAt, drawnBy } = sample;
    await tx.execute(
      'INSERT INTO history_sample (id, seed, size, filter, population, population_digest, drawn_at, drawn_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [id, seed, size, JSON.stringify(filter), population, populationDigest, drawnAt, drawnBy],
    );
    await tx.execute(
      'INSERT INTO history_sample_case (sample_id, ordinal, case_id) SELECT $1, one.ordinal, one.id FROM unnest($2::uuid[]) WITH ORDINALITY AS one (id, ordinal)',
      [id, caseIds],
    );
  }

  async list(tx: Tx, limit: number): Promise<readonly SampleLine[]> {
    const rows = await tx.query<SampleRow & { drawn: string; reviewed: string }>(
      `SELECT sample.*, count(one.case_id) AS drawn, count(one.verdict) AS reviewed
       FROM history_sample sample LEFT JOIN history_sample_case one ON one.sample_id = sample.id
       GROUP BY sample.id ORDER BY sample.id DESC LIMIT $1`,
      [limit],
    );
    return rows.map((row) => ({ ...sampleOf(row), drawn: Number(row.drawn), reviewed: Number(row.reviewed) }));
  }

  async find(tx: Tx, id: string): Promise<Sample | undefined> {
    return (await tx.query<SampleRow>('SELECT * FROM history_sample WHERE id = $1', [id])).map(sampleOf)[0];
  }

  async casesOf(tx: Tx, id: string): Promise<readonly SampleCase[]> {
    const rows = await tx.query<CaseRow>('SELECT * FROM history_sample_case WHERE sample_id = $1 ORDER BY ordinal', [
      id,
    ]);
    return rows.map(caseOf);
  }

  /** False where the case is not in the sample. */
  async review(
    tx: Tx,
    place: { readonly sampleId: string; readonly caseId: string },
    review: { verdict: ReviewVerdict; note: Buffer | null; at: Instant; by: string },
  ): Promise<boolean> {
    const changed = await tx.execute(
      'UPDATE history_sample_case SET verdict = $3, note = $4, reviewed_at = $5, reviewed_by = $6 WHERE sample_id = $1 AND case_id = $2',
      [place.sampleId, place.caseId, review.verdict, review.note, review.at, review.by],
    );
    return changed === 1;
  }
}

function sampleOf(row: SampleRow): Sample {
  return {
    id: row.id,
    seed: row.seed,
    size: row.size,
    filter: row.filter,
    population: row.population,
    populationDigest: row.population_digest,
    drawnAt: instantOf(row.drawn_at),
    drawnBy: row.drawn_by,
  };
}

function caseOf(row: CaseRow): SampleCase {
  return {
    ordinal: row.ordinal,
    caseId: row.case_id,
    ...(row.verdict === null ? {} : { verdict: row.verdict }),
    ...(row.note === null ? {} : { note: row.note }),
    ...(row.reviewed_at === null ? {} : { reviewedAt: instantOf(row.reviewed_at) }),
    ...(row.reviewed_by === null ? {} : { reviewedBy: row.reviewed_by }),
  };
}
