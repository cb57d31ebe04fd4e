import { Injectable } from '@nestjs/common';
import { type PersonRole, type RoleHeld } from '../../domain/shared/actor.js';
import { instantOf, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';
import { type RoleGrant } from './person.js';

interface GrantRow {
  id: string;
  person_id: string;
  agency_id: string;
  role: PersonRole;
  valid_from: Date;
  valid_to: Date | null;
  deputy_for: string | null;
  granted_by: string | null;
  granted_at: Date;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  own_approval_reason: string | null;
  ended_at: Date | null;
}

const inForce = (grant: string, now: string): string =>
  `${grant}.confirmed_at IS NOT NULL AND ${grant}.ended_at IS NULL AND ${grant}.valid_from <= ${now} AND (${grant}.valid_to IS NULL OR ${grant}.valid_to > ${now})`;

/** The grants, as `held`, in force at the parameter `now`. A deputy's role lives no longer than the role it stands in for. */
export const heldAt = (now: string): string => `${inForce('held', now)} AND (held.deputy_for IS NULL OR EXISTS (
  SELECT 1 FROM role_grant AS stood_for
  WHERE stood_for.person_id = held.deputy_for AND stood_for.role = held.role AND stood_for.agency_id = held.agency_id
    AND stood_for.deputy_for IS NULL AND ${inForce('stood_for', now)}))`;

/** Who holds which role. */
@Injectable()
export class RoleGrantsRepository {
  async insert(tx: Tx, grant: RoleGrant): Promise<void> {
    await tx.execute(
      `INSERT INTO role_grant (id, person_id, agency_id, role, valid_from, valid_to, deputy_for, granted_by, granted_at, confirmed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        grant.id,
        grant.personId,
        grant.agencyId,
        grant.role,
        grant.validFrom,
        grant.validTo ?? null,
        grant.deputyFor ?? null,
        grant.grantedBy ?? null,
        grant.grantedAt,
        grant.confirmedAt ?? null,
      ],
    );
  }

  async findForUpdate(tx: Tx, id: string): Promise<RoleGrant | undefined> {
    const [row] = await tx.query<GrantRow>('SELECT * FROM role_grant WHERE id = $1 FOR UPDATE', [id]);
    return row && grantOf(row);
  }

  async ofPerson(tx: Tx, personId: string): Promise<readonly RoleGrant[]> {
    return (await tx.query<GrantRow>('SELECT * FROM role_grant WHERE person_id = $1 ORDER BY id', [personId])).map(
      grantOf,
    );
  }

  async confirm(tx: Tx, id: string, by: string, now: Instant, ownApprovalReason: string | undefined): Promise<void> {
    await tx.execute(
      'UPDATE role_grant SET confirmed_by = $2, confirmed_at = $3, own_approval_reason = $4 WHERE id = $1',
      [id, by, now, ownApprovalReason ?? null],
    );
  }

  async end(tx: Tx, id: string, now: Instant): Promise<void> {
    await tx.execute('UPDATE role_grant SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [id, now]);
  }

  async endAllOf(tx: Tx, personId: string, now: Instant): Promise<number> {
    return tx.execute(
      'UPDATE role_grant SET ended_at = $2 WHERE (person_id = $1 OR deputy_for = $1) AND ended_at IS NULL',
      [personId, now],
    );
  }

  async heldBy(tx: Tx, personId: string, now: Instant): Promise<readonly RoleHeld[]> {
    const rows = await tx.query<Pick<GrantRow, 'role' | 'agency_id' | 'deputy_for'>>(
      `SELECT held.role, held.agency_id, held.deputy_for FROM role_grant AS held WHERE held.person_id = $1 AND ${heldAt('$2')} ORDER BY held.id`,
      [personId, now],
    );
    return rows.map((row) => ({
      role: row.role,
      agencyId: row.agency_id,
      ...(row.deputy_for === null ? {} : { deputyFor: row.deputy_for }),
    }));
  }

  /** Who holds `role` now: in `agencyId`, or anywhere where it is undefined. Deputies are among them. */
  async holders(tx: Tx, role: PersonRole, agencyId: string | undefined, now: Instant): Promise<readonly string[]> {
    const rows = await tx.query<{ person_id: string }>(
      `SELECT DISTINCT held.person_id FROM role_grant AS held
       WHERE held.role = $1 AND ($2::uuid IS NULL OR held.agency_id = $2) AND ${heldAt('$3')} ORDER BY held.person_id`,
      [role, agencyId ?? null, now],
    );
    return rows.map((row) => row.person_id);
  }

  /** Has anybody but `personId` ever been able to confirm a role? */
  async everAnotherConfirmer(tx: Tx, personId: string): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM role_grant WHERE role IN ('administrator', 'head of NPC') AND confirmed_at IS NOT NULL AND person_id <> $1 LIMIT 1`,
      [personId],
    );
    return rows.length > 0;
  }

  /** Serialises the acts that could take the last administrator away. */
  async lockAdministrators(tx: Tx): Promise<void> {
    await tx.query(
      `SELECT id FROM role_grant WHERE role = 'administrator' AND ended_at IS NULL ORDER BY id FOR UPDATE`,
    );
  }
}

function grantOf(row: GrantRow): RoleGrant {
  return {
    id: row.id,
    personId: row.person_id,
    agencyId: row.agency_id,
    role: row.role,
    validFrom: instantOf(row.valid_from),
    ...(row.valid_to === null ? {} : { validTo: instantOf(row.valid_to) }),
    ...(row.deputy_for === null ? {} : { deputyFor: row.deputy_for }),
    ...(row.granted_by === null ? {} : { grantedBy: row.granted_by }),
    grantedAt: instantOf(row.granted_at),
    ...(row.confirmed_by === null ? {} : { confirmedBy: row.confirmed_by }),
    ...(row.confirmed_at === null ? {} : { confirmedAt: instantOf(row.confirmed_at) }),
    ...(row.own_approval_reason === null ? {} : { ownApprovalReason: row.own_approval_reason }),
    ...(row.ended_at === null ? {} : { endedAt: instantOf(row.ended_at) }),
  };
}
