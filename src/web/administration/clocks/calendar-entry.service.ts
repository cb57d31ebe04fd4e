import { Inject, Injectable } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Refusal, type Result } from '../../../domain/shared/refusal.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { CalendarService } from '../../../registries/directory/calendar.service.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { CalendarDto } from '../../../registries/directory/dto/calendars.dto.js';
import { EntryService } from '../../../registries/directory/entry.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf, type FormInput } from '../../forms/form-state.js';
import { type PageCall } from '../../page/page-call.js';

/** A calendar from its form: a list of our own for a partner, or the one that stands in our entry. */
@Injectable()
export class CalendarEntry {
  constructor(
    private readonly calendars: CalendarService,
    private readonly directory: DirectoryService,
    private readonly entries: EntryService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async add(actor: PersonActor, country: string, call: PageCall): Promise<Result<unknown>> {
    const ours = country === this.config['node.state'];
    // What stands in our own entry has its source there.
    const read = await readCalendar({ ...inputOf(call.request.body), ...(ours ? { source: ['our own entry'] } : {}) });
    if (!read.ok) return inOneField(read);
    const { source, ...draft } = read.value;
    if (!ours) {
      const added = await this.calendars.addList(actor, country, draft, source);
      return added.ok ? added : inOneField(added);
    }
    const own = await this.directory.own(null);
    const changed = await this.entries.updateOwn(actor, { calendar: draft }, own.version);
    return changed.ok ? changed : inOneField(changed, '/calendar');
  }
}

/** Holidays are typed one in a line, days of the week ticked. */
async function readCalendar(input: FormInput): Promise<Result<CalendarDto>> {
  const holidays = (input['holidays']?.[0] ?? '').split(/[\s,;]+/).filter((one) => one !== '');
  const weekend = Object.fromEntries((input['weekend'] ?? []).map((day, i) => [`weekend-${String(i)}`, [day]]));
  const { weekend: _, holidays: __, ...rest } = input;
  const none = (input['weekend'] ?? []).length === 0;
  return readForm(
    CalendarDto,
    { ...rest, ...weekend, holidays },
    { numbers: ['weekend-*'], lists: none ? ['holidays', 'weekend'] : ['holidays'] },
  );
}

/** The form has one field for all holidays, and one group for the days of the week. */
function inOneField(refusal: Refusal, below = ''): Refusal {
  const place = (pointer: string | undefined): string =>
    (pointer ?? '').replace(below, '').replace(/^(\/(?:holidays|weekend)).*$/, '$1');
  const reasons = refusal.reasons?.map((reason) => ({ ...reason, field: place(reason.field) }));
  return { ...refusal, field: place(refusal.field), ...(reasons === undefined ? {} : { reasons }) };
}
