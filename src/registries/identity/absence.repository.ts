import { Injectable } from '@nestjs/common';
import { instantOf, type CalendarDate, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';

/** A time in which a colleague looks after somebody's cases. It gives no role: the deputy acts by the roles that the deputy holds. */
export interface Absence {
  readonly id: string;
  readonly personId: string;
  readonly deputyId: string;
  /** First and last day, in the zone of the contact point. */
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  readonly namedAt: Instant;
  readonly endedAt?: Instant;
}

interface Row {
  readonly id: string;
  readonly person_id: string;
  readonly deputy_id: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly named_at: Date;
  readonly ended_at: Date | null;
}

const SELECT = `SELECT id, person_id, deputy_id, first_day::text, last_day::text, named_at, ended_at FROM absence`;

@Injectable()
export class AbsenceRepository {
  async insert(tx: Tx, absence: Absence): Promise<void> {
    const { id, personId, deputyId, from, until, namedAt } = absence;
    await tx.execute(
      'INSERT INTO absence (id, person_id, deputy_id, first_day, last_day, named_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, personId, deputyId, from, until, namedAt],
    );
  }

  /** What was not ended and is not over on `day`: of the person, and with the person as deputy. */
  async presentOf(tx: Tx, personId: string, day: CalendarDate): Promise<readonly Absence[]> {
    const rows = await tx.query<Row>(
      `${SELECT} WHERE (person_id = $1 OR deputy_id = $1) AND ended_at IS NULL AND last_day >= $2 ORDER BY first_day, id`,
      [personId, day],
    );
    return rows.map(absenceOf);
  }

  /** An absence of the person that shares a day with this time. */
  async overlapping(tx: Tx, personId: string, from: CalendarDate, until: CalendarDate): Promise<boolean> {
    const rows = await tx.query(
      'SELECT 1 FROM absence WHERE person_id = $1 AND ended_at IS NULL AND first_day <= $3 AND last_day >= $2 LIMIT 1',
      [personId, from, until],
    );
    return rows.length > 0;
  }

  /** False where the person has no such absence that still runs or is to come. */
  async end(tx: Tx, id: string, personId: string, now: Instant): Promise<boolean> {
    return (
      (await tx.execute('UPDATE absence SET ended_at = $3 WHERE id = $1 AND person_id = $2 AND ended_at IS NULL', [
        id,
        personId,
        now,
      ])) === 1
    );
  }

  /** Whose deputy the person is on `day`. */
  async stoodInFor(tx: Tx, deputyId: string, day: CalendarDate): Promise<readonly string[]> {
    const rows = await tx.query<{ person_id: string }>(
      `SELECT DISTINCT person_id FROM absence
       WHERE deputy_id = $1 AND ended_at IS NULL AND first_day <= $2 AND last_day >= $2 ORDER BY person_id`,
      [deputyId, day],
    );
    return rows.map((row) => row.person_id);
  }
}

function absenceOf(row: Row): Absence {
  return {
    id: row.id,
    personId: row.person_id,
    deputyId: row.deputy_id,
    from: row.first_day,
    until: row.last_day,
    namedAt: instantOf(row.named_at),
    ...(row.ended_at === null ? {} : { endedAt: instantOf(row.ended_at) }),
  };
}
