import { Inject, Injectable } from '@nestjs/common';
import { compartmentOf, may, refusalOf } from '../../domain/access/policy.js';
import { isUuid } from '../../domain/shared/ids.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { addMs, isInstant, type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { decodeCursor, PAGE_LIMIT, pageOf } from '../../platform/page.js';
import { Transactions, type Tx } from '../../platform/transaction.js';
import { AbsencesService } from '../../registries/identity/absences.service.js';
import { type WorkListPage } from './dto/work-list.dto.js';
import { type DuePlace, WorkListQueries, type WorkReader } from './work-list.queries.js';
import { type WorkListAsk, type WorkListFilter } from './work-list.js';

export * from './work-list.js';

/** "Soon" is what is due within a week. */
export const SOON_MS = 7 * 86_400_000;
const NEVER = 'infinity';

/** What waits for a person, cut to what the person may know of; the entry about the reading is committed before it leaves. */
@Injectable()
export class WorkListService {
  constructor(
    private readonly transactions: Transactions,
    private readonly queries: WorkListQueries,
    private readonly absences: AbsencesService,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(actor: PersonActor, query: WorkListAsk): Promise<Result<WorkListPage>> {
    const place = placeOf(query.after);
    if (!place.ok) return place;
    const { after: _after, limit = PAGE_LIMIT, scope = 'me', ...rest } = query;
    const filter: WorkListFilter = { ...rest, scope };
    return this.transactions.run(async (tx) => {
      const reader = await this.readerOf(tx, actor);
      if (!reader.ok) return reader;
      const lines = await this.queries.list(tx, reader.value, filter, place.value, limit + 1);
      const page = pageOf(lines, limit, ({ due, id }) => [due?.at ?? NEVER, id]);
      const counts = await this.queries.counts(tx, reader.value, filter);
      await this.record(tx, actor, filter, page.items.length, reader.value.now);
      const standingInFor = reader.value.mine.filter((id) => id !== actor.id);
      return succeed({ ...page, counts, standingInFor });
    });
  }

  /** Of these cases, those that this person may know of. */
  async visibleOf(actor: PersonActor, caseIds: readonly string[]): Promise<readonly string[]> {
    const compartment = compartmentOf(actor, 'cases.work');
    if (compartment === undefined) return [];
    return this.transactions.run((tx) => this.queries.visibleOf(tx, compartment, caseIds));
  }

  private async readerOf(tx: Tx, actor: PersonActor): Promise<Result<WorkReader>> {
    const compartment = compartmentOf(actor, 'cases.work');
    if (compartment === undefined) return refusalOf({ yes: false, reason: 'no role' });
    const now = this.clock.now();
    return succeed({
      compartment,
      now,
      soon: addMs(now, SOON_MS),
      mine: [actor.id, ...(await this.absences.stoodInFor(tx, actor.id))],
      signsLevel2: may(actor, 'cases.approve', { level: 2 }).yes,
      signsAsHead: may(actor, 'cases.approve-head').yes,
      signsOwn: this.config['access.singleOfficer'],
    });
  }

  private async record(tx: Tx, actor: PersonActor, filter: WorkListFilter, count: number, at: Instant): Promise<void> {
    await this.audit.append(tx, {
      at,
      act: 'case.list-read',
      actor: { kind: actor.kind, id: actor.id },
      data: { list: 'work', ...filter, count },
    });
  }
}

function placeOf(after: string | undefined): Result<DuePlace | undefined> {
  if (after === undefined) return succeed(undefined);
  const parts = decodeCursor(after, ['string', 'string']);
  if (!parts.ok) return parts;
  const [due = '', id = ''] = parts.value.map(String);
  return isUuid(id) && (due === NEVER || isInstant(due))
    ? succeed({ due, id })
    : refuse('field-invalid', { field: '/after', rule: 'a cursor of this list' });
}
