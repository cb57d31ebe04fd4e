import { Injectable } from '@nestjs/common';
import { compartmentOf } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditQueries } from '../../ledgers/audit/audit.queries.js';
import { decodeCursor, pageOf, type Page } from '../../platform/page.js';
import { Transactions } from '../../platform/transaction.js';
import { HistoriesQueries, type HistoryLine } from '../../tracing/cases/histories.queries.js';
import { type LedgerEntryDto } from '../ledger/dto/ledger-answers.dto.js';
import { viewOf } from '../ledger/entry-view.js';
import { LedgerWriting } from '../ledger/ledger-writing.service.js';
import { type HistoryListQuery } from './dto/histories.dto.js';
import { filterOf } from './history-filter.js';

export interface HistoryView {
  readonly line: HistoryLine;
  /** The case's entries of the ledger in their order; personal values behind their hashes unless a reason was given. */
  readonly entries: Page<LedgerEntryDto>;
}

const ENTRIES = 200;
const CASES = 50;

/** Trace histories of all agencies, as the ledger tells them. */
@Injectable()
export class HistoryReadingService {
  constructor(
    private readonly histories: HistoriesQueries,
    private readonly queries: AuditQueries,
    private readonly transactions: Transactions,
    private readonly writing: LedgerWriting,
  ) {}

  async list(
    actor: PersonActor,
    query: HistoryListQuery,
  ): Promise<
    Result<{ readonly items: readonly HistoryLine[]; readonly next: string | null; readonly sealed: number }>
  > {
    const compartment = compartmentOf(actor, 'cases.read');
    if (compartment === undefined) return refuse('not-allowed');
    const filter = filterOf(query);
    if (!filter.ok) return filter;
    const rows = await this.histories.list(compartment, filter.value, query.after, CASES + 1);
    const items = rows.slice(0, CASES);
    const sealed = await this.histories.countSealed();
    await this.transactions.run((tx) =>
      this.writing.record(tx, actor, 'histories.list-read', { filter: { ...filter.value }, count: items.length }),
    );
    return succeed({ items, next: rows.length > CASES ? (items.at(-1)?.id ?? null) : null, sealed });
  }

  async get(
    actor: PersonActor,
    caseId: string,
    more: { readonly reason?: string; readonly after?: string } = {},
  ): Promise<Result<HistoryView>> {
    const compartment = compartmentOf(actor, 'cases.read');
    const line =
      compartment === undefined ? undefined : (await this.histories.listByIds(compartment, [caseId])).get(caseId);
    if (line === undefined) return refuse('not-found');
    const after = more.after === undefined ? succeed(['0']) : decodeCursor(more.after, ['string']);
    if (!after.ok) return after;
    const from = String(after.value[0]);
    if (!/^\d{1,18}$/.test(from)) return refuse('field-invalid', { field: '/after', rule: 'a cursor of this list' });
    const { reason } = more;
    return this.transactions.run(async (tx) => {
      const rows = await this.queries.listEntries(tx, { caseId }, from, ENTRIES + 1);
      const page = pageOf(rows, ENTRIES, (row) => [row.id]);
      const ids = page.items.map((row) => row.id);
      const values = reason === undefined ? undefined : await this.queries.listPersonal(tx, ids);
      const act = reason === undefined ? 'histories.read' : 'histories.unmasked';
      const personal = reason === undefined ? {} : { personal: { reason } };
      await this.writing.record(tx, actor, act, { count: ids.length }, { caseId, ...personal });
      return succeed({ line, entries: { items: page.items.map((row) => viewOf(row, values)), next: page.next } });
    });
  }
}
