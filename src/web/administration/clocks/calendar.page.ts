import { Get, Inject, Param, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { checkCountry } from '../../../domain/directory/country-code.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { CalendarEntry } from './calendar-entry.service.js';
import { calendarView } from './calendar.view.js';

/** The working days of one State: as it published them, else as we count them. */
@Page()
export class CalendarPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly directory: DirectoryService,
    private readonly entry: CalendarEntry,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.calendarView.route)
  @Permit('directory.read')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('country') country: string,
  ): Promise<string> {
    this.known(country);
    const view = calendarView(call.words, {
      calendar: await this.directory.calendarOf(null, country, this.clock.now()),
      ours: country === this.config['node.state'],
      mayEdit: may(actor, 'policies.edit').yes,
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'administration/clocks/calendar', view);
  }

  @Post(paths.calendarView.route)
  @Permit('policies.edit')
  async add(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('country') country: string,
  ): Promise<string> {
    this.known(country);
    const place = paths.calendarView.to(country);
    const added = await this.entry.add(actor, country, call);
    if (!added.ok) return this.forms.back(call, added, place);
    return this.pages.redirect(call, place, { key: 'clocks.calendarSaved' });
  }

  private known(country: string): void {
    if (!checkCountry(country, { exercise: true }).ok) throw new RefusalError(refuse('not-found'));
  }
}
