import { Injectable } from '@nestjs/common';
import { type Compartment } from '../../domain/access/policy.js';
import { type CaseState } from '../../domain/tracing/case.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';
import { OVER, VISIBLE } from './cases.queries.js';

/** How much somebody has in hand, or how much is open with a State. */
export interface Load {
  /** A person's id, or the code of a State; null for what nobody has, or what has no State yet. */
  readonly key: string | null;
  readonly open: number;
  /** Under a term that binds; our own reminders are counted apart. */
  readonly overdue: number;
  readonly reminders: number;
  /** Of what waits for our side, as the work list shows it: what another State has to do by then is nobody's load here. */
  readonly soon: number;
  readonly oldest: Instant;
}

interface Row extends Omit<Load, 'oldest'> {
  readonly oldest: Date;
}

const BY = { person: 'c.assignee_id', partner: 'c.partner' } as const;

/** How far the cases of a compartment have come: what whoever handed a weapon in wants to know. */
export interface Standing {
  readonly drafts: number;
  readonly abroad: number;
  readonly answered: number;
  readonly closed: number;
}

/** Counts of open cases; what a compartment hides is counted for nobody. */
@Injectable()
export class WorkloadQueries {
  async by(
    tx: Tx,
    what: keyof typeof BY,
    { personId, everyAgency, agencyIds }: Compartment,
    now: Instant,
    soon: Instant,
  ): Promise<readonly Load[]> {
    const rows = await tx.query<Row>(
      `SELECT ${BY[what]}::text AS key, count(*)::integer AS open,
         count(*) FILTER (WHERE c.due_at <= $4 AND c.due_standing <> 'our reminder')::integer AS overdue,
         count(*) FILTER (WHERE c.due_at <= $4 AND c.due_standing = 'our reminder')::integer AS reminders,
         count(*) FILTER (WHERE c.waits <> '{}' AND c.due_at > $4 AND c.due_at <= $5)::integer AS soon,
         min(c.opened_at) AS oldest
       FROM trace_case c WHERE ${VISIBLE} AND NOT (c.state = ANY ($6))
       GROUP BY 1 ORDER BY overdue DESC, reminders DESC, open DESC, key NULLS FIRST`,
      [personId, everyAgency, agencyIds, now, soon, OVER],
    );
    return rows.map((row) => ({ ...row, oldest: instantOf(row.oldest) }));
  }

  async standing(tx: Tx, { personId, everyAgency, agencyIds }: Compartment): Promise<Standing> {
    const [row] = await tx.query<Standing>(
      `SELECT count(*) FILTER (WHERE c.state IN ('draft', 'proposed', 'approved'))::integer AS drafts,
         count(*) FILTER (WHERE c.state = ANY ($4))::integer AS answered,
         count(*) FILTER (WHERE c.state = ANY ($5))::integer AS closed,
         count(*) FILTER (WHERE NOT (c.state = ANY ($4) OR c.state = ANY ($5) OR c.state IN ('draft', 'proposed', 'approved')))::integer AS abroad
       FROM trace_case c WHERE ${VISIBLE} AND c.role = 'requester'`,
      [personId, everyAgency, agencyIds, ANSWERED, OVER],
    );
    if (row === undefined) throw new Error('a count answers one row');
    return row;
  }
}

const ANSWERED = ['answered', 'refused', 'not accepted', 'forwarded'] as const satisfies readonly CaseState[];
