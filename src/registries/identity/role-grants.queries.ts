import { Injectable } from '@nestjs/common';
import { type PersonRole } from '../../domain/shared/actor.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { Clock } from '../../platform/clock.js';
import { Transactions } from '../../platform/transaction.js';
import { heldAt } from './role-grants.repository.js';

export type GrantStanding = 'pending' | 'in force' | 'to come' | 'ended';

/** A role as people read it: names beside ids, and whether it counts now. */
export interface GrantLine {
  readonly id: string;
  readonly personId: string;
  readonly person: string;
  readonly role: PersonRole;
  readonly agency: string;
  readonly validFrom: Instant;
  readonly validTo?: Instant;
  readonly deputyFor?: string;
  /** Who proposed it; absent for the first administrator's. */
  readonly grantedBy?: string;
  readonly grantedByName?: string;
  readonly grantedAt: Instant;
  readonly confirmedByName?: string;
  readonly endedAt?: Instant;
  readonly standing: GrantStanding;
}

interface Row {
  readonly id: string;
  readonly person_id: string;
  readonly person: string;
  readonly role: PersonRole;
  readonly agency: string;
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly deputy_for: string | null;
  readonly granted_by: string | null;
  readonly granted_by_name: string | null;
  readonly granted_at: Date;
  readonly confirmed_by_name: string | null;
  readonly confirmed_at: Date | null;
  readonly ended_at: Date | null;
  readonly in_force: boolean;
}

@Injectable()
export class RoleGrantsQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** What waits for a second person, oldest first. */
  async pending(): Promise<readonly GrantLine[]> {
    const rows = await this.transactions.read<Row>(
      `${SELECT} WHERE held.confirmed_at IS NULL AND held.ended_at IS NULL AND person.left_at IS NULL ORDER BY held.granted_at, held.id LIMIT 200`,
      [this.clock.now()],
    );
    return rows.map((row) => lineOf(row, this.clock.now()));
  }

  async pendingCount(): Promise<number> {
    const [row] = await this.transactions.read<{ count: number }>(
      `SELECT count(*)::integer AS count FROM role_grant AS held JOIN person ON person.id = held.person_id
       WHERE held.confirmed_at IS NULL AND held.ended_at IS NULL AND person.left_at IS NULL`,
    );
    return row?.count ?? 0;
  }

  /** All that a person was ever given: what waits first, then what is in force, each the newest first. */
  async ofPerson(personId: string): Promise<readonly GrantLine[]> {
    const rows = await this.transactions.read<Row>(
      `${SELECT} WHERE held.person_id = $2
       ORDER BY (held.confirmed_at IS NULL AND held.ended_at IS NULL) DESC, held.ended_at IS NULL DESC, held.granted_at DESC, held.id DESC LIMIT 200`,
      [this.clock.now(), personId],
    );
    return rows.map((row) => lineOf(row, this.clock.now()));
  }

  async find(id: string): Promise<GrantLine | undefined> {
    const [row] = await this.transactions.read<Row>(`${SELECT} WHERE held.id = $2`, [this.clock.now(), id]);
    return row && lineOf(row, this.clock.now());
  }
}

const SELECT = `SELECT held.id, held.person_id, person.name AS person, held.role, agency.name AS agency, held.valid_from, held.valid_to,
  stood.name AS deputy_for, held.granted_by, granter.name AS granted_by_name, held.granted_at, confirmer.name AS confirmed_by_name,
  held.confirmed_at, held.ended_at, (${heldAt('$1')}) AS in_force
  FROM role_grant AS held
  JOIN person ON person.id = held.person_id
  JOIN agency ON agency.id = held.agency_id
  LEFT JOIN person AS stood ON stood.id = held.deputy_for
  LEFT JOIN person AS granter ON granter.id = held.granted_by
  LEFT JOIN person AS confirmer ON confirmer.id = held.confirmed_by`;

function lineOf(row: Row, now: Instant): GrantLine {
  const validFrom = instantOf(row.valid_from);
  return {
    id: row.id,
    personId: row.person_id,
    person: row.person,
    role: row.role,
    agency: row.agency,
    validFrom,
    ...(row.valid_to === null ? {} : { validTo: instantOf(row.valid_to) }),
    ...(row.deputy_for === null ? {} : { deputyFor: row.deputy_for }),
    ...(row.granted_by === null ? {} : { grantedBy: row.granted_by }),
    ...(row.granted_by_name === null ? {} : { grantedByName: row.granted_by_name }),
    grantedAt: instantOf(row.granted_at),
    ...(row.confirmed_by_name === null ? {} : { confirmedByName: row.confirmed_by_name }),
    ...(row.ended_at === null ? {} : { endedAt: instantOf(row.ended_at) }),
    standing: standingOf(row, validFrom, now),
  };
}

function standingOf(row: Row, validFrom: Instant, now: Instant): GrantStanding {
  if (row.ended_at !== null) return 'ended';
  if (row.confirmed_at === null) return 'pending';
  if (row.in_force) return 'in force';
  return validFrom > now ? 'to come' : 'ended';
}
