import { Injectable } from '@nestjs/common';
import { type LifecycleKind, type WeaponType } from '../../domain/messages/vocabulary.js';
import { type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';

/** What one person did with a record last; neither numbers nor holders. */
export interface RecentRecord {
  readonly firearmId: string;
  readonly act: 'recorded' | 'corrected' | LifecycleKind;
  readonly at: Instant;
  readonly type: WeaponType;
  readonly make: string | null;
  readonly model: string | null;
  readonly calibre: string | null;
}

@Injectable()
export class RecentRecordsQueries {
  /** Each record once, the last act first. */
  async by(tx: Tx, personId: string, limit: number): Promise<readonly RecentRecord[]> {
    return tx.query<RecentRecord>(RECENT, [personId, limit]);
  }
}

const RECENT = `
SELECT f.id AS "firearmId", last.act, to_char(last.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, f.type, f.make, f.model, f.calibre
FROM (
  SELECT DISTINCT ON (firearm_id) firearm_id, act, at, version FROM (
    (SELECT id AS firearm_id, 'recorded' AS act, recorded_at AS at, 1 AS version FROM firearm WHERE recorded_by = $1 AND batch_id IS NULL ORDER BY recorded_at DESC LIMIT $2)
    UNION ALL
    (SELECT firearm_id, 'corrected', corrected_at, version FROM firearm_correction WHERE corrected_by = $1 ORDER BY corrected_at DESC LIMIT $2)
    UNION ALL
    (SELECT r.firearm_id, e.kind, r.reported_at, r.version FROM firearm_report r JOIN lifecycle_event e ON e.id = r.event_id WHERE r.reported_by = $1 ORDER BY r.reported_at DESC LIMIT $2)
  ) AS acts ORDER BY firearm_id, version DESC
) AS last JOIN firearm f ON f.id = last.firearm_id
ORDER BY last.at DESC, f.id LIMIT $2`;
