import { Injectable } from '@nestjs/common';
import { type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';

export interface BrokenGlass {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string;
  readonly reason: string;
  readonly brokenAt: Instant;
  readonly until: Instant;
}

/** Sealed cases that somebody opened: written once, never changed. */
@Injectable()
export class BreakGlassRepository {
  async insert(tx: Tx, glass: BrokenGlass): Promise<void> {
    await tx.execute(
      'INSERT INTO break_glass (id, case_id, person_id, reason, broken_at, until) VALUES ($1, $2, $3, $4, $5, $6)',
      [glass.id, glass.caseId, glass.personId, glass.reason, glass.brokenAt, glass.until],
    );
  }

  async inForce(tx: Tx, caseId: string, now: Instant): Promise<readonly string[]> {
    const rows = await tx.query<{ person_id: string }>(
      'SELECT DISTINCT person_id FROM break_glass WHERE case_id = $1 AND broken_at <= $2 AND until > $2',
      [caseId, now],
    );
    return rows.map((row) => row.person_id);
  }
}
