import { Injectable } from '@nestjs/common';
import { type Compartment } from '../../domain/access/policy.js';
import { type Role } from '../../domain/messages/index.js';
import { type CaseState, TERMINAL_STATES } from '../../domain/tracing/case.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { type CaseLine, type CaseListQuery } from './dto/view.dto.js';

interface Row {
  readonly id: string;
  readonly role: Role;
  readonly thread: string;
  readonly state: CaseState;
  readonly shared_state: string;
  readonly partner: string | null;
  readonly reference: string;
  readonly partner_reference: string | null;
  readonly incident_id: string | null;
  readonly item: number | null;
  readonly previous_case_id: string | null;
  readonly assignee_id: string | null;
  readonly outcome: string | null;
  readonly exercise: boolean;
  readonly opened_at: Date;
  readonly changed_at: Date;
  readonly due_at: Date | null;
  readonly version: number;
}

/** Lists for screens. What a compartment hides is absent from lists and counts alike. */
@Injectable()
export class CasesQueries {
  constructor(private readonly transactions: Transactions) {}

  async list(
    compartment: Compartment,
    query: Omit<CaseListQuery, 'after' | 'limit'>,
    after: string | undefined,
    limit: number,
  ): Promise<readonly CaseLine[]> {
    const filters: string[] = [VISIBLE];
    const values: unknown[] = [compartment.personId, compartment.everyAgency, compartment.agencyIds];
    const add = (sql: (parameter: string) => string, value: unknown): void => {
      if (value === undefined) return;
      values.push(value);
      filters.push(sql(`$${String(values.length)}`));
    };
    add((p) => `c.id > ${p}`, after);
    add((p) => `c.state = ${p}`, query.state);
    add((p) => `c.role = ${p}`, query.role);
    add((p) => `c.partner = ${p}`, query.partner);
    add((p) => `(c.reference = ${p} OR c.partner_reference = ${p})`, query.reference);
    add((p) => `c.assignee_id = ${p}`, query.assigneeId);
    add((p) => `c.incident_id = ${p}`, query.incidentId);
    values.push(limit);
    const rows = await this.transactions.read<Row>(
      `${SELECT} WHERE ${filters.join(' AND ')} ORDER BY c.id LIMIT $${String(values.length)}`,
      values,
    );
    return rows.map(lineOf);
  }

  /** The cases of these incidents, by their references; no more than a file of recoveries brings. */
  async ofIncidents(compartment: Compartment, incidentIds: readonly string[]): Promise<readonly CaseLine[]> {
    const rows = await this.transactions.read<Row>(
      `${SELECT} WHERE ${VISIBLE} AND c.incident_id = ANY ($4::uuid[]) ORDER BY c.reference`,
      [compartment.personId, compartment.everyAgency, compartment.agencyIds, incidentIds],
    );
    return rows.map(lineOf);
  }

  /** How many open cases lie in a person's hands, for who lets that person leave and sees none of them. Sealed ones are not counted. */
  async countOpenOf(personId: string): Promise<number> {
    const [row] = await this.transactions.read<{ count: number }>(
      `SELECT count(*)::integer AS count FROM trace_case AS c
       WHERE c.assignee_id = $1 AND NOT c.sealed AND c.state NOT IN ('closed', 'withdrawn', 'void', 'purged')`,
      [personId],
    );
    return row?.count ?? 0;
  }

  /** The newest first. */
  async search(tx: Tx, compartment: Compartment, search: CaseSearch, limit: number): Promise<readonly CaseLine[]> {
    const filters: string[] = [VISIBLE];
    const values: unknown[] = [compartment.personId, compartment.everyAgency, compartment.agencyIds];
    for (const [name, sql] of Object.entries(SEARCHED)) {
      const value = search[name as keyof CaseSearch];
      if (value === undefined) continue;
      values.push(value);
      filters.push(sql.replaceAll('?', `$${String(values.length)}`));
    }
    values.push(limit);
    const rows = await tx.query<Row>(
      `${SELECT} WHERE ${filters.join(' AND ')} ORDER BY c.id DESC LIMIT $${String(values.length)}`,
      values,
    );
    return rows.map(lineOf);
  }

  /** What a person has in hand, of what the compartment shows: oldest first. */
  async inHandOf(compartment: Compartment, personId: string, limit: number): Promise<readonly NamedCase[]> {
    return this.transactions.read<NamedCase>(
      `SELECT c.id, c.reference FROM trace_case c WHERE ${VISIBLE} AND c.assignee_id = $4 AND NOT (c.state = ANY ($5)) ORDER BY c.id LIMIT $6`,
      [compartment.personId, compartment.everyAgency, compartment.agencyIds, personId, OVER, limit],
    );
  }

  /**
   * The cases beside work that stands still: by reference, and whether the person may open them. A sealed case that does not name the person is
   * not there. Without `namesAll` only what the compartment shows is.
   */
  async beside(
    personId: string,
    compartment: Compartment | undefined,
    ids: readonly string[],
    namesAll: boolean,
  ): Promise<readonly CaseBeside[]> {
    const { everyAgency, agencyIds } = compartment ?? { everyAgency: false, agencyIds: [] };
    return this.transactions.read<CaseBeside>(
      `SELECT * FROM (SELECT c.id, c.reference, c.sealed, ($5 AND ${VISIBLE}) AS visible FROM trace_case c WHERE c.id = ANY ($4::uuid[])) AS found
       WHERE visible OR ($6 AND NOT sealed)`,
      [personId, everyAgency, agencyIds, ids, compartment !== undefined, namesAll],
    );
  }

  async referencesOf(compartment: Compartment, ids: readonly string[]): Promise<readonly NamedCase[]> {
    return this.transactions.read<NamedCase>(
      `SELECT c.id, c.reference FROM trace_case c WHERE ${VISIBLE} AND c.id = ANY ($4::uuid[]) ORDER BY c.id`,
      [compartment.personId, compartment.everyAgency, compartment.agencyIds, ids],
    );
  }
}

export interface CaseSearch {
  readonly reference?: string;
  readonly markKey?: Uint8Array;
  readonly partner?: string;
  readonly state?: string;
  readonly role?: string;
  readonly assigneeId?: string;
  readonly openedFrom?: Instant;
  readonly openedBefore?: Instant;
  /** Of the last case of the page before. */
  readonly before?: string;
}

const SEARCHED = {
  reference: '(c.reference = ? OR c.partner_reference = ?)',
  markKey: 'c.mark_keys @> ARRAY[?::bytea]',
  partner: 'c.partner = ?',
  state: 'c.state = ?',
  role: 'c.role = ?',
  assigneeId: 'c.assignee_id = ?',
  openedFrom: 'c.opened_at >= ?',
  openedBefore: 'c.opened_at < ?',
  before: 'c.id < ?',
} as const satisfies Record<keyof CaseSearch, string>;

export interface CaseBeside extends NamedCase {
  readonly visible: boolean;
}

export interface NamedCase {
  readonly id: string;
  readonly reference: string;
}

/** Nobody has these in hand any more. */
export const OVER = ['closed', ...TERMINAL_STATES] as const satisfies readonly CaseState[];

/** A sealed case is for its named persons alone; a conflict of interest hides every other one. */
export const VISIBLE = `NOT ($1 = ANY (c.conflict_person_ids))
  AND ($1 = ANY (c.named_person_ids) OR (NOT c.sealed AND ($2 OR c.owning_agency_id = ANY ($3))))`;

const SELECT = `SELECT c.id, c.role, c.thread, c.state, c.shared_state, c.partner, c.reference, c.partner_reference, c.incident_id, c.item, c.previous_case_id,
  c.assignee_id, c.outcome, c.exercise, c.opened_at, c.changed_at, c.version,
  (SELECT min(d.due_at) FROM deadline d WHERE d.case_id = c.id AND d.state = 'running') AS due_at
  FROM trace_case c`;

function lineOf(row: Row): CaseLine {
  return {
    id: row.id,
    role: row.role,
    thread: row.thread,
    state: row.state,
    sharedState: row.shared_state,
    partner: row.partner,
    reference: row.reference,
    partnerReference: row.partner_reference,
    incidentId: row.incident_id,
    item: row.item,
    previousCaseId: row.previous_case_id,
    assigneeId: row.assignee_id,
    outcome: row.outcome,
    exercise: row.exercise,
    openedAt: instantOf(row.opened_at),
    changedAt: instantOf(row.changed_at),
    dueAt: row.due_at === null ? null : instantOf(row.due_at),
    version: row.version,
  };
}
