import { Injectable } from '@nestjs/common';
import { addMs, type Instant } from '../../../domain/shared/instant.js';
import { type Tx } from '../../../platform/transaction.js';

export const WIDE_STATES = ['under way', 'done', 'cancelled'] as const;
export type WideState = (typeof WIDE_STATES)[number];

export interface StoredWideSearch {
  readonly id: string;
  readonly personId: string;
  readonly caseId: string | null;
  readonly question: Buffer;
  readonly state: WideState;
  /** Numbers looked at, of about so many. */
  readonly lookedAt: number;
  readonly ofAbout: number;
  /** Numbers that fit so far. */
  readonly counted: number;
  readonly lastMark: string | null;
  readonly askedAt: Instant;
  readonly endedAt: Instant | null;
}

export type NewWideSearch = Pick<
  StoredWideSearch,
  'id' | 'personId' | 'caseId' | 'question' | 'ofAbout' | 'askedAt'
> & { readonly keepUntil: Instant | null };

/** A number of the registry, as the worker looks at it. */
export interface LookedAt {
  readonly markId: string;
  readonly norm: string;
}

export interface WideHit {
  readonly markId: string;
  readonly edits: number;
  readonly score: number;
}

/** One part that was looked at. */
export interface WideStep {
  readonly lookedAt: number;
  readonly lastMark: string | null;
  readonly hits: readonly WideHit[];
}

/** Searches that look at every number, and what they have found. */
@Injectable()
export class WideSearchRepository {
  /** False where the person has one under way. */
  async insert(tx: Tx, search: NewWideSearch): Promise<boolean> {
    const { id, personId, caseId, question, ofAbout, askedAt, keepUntil } = search;
    const inserted = await tx.execute(
      `INSERT INTO wide_search (id, person_id, case_id, question, state, of_about, asked_at, keep_until)
       VALUES ($1, $2, $3, $4, 'under way', $5, $6, $7) ON CONFLICT (person_id) WHERE state = 'under way' DO NOTHING`,
      [id, personId, caseId, question, Math.round(ofAbout), askedAt, keepUntil],
    );
    return inserted === 1;
  }

  async find(tx: Tx, id: string): Promise<StoredWideSearch | undefined> {
    return (await tx.query<StoredWideSearch>(`${SELECT} WHERE id = $1`, [id]))[0];
  }

  /** The person's own, the latest first. */
  async listOfPerson(tx: Tx, personId: string, limit: number): Promise<readonly StoredWideSearch[]> {
    return tx.query<StoredWideSearch>(`${SELECT} WHERE person_id = $1 ORDER BY id DESC LIMIT $2`, [personId, limit]);
  }

  /** Of one case, the latest first. */
  async listOfCase(tx: Tx, caseId: string, limit: number): Promise<readonly StoredWideSearch[]> {
    return tx.query<StoredWideSearch>(`${SELECT} WHERE case_id = $1 ORDER BY id DESC LIMIT $2`, [caseId, limit]);
  }

  /** That which has waited longest and which no worker holds; held until its lease ends. */
  async claim(tx: Tx, now: Instant, leaseMs: number): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      `UPDATE wide_search SET leased_until = $2 WHERE id = (
         SELECT id FROM wide_search WHERE state = 'under way' AND (leased_until IS NULL OR leased_until <= $1)
         ORDER BY leased_until NULLS FIRST, asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [now, addMs(now, leaseMs)],
    );
    return row?.id;
  }

  /** Others have their turn. */
  async release(tx: Tx, id: string, now: Instant): Promise<void> {
    await tx.execute(`UPDATE wide_search SET leased_until = $2 WHERE id = $1 AND state = 'under way'`, [id, now]);
  }

  /** Locked, so that two workers never look at one part twice. */
  async lock(tx: Tx, id: string): Promise<StoredWideSearch | undefined> {
    return (await tx.query<StoredWideSearch>(`${SELECT} WHERE id = $1 AND state = 'under way' FOR UPDATE`, [id]))[0];
  }

  async next(tx: Tx, after: string | null, limit: number): Promise<readonly LookedAt[]> {
    return tx.query<LookedAt>(
      `SELECT mark_id AS "markId", norm FROM mark_key WHERE $1::uuid IS NULL OR mark_id > $1 ORDER BY mark_id LIMIT $2`,
      [after, limit],
    );
  }

  /** Keeps the best `keepMax` of all that were found so far. */
  async advance(tx: Tx, id: string, step: WideStep, leasedUntil: Instant, keepMax: number): Promise<void> {
    const { lookedAt, lastMark, hits } = step;
    await tx.execute(
      `UPDATE wide_search SET looked_at = looked_at + $2, last_mark = coalesce($3, last_mark), counted = counted + $4, leased_until = $5 WHERE id = $1`,
      [id, lookedAt, lastMark, hits.length, leasedUntil],
    );
    if (hits.length === 0) return;
    await tx.execute(
      `INSERT INTO wide_search_hit (search_id, mark_id, edits, score)
       SELECT $1, mark_id, edits, score FROM unnest($2::uuid[], $3::smallint[], $4::real[]) AS hit (mark_id, edits, score)`,
      [id, hits.map(({ markId }) => markId), hits.map(({ edits }) => edits), hits.map(({ score }) => score)],
    );
    await tx.execute(
      `DELETE FROM wide_search_hit WHERE search_id = $1 AND mark_id IN (
         SELECT mark_id FROM wide_search_hit WHERE search_id = $1 ORDER BY score DESC, edits, mark_id OFFSET $2)`,
      [id, keepMax],
    );
  }

  /** Answers whether it was under way. */
  async end(tx: Tx, id: string, state: Exclude<WideState, 'under way'>, at: Instant): Promise<boolean> {
    const ended = await tx.execute(
      `UPDATE wide_search SET state = $2, ended_at = $3, leased_until = NULL WHERE id = $1 AND state = 'under way'`,
      [id, state, at],
    );
    return ended === 1;
  }

  async hits(tx: Tx, id: string): Promise<readonly string[]> {
    const rows = await tx.query<{ markId: string }>(
      'SELECT mark_id AS "markId" FROM wide_search_hit WHERE search_id = $1 ORDER BY score DESC, edits, mark_id',
      [id],
    );
    return rows.map(({ markId }) => markId);
  }

  /** What is past keeping: without a case after its days, with one when the key of the case is destroyed. Answers how many. */
  async removeExpired(tx: Tx, now: Instant, limit: number): Promise<number> {
    return tx.execute(
      `DELETE FROM wide_search WHERE id IN (
         SELECT id FROM wide_search s WHERE keep_until <= $1
         UNION ALL
         SELECT id FROM wide_search s WHERE case_id IS NOT NULL AND NOT EXISTS (SELECT FROM case_key k WHERE k.case_id = s.case_id)
         LIMIT $2)`,
      [now, limit],
    );
  }
}

const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const SELECT = `
SELECT id, person_id AS "personId", case_id AS "caseId", question, state, looked_at::float8 AS "lookedAt", of_about::float8 AS "ofAbout", counted,
  last_mark AS "lastMark", ${time('asked_at')} AS "askedAt", ${time('ended_at')} AS "endedAt" FROM wide_search`;
