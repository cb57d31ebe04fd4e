import { Injectable } from '@nestjs/common';
import { type PersonRole, type RoleHeld } from '../../domain/shared/actor.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { Transactions } from '../../platform/transaction.js';
import { heldAt } from './role-grants.repository.js';

/** Who is behind a secret, with the roles of this moment. */
export interface Carrier {
  readonly personId: string;
  readonly agencyId: string;
  readonly credentialId: string;
  readonly roles: readonly RoleHeld[];
  /** Of a session. */
  readonly lastSeenAt?: Instant;
  /** Of a token. */
  readonly scopes?: readonly string[];
}

interface CarrierRow {
  person_id: string;
  agency_id: string;
  credential_id: string;
  last_seen_at: Date | null;
  scopes: string[] | null;
  roles: { role: PersonRole; agencyId: string; deputyFor: string | null }[] | null;
}

const rolesAt = (now: string): string => `(
  SELECT json_agg(json_build_object('role', held.role, 'agencyId', held.agency_id, 'deputyFor', held.deputy_for) ORDER BY held.id)
  FROM role_grant AS held WHERE held.person_id = person.id AND ${heldAt(now)}) AS roles`;

/** One statement per request: the guard asks before every route. */
@Injectable()
export class ActorQueries {
  constructor(private readonly transactions: Transactions) {}

  async ofSession(secretHash: Uint8Array, now: Instant, seenAfter: Instant): Promise<Carrier | undefined> {
    return this.one(
      `SELECT person.id AS person_id, person.agency_id, carried.id AS credential_id, carried.last_seen_at, NULL::text[] AS scopes, ${rolesAt('$2')}
       FROM account_session AS carried JOIN person ON person.id = carried.person_id
       WHERE carried.secret_hash = $1 AND carried.ended_at IS NULL AND carried.expires_at > $2 AND carried.last_seen_at > $3 AND person.left_at IS NULL`,
      [secretHash, now, seenAfter],
    );
  }

  async ofToken(secretHash: Uint8Array, now: Instant): Promise<Carrier | undefined> {
    return this.one(
      `SELECT person.id AS person_id, person.agency_id, carried.id AS credential_id, NULL::timestamptz AS last_seen_at, carried.scopes, ${rolesAt('$2')}
       FROM api_token AS carried JOIN person ON person.id = carried.person_id
       WHERE carried.secret_hash = $1 AND carried.revoked_at IS NULL AND carried.expires_at > $2 AND person.left_at IS NULL`,
      [secretHash, now],
    );
  }

  /** Whose session this was, ended or not: what its page had typed is kept for that person. */
  async formerOwner(secretHash: Uint8Array): Promise<{ personId: string; credentialId: string } | undefined> {
    const [row] = await this.transactions.read<{ person_id: string; credential_id: string }>(
      `SELECT carried.person_id, carried.id AS credential_id FROM account_session AS carried JOIN person ON person.id = carried.person_id
       WHERE carried.secret_hash = $1 AND person.left_at IS NULL`,
      [secretHash],
    );
    return row && { personId: row.person_id, credentialId: row.credential_id };
  }

  /** For the command line, where no secret is carried. */
  async ofPerson(personId: string, now: Instant): Promise<Carrier | undefined> {
    return this.one(
      `SELECT person.id AS person_id, person.agency_id, person.id AS credential_id, NULL::timestamptz AS last_seen_at, NULL::text[] AS scopes, ${rolesAt('$2')}
       FROM person WHERE person.id = $1 AND person.left_at IS NULL`,
      [personId, now],
    );
  }

  private async one(sql: string, parameters: readonly unknown[]): Promise<Carrier | undefined> {
    const [row] = await this.transactions.read<CarrierRow>(sql, parameters);
    return row && carrierOf(row);
  }
}

function carrierOf(row: CarrierRow): Carrier {
  return {
    personId: row.person_id,
    agencyId: row.agency_id,
    credentialId: row.credential_id,
    roles: (row.roles ?? []).map(({ role, agencyId, deputyFor }) => ({
      role,
      agencyId,
      ...(deputyFor === null ? {} : { deputyFor }),
    })),
    ...(row.last_seen_at === null ? {} : { lastSeenAt: instantOf(row.last_seen_at) }),
    ...(row.scopes === null ? {} : { scopes: row.scopes }),
  };
}
