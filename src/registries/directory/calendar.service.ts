import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { type Calendar } from '../../domain/deadlines/calendar.js';
import { checkCountry } from '../../domain/directory/country-code.js';
import { calendarOf } from '../../domain/directory/entry-check.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Transactions } from '../../platform/transaction.js';
import { CalendarRepository } from './calendar.repository.js';
import { EntryRepository } from './entry.repository.js';

export type CalendarDraft = Omit<Calendar, 'country' | 'version'>;

@Injectable()
export class CalendarService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly entries: EntryRepository,
    private readonly calendars: CalendarRepository,
    private readonly audit: AuditRepository,
  ) {}

  /**
   * A list of our own for a State that published none; it counts only as long as that is so. Our own State's calendar stands in its entry. Refusals: those of
   * `checkCountry`, `entry-of-ourselves`, `calendar-invalid`.
   */
  async addList(actor: Actor, country: string, draft: CalendarDraft, source: string): Promise<Result<Calendar>> {
    const checked = checkCountry(country, { exercise: this.config['node.exercise'], field: '/country' });
    if (!checked.ok) return checked;
    if (country === this.config['node.state'])
      return refuse('entry-of-ourselves', { field: '/country', rule: 'our own calendar stands in our entry' });
    const list = { ...draft, weekend: [...draft.weekend], holidays: [...draft.holidays].sort() };
    const reasons = calendarOf({ ...list, version: 1 }, '');
    const [first] = reasons;
    if (first !== undefined)
      return refuse('calendar-invalid', {
        ...(first.field === undefined ? {} : { field: first.field }),
        rule: first.rule,
        reasons,
      });
    return this.transactions.run(async (tx) => {
      await this.entries.lock(tx, country);
      const calendar: Calendar = { ...list, country, version: await this.calendars.nextOwnVersion(tx, country) };
      const at = this.clock.now();
      await this.calendars.add(tx, calendar, source, actor.id, at);
      await this.audit.append(tx, {
        at,
        act: 'directory.calendar-added',
        actor: { kind: actor.kind, id: actor.id },
        data: { country, version: calendar.version, source },
      });
      return succeed(calendar);
    });
  }
}
