import { Inject, Injectable } from '@nestjs/common';
import { compartmentOf, may, refusalOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { succeed, type Result } from '../../domain/shared/refusal.js';
import { LooksQueries, type Look, type LookSpan, type LookSubject } from '../../ledgers/audit/looks.queries.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions } from '../../platform/transaction.js';
import { LedgerWriting } from '../ledger/ledger-writing.service.js';
import { UnusualUse } from './unusual-use.service.js';
import { type LookReport, type Report } from './report.js';

export { type Cell, type Report } from './report.js';

const PAGE = 50;

/** Who looked at what, and the reports on unusual use. What it answers is an entry first. */
@Injectable()
export class LooksService {
  constructor(
    private readonly looks: LooksQueries,
    private readonly unusual: UnusualUse,
    private readonly transactions: Transactions,
    private readonly writing: LedgerWriting,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Readings of one person, case or firearm, newest first. */
  async list(
    actor: PersonActor,
    subject: LookSubject,
    span: LookSpan,
    before?: string,
  ): Promise<Result<{ readonly items: readonly Look[]; readonly next: string | null }>> {
    const allowed = may(actor, 'ledger.read');
    if (!allowed.yes) return refusalOf(allowed);
    const rows = await this.looks.listLooks(subject, span, before, PAGE + 1);
    const items = rows.slice(0, PAGE);
    await this.transactions.run((tx) =>
      this.writing.record(tx, actor, 'reports.read', { report: 'looks', subject: { ...subject }, count: items.length }),
    );
    return succeed({ items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null });
  }

  /** `as`: shown on a page or taken away as a file. */
  async report(
    actor: PersonActor,
    report: LookReport,
    span: LookSpan,
    as: 'page' | 'file' = 'page',
  ): Promise<Result<Report>> {
    const allowed = may(actor, 'ledger.read');
    if (!allowed.yes) return refusalOf(allowed);
    const compartment = compartmentOf(actor, 'cases.read');
    const made = await this.unusual.report(actor, compartment, report, span, this.config['reports.rowsMax']);
    const act = as === 'page' ? 'reports.read' : 'reports.exported';
    await this.transactions.run((tx) =>
      this.writing.record(tx, actor, act, { report, ...span, count: made.rows.length }),
    );
    return succeed(made);
  }
}
