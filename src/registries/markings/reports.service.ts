import { Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { decideReport } from '../../domain/firearm/report.js';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { sameVersion } from '../../platform/etag.js';
import { IdSource } from '../../platform/id-source.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { FirearmsRepository, type StoredFirearm } from './firearms.repository.js';
import { type ReportDto, type ReportWithdrawalDto } from './report.dto.js';
import { reportsOf, ReportsRepository } from './reports.repository.js';

/** What a report or a withdrawal leaves: the record is read again for all the rest. */
export interface ReportOutcome {
  readonly firearmId: string;
  readonly eventId: string;
  readonly version: number;
}

/** Lost, stolen, recovered: an event in the life of a recorded firearm; a withdrawn one stays in its history. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly firearms: FirearmsRepository,
    private readonly reports: ReportsRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** Refusals: those of `decideReport`, `version-stale`, `not-found`. */
  async report(actor: Actor, id: string, readVersion: number, report: ReportDto): Promise<Result<ReportOutcome>> {
    return this.changing(actor, id, readVersion, async (tx, stored) => {
      const at = this.clock.now();
      const decided = decideReport(stored.firearm, report, at.slice(0, 10));
      if (!decided.ok) return decided;
      const eventId = this.ids.next();
      const version = stored.version + 1;
      const { kind, on, country, document, reason } = report;
      await this.reports.add(tx, {
        eventId,
        firearmId: id,
        version,
        kind,
        on,
        country,
        document,
        at,
        by: actor.id,
        reason,
      });
      await this.audit.append(tx, {
        at,
        act: 'markings.reported',
        actor: { kind: actor.kind, id: actor.id },
        data: { firearmId: id, eventId, version, kind: report.kind },
        personal: { reason: report.reason },
      });
      return succeed({ firearmId: id, eventId, version });
    });
  }

  /** Refuses `report-unknown` where the record has no such report, or it has been withdrawn. */
  async withdraw(
    actor: Actor,
    id: string,
    eventId: string,
    readVersion: number,
    { reason }: ReportWithdrawalDto,
  ): Promise<Result<ReportOutcome>> {
    return this.changing(actor, id, readVersion, async (tx, stored) => {
      const report = (await reportsOf(tx, id)).find((one) => one.eventId === eventId);
      if (report?.withdrawn !== null) return refuse('report-unknown');
      const at = this.clock.now();
      const version = stored.version + 1;
      await this.reports.withdraw(tx, { eventId, firearmId: id, version, at, by: actor.id, reason });
      await this.audit.append(tx, {
        at,
        act: 'markings.report-withdrawn',
        actor: { kind: actor.kind, id: actor.id },
        data: { firearmId: id, eventId, version, kind: report.kind },
        personal: { reason },
      });
      return succeed({ firearmId: id, eventId, version });
    });
  }

  /** One change at a time, of the version that was read. */
  private async changing(
    actor: Actor,
    id: string,
    readVersion: number,
    change: (tx: Tx, stored: StoredFirearm) => Promise<Result<ReportOutcome>>,
  ): Promise<Result<ReportOutcome>> {
    const allowed = may(actor, 'firearms.register');
    if (!allowed.yes) return refusalOf(allowed);
    return this.transactions.run(async (tx) => {
      if (!(await this.firearms.lock(tx, id))) return refuse('not-found');
      const stored = await this.firearms.find(tx, id, false);
      if (stored === undefined) return refuse('not-found');
      const same = sameVersion(readVersion, stored.version);
      return same.ok ? change(tx, stored) : same;
    });
  }
}
