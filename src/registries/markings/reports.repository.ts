import { Injectable } from '@nestjs/common';
import { type ReportKind } from '../../domain/firearm/report.js';
import { type CalendarDate, type Instant } from '../../domain/shared/instant.js';
import { type Tx } from '../../platform/transaction.js';

/** A report as it came in, and its withdrawal where it did not hold. */
export interface FirearmReport {
  readonly eventId: string;
  readonly kind: ReportKind;
  readonly on: CalendarDate | null;
  readonly country: string | null;
  readonly document: string | null;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  readonly withdrawn: { readonly at: Instant; readonly by: string; readonly reason: string } | null;
}

export interface NewReport {
  readonly eventId: string;
  readonly firearmId: string;
  readonly version: number;
  readonly kind: ReportKind;
  readonly on: CalendarDate | undefined;
  readonly country: string | undefined;
  readonly document: string | undefined;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

@Injectable()
export class ReportsRepository {
  /** The event in the life of the firearm, who reported it and why, and the next version of the record. */
  async add(tx: Tx, report: NewReport): Promise<void> {
    const { eventId, firearmId, version, kind, on, country, document, at, by, reason } = report;
    await tx.execute(
      `INSERT INTO lifecycle_event (id, firearm_id, ordinal, kind, happened_on, country, document)
       SELECT $1::uuid, $2::uuid, coalesce(max(ordinal) + 1, 0), $3, $4::date, $5, $6 FROM lifecycle_event WHERE firearm_id = $2::uuid`,
      [eventId, firearmId, kind, on ?? null, country ?? null, document ?? null],
    );
    await tx.execute(
      'INSERT INTO firearm_report (event_id, firearm_id, version, reported_at, reported_by, reason) VALUES ($1, $2, $3, $4, $5, $6)',
      [eventId, firearmId, version, at, by, reason],
    );
    await raise(tx, firearmId, version);
  }

  async withdraw(
    tx: Tx,
    withdrawal: { eventId: string; firearmId: string; version: number; at: Instant; by: string; reason: string },
  ): Promise<void> {
    const { eventId, firearmId, version, at, by, reason } = withdrawal;
    await tx.execute(
      'INSERT INTO firearm_report_withdrawal (event_id, version, withdrawn_at, withdrawn_by, reason) VALUES ($1, $2, $3, $4, $5)',
      [eventId, version, at, by, reason],
    );
    await raise(tx, firearmId, version);
  }
}

/** The reports of a record in the order in which they came in, withdrawn ones too. */
export async function reportsOf(tx: Tx, firearmId: string): Promise<readonly FirearmReport[]> {
  return tx.query<FirearmReport>(
    `SELECT r.event_id AS "eventId", e.kind, e.happened_on::text AS "on", e.country, e.document, ${instant('r.reported_at')} AS at, r.reported_by AS by, r.reason,
       CASE WHEN w.event_id IS NULL THEN NULL
         ELSE json_build_object('at', ${instant('w.withdrawn_at')}, 'by', w.withdrawn_by, 'reason', w.reason) END AS withdrawn
     FROM firearm_report r JOIN lifecycle_event e ON e.id = r.event_id LEFT JOIN firearm_report_withdrawal w ON w.event_id = r.event_id
     WHERE r.firearm_id = $1 ORDER BY r.version`,
    [firearmId],
  );
}

async function raise(tx: Tx, firearmId: string, version: number): Promise<void> {
  await tx.execute('UPDATE firearm SET version = $2 WHERE id = $1', [firearmId, version]);
}

function instant(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
