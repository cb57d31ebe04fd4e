import { Injectable } from '@nestjs/common';
import { type Instant } from '../../domain/shared/instant.js';
import { type ClockPolicy } from '../../domain/deadlines/presets.js';
import { type Reader, type Tx } from '../../platform/transaction.js';

export const POLICY_SCOPES = ['own', 'instrument', 'agreement', 'known practice'] as const;
export type PolicyScope = (typeof POLICY_SCOPES)[number];

export interface RecordedPolicy {
  readonly policy: ClockPolicy;
  readonly scope: PolicyScope;
  /** Between whom it is said to bind; empty for our own. */
  readonly states: readonly string[];
  /** A person has put it in force here. */
  readonly adopted: boolean;
}

@Injectable()
export class PolicyRepository {
  /** The version in force of every policy. */
  async inForce(tx: Reader): Promise<readonly RecordedPolicy[]> {
    return tx.query<RecordedPolicy>(
      `SELECT DISTINCT ON (id) policy, scope, states, adopted FROM clock_policy ORDER BY id, version DESC`,
    );
  }

  async find(tx: Reader, id: string): Promise<RecordedPolicy | undefined> {
    const [row] = await tx.query<RecordedPolicy>(
      'SELECT policy, scope, states, adopted FROM clock_policy WHERE id = $1 ORDER BY version DESC LIMIT 1',
      [id],
    );
    return row;
  }

  async findVersion(tx: Reader, id: string, version: number): Promise<RecordedPolicy | undefined> {
    const [row] = await tx.query<RecordedPolicy>(
      'SELECT policy, scope, states, adopted FROM clock_policy WHERE id = $1 AND version = $2',
      [id, version],
    );
    return row;
  }

  async list(tx: Reader, after: string, limit: number): Promise<readonly RecordedPolicy[]> {
    return tx.query<RecordedPolicy>(
      'SELECT DISTINCT ON (id) policy, scope, states, adopted FROM clock_policy WHERE id > $1 ORDER BY id, version DESC LIMIT $2',
      [after, limit],
    );
  }

  async lock(tx: Tx, id: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('clock_policy:' || $1, 0))`, [id]);
  }

  /** Answers false where this version is there already. */
  async add(tx: Tx, { policy, scope, states, adopted }: RecordedPolicy, by: string, at: Instant): Promise<boolean> {
    const added = await tx.execute(
      `INSERT INTO clock_policy (id, version, scope, states, adopted, policy, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8) ON CONFLICT DO NOTHING`,
      [policy.id, policy.version, scope, states, adopted, JSON.stringify(policy), by, at],
    );
    return added === 1;
  }
}
