import { Injectable } from '@nestjs/common';
import { compartmentOf, refusalOf } from '../../domain/access/policy.js';
import { normalForm } from '../../domain/firearm/serial-number.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { addMs, isInstant, type Instant } from '../../domain/shared/instant.js';
import { refuse, succeed, type Refusal, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { MasterKey } from '../../platform/master-key.js';
import { decodeIdCursor, PAGE_LIMIT, pageOf } from '../../platform/page.js';
import { Transactions } from '../../platform/transaction.js';
import { CasesQueries, type CaseSearch } from './cases.queries.js';
import { type CasePage } from './dto/view.dto.js';

/** What is asked for; an absent member plays no part. */
export interface CaseAsk {
  readonly reference?: string;
  readonly mark?: string;
  readonly partner?: string;
  readonly state?: string;
  readonly role?: string;
  readonly assigneeId?: string;
  readonly from?: string;
  readonly until?: string;
  readonly after?: string;
  readonly limit?: number;
}

const DAY_MS = 86_400_000;

/** All cases that a person may know of, the newest first; which members were asked by stands in the ledger, never a number of a weapon. */
@Injectable()
export class CaseSearchService {
  constructor(
    private readonly transactions: Transactions,
    private readonly queries: CasesQueries,
    private readonly audit: AuditRepository,
    private readonly key: MasterKey,
    private readonly clock: Clock,
  ) {}

  async search(actor: PersonActor, ask: CaseAsk, limit = ask.limit ?? PAGE_LIMIT): Promise<Result<CasePage>> {
    const compartment = compartmentOf(actor, 'cases.read');
    if (compartment === undefined) return refusalOf({ yes: false, reason: 'no role' });
    const search = this.searchOf(ask);
    if (!search.ok) return search;
    return this.transactions.run(async (tx) => {
      const page = pageOf(await this.queries.search(tx, compartment, search.value, limit + 1), limit, ({ id }) => [id]);
      const { after: _after, limit: _limit, ...asked } = ask;
      await this.audit.append(tx, {
        at: this.clock.now(),
        act: 'case.list-read',
        actor: { kind: actor.kind, id: actor.id },
        data: { list: 'search', by: Object.keys(asked).sort(), count: page.items.length },
      });
      return succeed(page);
    });
  }

  private searchOf({ mark, from, until, after, limit: _limit, ...rest }: CaseAsk): Result<CaseSearch> {
    const form = mark === undefined ? undefined : normalForm(mark);
    if (form === '') return refuse('serial-empty', { field: '/mark' });
    const first = from === undefined ? undefined : startOf(from, '/from');
    const last = until === undefined ? undefined : startOf(until, '/until');
    for (const day of [first, last]) if (typeof day === 'object') return day;
    const place = after === undefined ? undefined : decodeIdCursor(after);
    if (place !== undefined && !place.ok) return place;
    return succeed({
      ...rest,
      ...(form === undefined ? {} : { markKey: this.key.searchKey(form) }),
      ...(typeof first === 'string' ? { openedFrom: first } : {}),
      ...(typeof last === 'string' ? { openedBefore: addMs(last, DAY_MS) } : {}),
      ...(place === undefined ? {} : { before: place.value }),
    });
  }
}

function startOf(day: string, field: string): Instant | Refusal {
  const at = `${day}T00:00:00.000Z`;
  return isInstant(at)
    ? at
    : refuse('field-invalid', {
        field,
        rule: 'an existing day',
        reasons: [
          { code: 'field-invalid', field, rule: 'an existing day', text: 'an existing day', says: { code: 'date' } },
        ],
      });
}
