import { Get, Inject } from '@nestjs/common';
import { compartmentOf } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { isUuid } from '../../../domain/shared/ids.js';
import { type LookSubject } from '../../../ledgers/audit/looks.queries.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { unwrap } from '../../../platform/problem.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { LooksService } from '../../../reporting/looks/looks.service.js';
import { HistoriesQueries } from '../../../tracing/cases/histories.queries.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { lastDays, periodOf, spanOf, textsOf } from '../period.js';
import { looksView, type LooksFilter } from './looks.view.js';

const DAYS = 30;

/** Who looked at what: by person, case or firearm; and the way to the reports. */
@Page()
export class LooksPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly looks: LooksService,
    private readonly people: PeopleQueries,
    private readonly histories: HistoriesQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.looks.route)
  @Permit('ledger.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const text = textsOf(call.request.query);
    const asked = periodOf(text);
    const usual = lastDays(this.clock.now(), DAYS);
    const filter: LooksFilter = {
      person: isUuid(text('person')) ? text('person') : '',
      case: text('case').slice(0, 64),
      firearm: isUuid(text('firearm')) ? text('firearm') : '',
      from: asked.from === '' ? usual.from : asked.from,
      until: asked.until === '' ? usual.until : asked.until,
    };
    const subject = await this.subjectOf(actor, filter);
    const after = /^[1-9]\d{0,17}$/.test(text('after')) ? text('after') : undefined;
    const { from = '', until = '' } = spanOf(filter);
    const found =
      subject === undefined ? undefined : unwrap(await this.looks.list(actor, subject, { from, until }, after));
    const people = await this.people.everybody(this.config['web.peopleMax']);
    const names = await this.people.namesOf((found?.items ?? []).map((look) => look.actor.id).filter(isUuid));
    const references = await this.histories.referencesOf(
      compartmentOf(actor, 'cases.read'),
      (found?.items ?? []).flatMap(({ caseId }) => caseId ?? []),
    );
    const zone = this.config['node.zone'];
    const view = looksView(call.words, { filter, found, people, names, references, zone });
    return this.pages.render(call, 'auditing/looks/looks', view);
  }

  /** The first of person, case and firearm that was named. */
  private async subjectOf(actor: PersonActor, filter: LooksFilter): Promise<LookSubject | undefined> {
    if (filter.person !== '') return { personId: filter.person };
    if (filter.firearm !== '') return { firearmId: filter.firearm };
    if (filter.case === '') return undefined;
    const compartment = compartmentOf(actor, 'cases.read');
    if (compartment === undefined) return undefined;
    const named = isUuid(filter.case)
      ? [...(await this.histories.listByIds(compartment, [filter.case])).keys()]
      : (await this.histories.list(compartment, { reference: filter.case }, undefined, 1)).map(({ id }) => id);
    return { caseId: named[0] ?? '-' };
  }
}
