import { Injectable } from '@nestjs/common';
import { type Compartment } from '../../domain/access/policy.js';
import { type Role } from '../../domain/messages/index.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type CaseState } from '../../domain/tracing/case.js';
import { Transactions } from '../../platform/transaction.js';

export interface HistoryFilter {
  /** Of either State. */
  readonly reference?: string;
  readonly partner?: string;
  readonly role?: Role;
  readonly state?: CaseState;
  readonly openedFrom?: Instant;
  /** Exclusive. */
  readonly openedUntil?: Instant;
}

export interface HistoryLine {
  readonly id: string;
  readonly reference: string;
  readonly partner: string | null;
  readonly role: Role;
  readonly state: CaseState;
  readonly outcome: string | null;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
}

interface Row extends Omit<HistoryLine, 'openedAt' | 'changedAt'> {
  readonly opened_at: Date;
  readonly changed_at: Date;
}

/** Cases of all agencies for whoever judges the work; what is sealed is counted and nothing else. */
@Injectable()
export class HistoriesQueries {
  constructor(private readonly transactions: Transactions) {}

  /** Newest first, `limit` of them opened before the case `before`. */
  async list(
    compartment: Compartment,
    filter: HistoryFilter,
    before: string | undefined,
    limit: number,
  ): Promise<readonly HistoryLine[]> {
    const { where, values } = conditionsOf(compartment, filter);
    const rows = await this.transactions.read<Row>(
      `${SELECT} WHERE ${where} AND ($${String(values.push(before ?? null))}::uuid IS NULL OR c.id < $${String(values.length)}) ORDER BY c.id DESC LIMIT $${String(values.push(limit))}`,
      values,
    );
    return rows.map(lineOf);
  }

  async listByIds(compartment: Compartment, ids: readonly string[]): Promise<ReadonlyMap<string, HistoryLine>> {
    if (ids.length === 0) return new Map();
    const { where, values } = conditionsOf(compartment, {});
    const rows = await this.transactions.read<Row>(
      `${SELECT} WHERE ${where} AND c.id = ANY ($${String(values.push([...new Set(ids)]))}::uuid[])`,
      values,
    );
    return new Map(rows.map((row) => [row.id, lineOf(row)]));
  }

  /** Id -> reference, of those that the compartment does not hide. */
  async referencesOf(
    compartment: Compartment | undefined,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (compartment === undefined) return new Map();
    const lines = await this.listByIds(compartment, ids);
    return new Map([...lines].map(([id, line]) => [id, line.reference]));
  }

  /** How many there are, and a digest of exactly which: base64 of SHA-256 over their ids in order. */
  async population(
    compartment: Compartment,
    filter: HistoryFilter,
  ): Promise<{ readonly count: number; readonly digest: string }> {
    const { where, values } = conditionsOf(compartment, filter);
    const [row] = await this.transactions.read<{ count: string; digest: string }>(
      `SELECT count(*) AS count, encode(sha256(convert_to(coalesce(string_agg(c.id::text, ',' ORDER BY c.id), ''), 'UTF8')), 'base64') AS digest
       FROM trace_case c WHERE ${where}`,
      values,
    );
    return { count: Number(row?.count ?? 0), digest: row?.digest ?? '' };
  }

  /** The cases at these places of the population, counted from 0 in the order of ids. */
  async atPlaces(
    compartment: Compartment,
    filter: HistoryFilter,
    places: readonly number[],
  ): Promise<readonly string[]> {
    const { where, values } = conditionsOf(compartment, filter);
    const rows = await this.transactions.read<{ id: string }>(
      `SELECT id FROM (SELECT c.id, row_number() OVER (ORDER BY c.id) - 1 AS place FROM trace_case c WHERE ${where}) AS placed
       WHERE place = ANY ($${String(values.push(places))}::bigint[]) ORDER BY id`,
      values,
    );
    return rows.map(({ id }) => id);
  }

  async countSealed(): Promise<number> {
    const [row] = await this.transactions.read<{ count: string }>(
      'SELECT count(*) AS count FROM trace_case WHERE sealed',
    );
    return Number(row?.count ?? 0);
  }
}

const SELECT =
  'SELECT c.id, c.reference, c.partner, c.role, c.state, c.outcome, c.opened_at, c.changed_at FROM trace_case c';

/** As `CasesQueries` hides: a sealed case is for its named persons alone, a conflict of interest hides every other one. */
const VISIBLE = `NOT ($1 = ANY (c.conflict_person_ids))
  AND ($1 = ANY (c.named_person_ids) OR (NOT c.sealed AND ($2 OR c.owning_agency_id = ANY ($3))))`;

const CONDITIONS = {
  reference: (p) => `(c.reference = ${p} OR c.partner_reference = ${p})`,
  partner: (p) => `c.partner = ${p}`,
  role: (p) => `c.role = ${p}`,
  state: (p) => `c.state = ${p}`,
  openedFrom: (p) => `c.opened_at >= ${p}`,
  openedUntil: (p) => `c.opened_at < ${p}`,
} as const satisfies Record<keyof HistoryFilter, (parameter: string) => string>;

function conditionsOf(
  compartment: Compartment,
  filter: HistoryFilter,
): { readonly where: string; readonly values: unknown[] } {
  const values: unknown[] = [compartment.personId, compartment.everyAgency, compartment.agencyIds];
  const set = (Object.keys(CONDITIONS) as (keyof HistoryFilter)[]).flatMap((name) =>
    filter[name] === undefined ? [] : [CONDITIONS[name](`$${String(values.push(filter[name]))}`)],
  );
  return { where: [VISIBLE, ...set].join(' AND '), values };
}

function lineOf({ opened_at: openedAt, changed_at: changedAt, ...row }: Row): HistoryLine {
  return { ...row, openedAt: instantOf(openedAt), changedAt: instantOf(changedAt) };
}
