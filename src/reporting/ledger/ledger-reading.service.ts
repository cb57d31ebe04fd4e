import { Inject, Injectable } from '@nestjs/common';
import { samplePlaces } from '../../domain/audit/sample.js';
import { type Actor } from '../../domain/shared/actor.js';
import { type Json } from '../../domain/shared/canonical.js';
import { isInstant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import {
  AuditQueries,
  type EntryFilter,
  type EntryOrder,
  type EntryRow,
  type LogHead,
} from '../../ledgers/audit/audit.queries.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { decodeCursor, PAGE_LIMIT, pageOf, type Page } from '../../platform/page.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { type LedgerEntryDto, type SampleDto } from './dto/ledger-answers.dto.js';
import { type LedgerEntriesQuery } from './dto/ledger.dto.js';
import { viewOf } from './entry-view.js';

/** Before the first id, and behind the last. */
const EDGES = { 'oldest first': '0', 'newest first': '999999999999999999' } as const satisfies Record<
  EntryOrder,
  string
>;

/** What auditors read of the ledger. No answer leaves before the entry about the reading is committed. */
@Injectable()
export class LedgerReadingService {
  constructor(
    private readonly queries: AuditQueries,
    private readonly audit: AuditRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A page of entries in the order of their writing. With a reason the personal values that are left are in the clear. */
  async listEntries(actor: Actor, query: LedgerEntriesQuery): Promise<Result<Page<LedgerEntryDto>>> {
    const filter = filterOf(query);
    for (const field of ['from', 'until'] as const) {
      const value = filter[field];
      if (value !== undefined && !isInstant(value))
        return refuse('field-invalid', { field: `/${field}`, rule: 'an existing instant' });
    }
    const order = query.order ?? 'oldest first';
    const after = query.after === undefined ? succeed([EDGES[order]]) : decodeCursor(query.after, ['string']);
    if (!after.ok) return after;
    const [id = EDGES[order]] = after.value;
    if (!/^\d{1,18}$/.test(String(id)))
      return refuse('field-invalid', { field: '/after', rule: 'a cursor of this list' });
    const limit = query.limit ?? PAGE_LIMIT;
    return this.transactions.run(async (tx) => {
      const rows = await this.queries.listEntries(tx, filter, String(id), limit + 1, order);
      const shown = rows.slice(0, limit);
      const values =
        query.reason === undefined
          ? undefined
          : await this.queries.listPersonal(
              tx,
              shown.map((row) => row.id),
            );
      await this.record(
        tx,
        actor,
        query.reason === undefined ? 'ledger.read' : 'ledger.unmasked',
        { filter: { ...filter }, count: shown.length },
        query.reason,
      );
      const page = pageOf(rows, limit, (row) => [row.id]);
      return succeed({ items: page.items.map((row) => viewOf(row, values)), next: page.next });
    });
  }

  /** One entry. With a reason the personal values that are left are in the clear. */
  async getEntry(actor: Actor, id: string, reason?: string): Promise<Result<LedgerEntryDto>> {
    if (!/^[1-9]\d{0,17}$/.test(id)) return refuse('not-found');
    return this.transactions.run(async (tx) => {
      const row = await this.queries.findEntry(tx, id);
      if (row === undefined) return refuse('not-found');
      const values = reason === undefined ? undefined : await this.queries.listPersonal(tx, [id]);
      const act = reason === undefined ? 'ledger.read' : 'ledger.unmasked';
      await this.record(tx, actor, act, { entry: id, count: 1 }, reason);
      return succeed(viewOf(row, values));
    });
  }

  /** Entries drawn by a seed, which stands in the ledger beside the draw, and every approval of own work whatever the seed. */
  async drawSample(actor: Actor, seed: string, size: number): Promise<SampleDto> {
    return this.transactions.run(async (tx) => {
      const heads = (await this.queries.listLogs(tx)).filter((head) => head.size > 0);
      const population = heads.map((head) => ({ epoch: head.epoch, size: head.size }));
      const total = heads.reduce((sum, head) => sum + head.size, 0);
      const drawn: EntryRow[] = [];
      for (const place of samplePlaces(seed, total, size)) drawn.push(...(await this.entryAt(tx, heads, place)));
      const own = await this.queries.listOwnApprovals(tx, this.config['audit.ownApprovalsMax']);
      await this.record(tx, actor, 'ledger.sampled', { seed, size, population, ownApprovals: own.count });
      return {
        seed,
        size,
        population,
        drawn: drawn.map((row) => viewOf(row)),
        ownApprovals: own.entries.map((row) => viewOf(row)),
        ownApprovalCount: own.count,
      };
    });
  }

  private async entryAt(tx: Tx, heads: readonly LogHead[], place: number): Promise<EntryRow[]> {
    let index = place;
    for (const head of heads) {
      if (index < head.size) return this.queries.listPlaces(tx, head.epoch, index, index);
      index -= head.size;
    }
    return [];
  }

  private async record(tx: Tx, actor: Actor, act: string, data: Record<string, Json>, reason?: string): Promise<void> {
    await this.audit.append(tx, {
      at: this.clock.now(),
      act,
      actor: { kind: actor.kind, id: actor.id },
      data,
      ...(reason === undefined ? {} : { personal: { reason } }),
    });
  }
}

function filterOf({ case: caseId, act, actorKind, actor: actorId, from, until }: LedgerEntriesQuery): EntryFilter {
  return {
    ...(caseId === undefined ? {} : { caseId }),
    ...(act === undefined ? {} : { act }),
    ...(actorKind === undefined ? {} : { actorKind }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}
