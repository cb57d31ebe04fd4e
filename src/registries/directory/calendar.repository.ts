import { Injectable } from '@nestjs/common';
import { type CalendarDate, type Instant } from '../../domain/shared/instant.js';
import { type Calendar } from '../../domain/deadlines/calendar.js';
import { type Reader, type Tx } from '../../platform/transaction.js';

export interface RecordedCalendar {
  readonly calendar: Calendar;
  readonly source: string;
}

@Injectable()
export class CalendarRepository {
  /**
   * What the State published goes before a list of our own, a list that covers the day before one that does not, then the newer one. A published version is above
   * 0, our own below it, so that the version alone names the list wherever it is written.
   */
  async findFor(tx: Reader, country: string, day: CalendarDate): Promise<Calendar | undefined> {
    const [row] = await tx.query<{ calendar: Calendar }>(
      `SELECT calendar FROM calendar WHERE country = $1
       ORDER BY version > 0 DESC,
         (COALESCE(calendar->>'validFrom', '0000-01-01') <= $2 AND COALESCE(calendar->>'validTo', '9999-12-31') >= $2) DESC,
         abs(version) DESC
       LIMIT 1`,
      [country, day],
    );
    return row?.calendar;
  }

  async findVersion(tx: Reader, country: string, version: number): Promise<RecordedCalendar | undefined> {
    const [row] = await tx.query<RecordedCalendar>(
      'SELECT calendar, source FROM calendar WHERE country = $1 AND version = $2',
      [country, version],
    );
    return row;
  }

  /** The number of our next own list for the State: -1, -2 ... */
  async nextOwnVersion(tx: Tx, country: string): Promise<number> {
    const [row] = await tx.query<{ next: number }>(
      'SELECT LEAST(COALESCE(min(version), 0), 0) - 1 AS next FROM calendar WHERE country = $1',
      [country],
    );
    return row?.next ?? -1;
  }

  /** A version that is there already stays as it is. */
  async add(tx: Tx, calendar: Calendar, source: string, by: string, at: Instant): Promise<void> {
    await tx.execute(
      `INSERT INTO calendar (country, version, calendar, source, recorded_by, recorded_at) VALUES ($1, $2, $3::jsonb, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [calendar.country, calendar.version, JSON.stringify(calendar), source, by, at],
    );
  }
}
