import { Injectable } from '@nestjs/common';
import { type PersonRole } from '../../domain/shared/actor.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { Clock } from '../../platform/clock.js';
import { Transactions } from '../../platform/transaction.js';
import { heldAt } from './role-grants.repository.js';

export const PERSON_STANDINGS = ['present', 'left', 'everybody'] as const;
export type PersonStanding = (typeof PERSON_STANDINGS)[number];

export interface PeopleFilter {
  /** Part of the name or of the sign-in name. */
  readonly text?: string;
  readonly role?: PersonRole;
  readonly agencyId?: string;
  readonly standing: PersonStanding;
}

export interface PersonLine {
  readonly id: string;
  readonly name: string;
  readonly signInName: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly createdAt: Instant;
  readonly version: number;
  readonly leftAt?: Instant;
  /** In force now. */
  readonly roles: readonly PersonRole[];
  readonly pendingRoles: number;
  /** Has a password been set? If not, the invitation is still open or has expired. */
  readonly canSignIn: boolean;
  readonly lastSeenAt?: Instant;
  readonly openSessions: number;
  readonly openTokens: number;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly sign_in_name: string;
  readonly agency_id: string;
  readonly agency: string;
  readonly created_at: Date;
  readonly version: number;
  readonly left_at: Date | null;
  readonly roles: PersonRole[] | null;
  readonly pending: number;
  readonly can_sign_in: boolean;
  readonly last_seen_at: Date | null;
  readonly sessions: number;
  readonly tokens: number;
}

/** People as a list shows them. */
@Injectable()
export class PeopleListQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** By name; `after` is the name and id of the last one of the page before. */
  async search(
    filter: PeopleFilter,
    after: readonly [name: string, id: string] | undefined,
    limit: number,
  ): Promise<readonly PersonLine[]> {
    const rows = await this.transactions.read<Row>(
      `${SELECT} WHERE ($2::text IS NULL OR person.name ILIKE $2 OR person.sign_in_name ILIKE $2)
         AND ($3::uuid IS NULL OR person.agency_id = $3)
         AND ($4 = 'everybody' OR (person.left_at IS NULL) = ($4 = 'present'))
         AND ($5::text IS NULL OR EXISTS (SELECT 1 FROM role_grant AS held WHERE held.person_id = person.id AND held.role = $5 AND ${heldAt('$1')}))
         AND ($6::text IS NULL OR (lower(person.name), person.id) > ($6, $7::uuid))
       ORDER BY lower(person.name), person.id LIMIT $8`,
      [
        this.clock.now(),
        filter.text === undefined ? null : `%${escaped(filter.text)}%`,
        filter.agencyId ?? null,
        filter.standing,
        filter.role ?? null,
        after?.[0].toLowerCase() ?? null,
        after?.[1] ?? null,
        limit,
      ],
    );
    return rows.map(lineOf);
  }

  async find(personId: string): Promise<PersonLine | undefined> {
    const [row] = await this.transactions.read<Row>(`${SELECT} WHERE person.id = $2`, [this.clock.now(), personId]);
    return row && lineOf(row);
  }

  /** How many persons hold each role now, deputies left out. */
  async holderCounts(): Promise<ReadonlyMap<PersonRole, number>> {
    const rows = await this.transactions.read<{ role: PersonRole; count: number }>(
      `SELECT held.role, count(DISTINCT held.person_id)::integer AS count FROM role_grant AS held
       WHERE held.deputy_for IS NULL AND ${heldAt('$1')} GROUP BY held.role`,
      [this.clock.now()],
    );
    return new Map(rows.map(({ role, count }) => [role, count]));
  }
}

const SELECT = `SELECT person.id, person.name, person.sign_in_name, person.agency_id, agency.name AS agency, person.created_at, person.version, person.left_at,
  (SELECT array_agg(DISTINCT held.role) FROM role_grant AS held WHERE held.person_id = person.id AND ${heldAt('$1')}) AS roles,
  (SELECT count(*)::integer FROM role_grant AS g WHERE g.person_id = person.id AND g.confirmed_at IS NULL AND g.ended_at IS NULL) AS pending,
  EXISTS (SELECT 1 FROM credential AS c WHERE c.person_id = person.id) AS can_sign_in,
  (SELECT max(s.last_seen_at) FROM account_session AS s WHERE s.person_id = person.id) AS last_seen_at,
  (SELECT count(*)::integer FROM account_session AS s WHERE s.person_id = person.id AND s.ended_at IS NULL AND s.expires_at > $1) AS sessions,
  (SELECT count(*)::integer FROM api_token AS t WHERE t.person_id = person.id AND t.revoked_at IS NULL AND t.expires_at > $1) AS tokens
  FROM person JOIN agency ON agency.id = person.agency_id`;

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');

function lineOf(row: Row): PersonLine {
  return {
    id: row.id,
    name: row.name,
    signInName: row.sign_in_name,
    agencyId: row.agency_id,
    agency: row.agency,
    createdAt: instantOf(row.created_at),
    version: row.version,
    ...(row.left_at === null ? {} : { leftAt: instantOf(row.left_at) }),
    roles: row.roles ?? [],
    pendingRoles: row.pending,
    canSignIn: row.can_sign_in,
    ...(row.last_seen_at === null ? {} : { lastSeenAt: instantOf(row.last_seen_at) }),
    openSessions: row.sessions,
    openTokens: row.tokens,
  };
}
