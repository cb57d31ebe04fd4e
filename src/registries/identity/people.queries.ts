import { Injectable } from '@nestjs/common';
import { type PersonRole } from '../../domain/shared/actor.js';
import { Clock } from '../../platform/clock.js';
import { Transactions } from '../../platform/transaction.js';
import { heldAt } from './role-grants.repository.js';

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** Names for screens: whoever sees an act sees who did it. */
@Injectable()
export class PeopleQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Id -> name, also of those who have left; ids of nobody are not in it. */
  async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.transactions.read<NamedPerson>('SELECT id, name FROM person WHERE id = ANY ($1::uuid[])', [
      [...new Set(ids)],
    ]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** For a list to choose from: those present and those who have left, by name. */
  async everybody(limit: number): Promise<readonly NamedPerson[]> {
    return this.transactions.read<NamedPerson>('SELECT id, name FROM person ORDER BY name, id LIMIT $1', [limit]);
  }

  /** Who holds one of the roles in the agency now, by name. */
  async holdersOf(roles: readonly PersonRole[], agencyId: string): Promise<readonly NamedPerson[]> {
    return this.transactions.read<NamedPerson>(
      `SELECT DISTINCT person.id, person.name FROM role_grant AS held JOIN person ON person.id = held.person_id
       WHERE held.role = ANY ($1) AND held.agency_id = $2 AND person.left_at IS NULL AND ${heldAt('$3')}
       ORDER BY person.name, person.id`,
      [roles, agencyId, this.clock.now()],
    );
  }

  /** What an administrator is to look after: people present who hold no role, and roles that wait for a second person. */
  async openMatters(): Promise<{ readonly withoutRole: number; readonly toConfirm: number }> {
    const [row] = await this.transactions.read<{ without_role: number; to_confirm: number }>(
      `SELECT (SELECT count(*)::integer FROM person WHERE left_at IS NULL AND NOT EXISTS (
           SELECT 1 FROM role_grant AS held WHERE held.person_id = person.id AND ${heldAt('$1')})) AS without_role,
         (SELECT count(*)::integer FROM role_grant WHERE confirmed_at IS NULL AND ended_at IS NULL) AS to_confirm`,
      [this.clock.now()],
    );
    return { withoutRole: row?.without_role ?? 0, toConfirm: row?.to_confirm ?? 0 };
  }
}
