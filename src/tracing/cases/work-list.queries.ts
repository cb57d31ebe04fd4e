import { Injectable } from '@nestjs/common';
import { type Compartment } from '../../domain/access/policy.js';
import { type ClockKind } from '../../domain/deadlines/clock.js';
import { type Role } from '../../domain/messages/index.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type CaseState } from '../../domain/tracing/case.js';
import { type Due, type Wait } from '../../domain/tracing/waits.js';
import { type Tx } from '../../platform/transaction.js';
import { VISIBLE } from './cases.queries.js';
import { AFTER_DUE, BY_DUE, FROM_WAITING, GROUPS, LINE, SCOPES } from './work-list.sql.js';
import { type WorkGroup, type WorkLine, type WorkListFilter } from './work-list.js';

/** Who reads the list, and when. */
export interface WorkReader {
  readonly compartment: Compartment;
  readonly now: Instant;
  readonly soon: Instant;
  /** The reader, and the absent colleagues whose deputy the reader is. */
  readonly mine: readonly string[];
  readonly signsLevel2: boolean;
  readonly signsAsHead: boolean;
  readonly signsOwn: boolean;
}

export interface DuePlace {
  /** `infinity` where no clock runs. */
  readonly due: string;
  readonly id: string;
}

interface Row {
  readonly id: string;
  readonly role: Role;
  readonly state: CaseState;
  readonly partner: string | null;
  readonly reference: string;
  readonly partner_reference: string | null;
  readonly assignee_id: string | null;
  readonly urgency: string | null;
  readonly waits: readonly Wait[];
  readonly due_at: Date | null;
  readonly due_clock: ClockKind | null;
  readonly due_standing: Due['standing'] | null;
  readonly exercise: boolean;
  readonly sealed: boolean;
  readonly opened_at: Date;
  readonly version: number;
  readonly signable: boolean;
}

/** What waits, overdue first, whatever came first; counted and cut in SQL, so that no late case is missed behind many others. */
@Injectable()
export class WorkListQueries {
  async list(
    tx: Tx,
    reader: WorkReader,
    filter: WorkListFilter,
    after: DuePlace | undefined,
    limit: number,
  ): Promise<readonly WorkLine[]> {
    const { where, values } = conditions(reader, filter);
    if (after !== undefined) {
      values.push(after.due, after.id);
      where.push(AFTER_DUE(`$${String(values.length - 1)}`, `$${String(values.length)}`));
    }
    values.push(limit);
    const rows = await tx.query<Row>(
      `${LINE} ${[FROM_WAITING, ...where].join(' AND ')} ${BY_DUE} LIMIT $${String(values.length)}`,
      values,
    );
    return rows.map(lineOf);
  }

  /** How many cases each group of the scope has, whatever else is filtered. */
  async counts(
    tx: Tx,
    reader: WorkReader,
    filter: Omit<WorkListFilter, 'group'>,
  ): Promise<Readonly<Record<WorkGroup | 'all', number>>> {
    const { where, values } = conditions(reader, filter);
    const groups = Object.entries(GROUPS).map(([name, sql]) => `count(*) FILTER (WHERE ${sql})::integer AS ${name}`);
    const [row] = await tx.query<Record<WorkGroup | 'all', number>>(
      `SELECT count(*)::integer AS "all", ${groups.join(', ')} ${[FROM_WAITING, ...where].join(' AND ')}`,
      values,
    );
    if (row === undefined) throw new Error('a count answers one row');
    return row;
  }

  async visibleOf(
    tx: Tx,
    { personId, everyAgency, agencyIds }: Compartment,
    caseIds: readonly string[],
  ): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT c.id FROM trace_case c WHERE ${VISIBLE} AND c.id = ANY ($4::uuid[])`,
      [personId, everyAgency, agencyIds, caseIds],
    );
    return rows.map(({ id }) => id);
  }
}

function conditions(
  { compartment, now, soon, mine, signsLevel2, signsAsHead, signsOwn }: WorkReader,
  filter: WorkListFilter,
): { readonly where: string[]; readonly values: unknown[] } {
  const { personId, everyAgency, agencyIds } = compartment;
  const values: unknown[] = [personId, everyAgency, agencyIds, now, soon, mine, signsLevel2, signsAsHead, signsOwn];
  const where: string[] = [SCOPES[filter.scope]];
  if (filter.group !== undefined) where.push(GROUPS[filter.group]);
  for (const [column, value] of [
    ['c.partner', filter.partner],
    ['c.role', filter.role],
    ['c.urgency', filter.urgency],
    ['c.assignee_id', filter.assigneeId],
  ] as const) {
    if (value === undefined) continue;
    values.push(value);
    where.push(`${column} = $${String(values.length)}`);
  }
  return { where, values };
}

function lineOf(row: Row): WorkLine {
  const { due_at: at, due_clock: clock, due_standing: standing } = row;
  return {
    id: row.id,
    role: row.role,
    state: row.state,
    partner: row.partner,
    reference: row.reference,
    partnerReference: row.partner_reference,
    assigneeId: row.assignee_id,
    urgency: row.urgency,
    waits: row.waits,
    due: at === null || clock === null || standing === null ? null : { at: instantOf(at), clock, standing },
    exercise: row.exercise,
    sealed: row.sealed,
    openedAt: instantOf(row.opened_at),
    version: row.version,
    signable: row.signable,
  };
}
