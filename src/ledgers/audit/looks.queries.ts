import { Injectable } from '@nestjs/common';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { Transactions } from '../../platform/transaction.js';

export interface LookSpan {
  readonly from: Instant;
  /** Exclusive. */
  readonly until: Instant;
}

/** An entry with what its data says; the reports pick out what they show. */
export interface Look {
  readonly id: string;
  readonly at: Instant;
  readonly act: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly caseId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface OfficeHours {
  readonly zone: string;
  /** ISO days of the week. */
  readonly weekend: readonly number[];
  readonly holidays: readonly string[];
  readonly fromHour: number;
  readonly untilHour: number;
}

export interface PersonCount {
  readonly personId: string;
  readonly count: number;
  readonly lastEntry: string;
}

export type LookSubject = { readonly personId: string } | { readonly caseId: string } | { readonly firearmId: string };

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly act: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly case_id: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Who looked at what, and which looks are unusual. Every query is bounded by a span of time and a limit. */
@Injectable()
export class LooksQueries {
  constructor(private readonly transactions: Transactions) {}

  /** Readings of one person, case or firearm, newest first. */
  async listLooks(
    subject: LookSubject,
    span: LookSpan,
    before: string | undefined,
    limit: number,
  ): Promise<readonly Look[]> {
    const [condition, value] = conditionOf(subject);
    return this.looks(
      `${ENTRY} WHERE ${condition} AND ${IS_LOOK} AND at >= $2 AND at < $3 AND ($4::bigint IS NULL OR id < $4) ORDER BY id DESC LIMIT $5`,
      [value, span.from, span.until, before ?? null, limit],
    );
  }

  /** Entries of some acts, newest first. */
  async listActs(acts: readonly string[], span: LookSpan, limit: number): Promise<readonly Look[]> {
    return this.looks(`${ENTRY} WHERE act = ANY ($1) AND at >= $2 AND at < $3 ORDER BY id DESC LIMIT $4`, [
      acts,
      span.from,
      span.until,
      limit,
    ]);
  }

  /** Approvals of one's own work, newest first. */
  async listOwnApprovals(span: LookSpan, limit: number): Promise<readonly Look[]> {
    return this.looks(`${ENTRY} WHERE own_approval AND at >= $1 AND at < $2 ORDER BY id DESC LIMIT $3`, [
      span.from,
      span.until,
      limit,
    ]);
  }

  /** Look-ups after which the same person did nothing on any case or recovery for `days`; those of the last days are not judged yet. */
  async listQueriesWithoutCase(span: LookSpan, days: number, now: Instant, limit: number): Promise<readonly Look[]> {
    return this.looks(
      `${ENTRY} WHERE act = 'markings.looked-up' AND actor_kind = 'person' AND at >= $1 AND at < $2
         AND at < $3::timestamptz - make_interval(days => $4)
         AND NOT EXISTS (
           SELECT FROM audit_entry work
           WHERE work.actor_kind = 'person' AND work.actor_id = entry.actor_id AND (work.case_id IS NOT NULL OR work.act = 'incident.handed-in')
             AND work.at >= entry.at AND work.at < entry.at + make_interval(days => $4)
             AND work.act NOT LIKE '%-read' AND work.act <> 'case.read'
         )
       ORDER BY id DESC LIMIT $5`,
      [span.from, span.until, now, days, limit],
    );
  }

  /** Persons by how often they looked outside the hours of the office. */
  async countOutOfHours(span: LookSpan, office: OfficeHours): Promise<readonly PersonCount[]> {
    return this.counts(
      `AND (extract(isodow FROM at AT TIME ZONE $3)::int = ANY ($4) OR to_char(at AT TIME ZONE $3, 'YYYY-MM-DD') = ANY ($5)
         OR extract(hour FROM at AT TIME ZONE $3) < $6 OR extract(hour FROM at AT TIME ZONE $3) >= $7)`,
      [span.from, span.until, office.zone, office.weekend, office.holidays, office.fromHour, office.untilHour],
    );
  }

  /** Persons by how often they looked. */
  async countLooks(span: LookSpan): Promise<readonly PersonCount[]> {
    return this.counts('', [span.from, span.until]);
  }

  /** Answers that name a natural person, by the State they went to. */
  async countLevelTwo(
    span: LookSpan,
  ): Promise<readonly { readonly partner: string; readonly proposed: number; readonly approved: number }[]> {
    const rows = await this.transactions.read<{ partner: string; proposed: string; approved: string }>(LEVEL_TWO, [
      span.from,
      span.until,
    ]);
    return rows.map(({ partner, proposed, approved }) => ({
      partner,
      proposed: Number(proposed),
      approved: Number(approved),
    }));
  }

  private async counts(more: string, values: readonly unknown[]): Promise<readonly PersonCount[]> {
    const rows = await this.transactions.read<{ person_id: string; count: string; last_entry: string }>(
      `SELECT actor_id AS person_id, count(*) AS count, max(id) AS last_entry FROM audit_entry
       WHERE actor_kind = 'person' AND act IN (${COUNTED}) AND at >= $1 AND at < $2 ${more}
       GROUP BY actor_id ORDER BY count(*) DESC, actor_id LIMIT 500`,
      values,
    );
    return rows.map((row) => ({ personId: row.person_id, count: Number(row.count), lastEntry: row.last_entry }));
  }

  private async looks(sql: string, values: readonly unknown[]): Promise<readonly Look[]> {
    return (await this.transactions.read<Row>(sql, values)).map((row) => ({
      id: row.id,
      at: instantOf(row.at),
      act: row.act,
      actor: { kind: row.actor_kind, id: row.actor_id },
      caseId: row.case_id,
      data: row.data,
    }));
  }
}

const ENTRY = `SELECT id, at, act, actor_kind, actor_id, case_id, convert_from(canonical, 'UTF8')::jsonb -> 'data' AS data FROM audit_entry entry`;

/** Looks at marking records and cases; what stands in the index of looks. */
const COUNTED = `'markings.looked-up', 'markings.read', 'case.read', 'case.exported'`;
const IS_LOOK = `(act LIKE '%.read' OR act LIKE '%-read' OR act LIKE '%.unmasked' OR act IN ('markings.looked-up', 'case.exported', 'case.foreseen', 'data-subjects.searched', 'identity.glass-broken', 'ledger.exported', 'ledger.case-exported'))`;

function conditionOf(subject: LookSubject): readonly [string, string] {
  if ('personId' in subject) return [`actor_kind = 'person' AND actor_id = $1`, subject.personId];
  if ('caseId' in subject) return ['case_id = $1', subject.caseId];
  // As the index has it.
  return [
    `act = 'markings.read' AND (substring(encode(canonical, 'escape') FROM '"firearmId":"([0-9a-f-]{36})"')) = $1`,
    subject.firearmId,
  ];
}

const LEVEL_TWO = `SELECT data ->> 'partner' AS partner, count(*) AS proposed,
  count(*) FILTER (WHERE EXISTS (
    SELECT FROM audit_entry done WHERE done.case_id = composed.case_id AND done.act = 'case.approve' AND done.id > composed.id
  )) AS approved
FROM (
  SELECT id, case_id, convert_from(canonical, 'UTF8')::jsonb -> 'data' AS data FROM audit_entry
  WHERE act = 'case.compose-answer' AND at >= $1 AND at < $2
) AS composed
WHERE data -> 'events' @> '[{"type": "proposed", "level": 2}]' AND data ->> 'partner' IS NOT NULL
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 500`;
