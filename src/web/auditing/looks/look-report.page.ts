import { Get, Inject } from '@nestjs/common';
import { LOOK_REPORTS, type LookReport } from '../../../domain/audit/look-report.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError, unwrap } from '../../../platform/problem.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { LooksService } from '../../../reporting/looks/looks.service.js';
import { sendCsv } from '../../page/csv-answer.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { lastDays, periodOf, spanOf, textsOf, type Period } from '../period.js';
import { lookReportView, type LookReportView } from './look-report.view.js';

const DAYS = 30;

/** One report with its definition in words, over a period; the same as a file. */
@Page()
export class LookReportPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly looks: LooksService,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.lookReport.route)
  @Permit('ledger.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    return this.pages.render(call, 'auditing/looks/look-report', await this.viewFor(call, actor, 'page'));
  }

  @Get(paths.lookReportFile.route)
  @Permit('ledger.read')
  async file(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const view = await this.viewFor(call, actor, 'file');
    const name = `${this.config['node.state']}-${view.report.replaceAll(' ', '-')}-${view.period.from}-${view.period.until}.csv`;
    return sendCsv(call, name, [view.columns, ...view.rows.map((row) => row.map((cell) => cell.text))]);
  }

  private async viewFor(call: PageCall, actor: PersonActor, as: 'page' | 'file'): Promise<LookReportView> {
    const text = textsOf(call.request.query);
    const report = LOOK_REPORTS.find((one) => one === text('report'));
    if (report === undefined) throw new RefusalError(refuse('not-found'));
    const period = this.periodFor(text);
    const { from = '', until = '' } = spanOf(period);
    const made = unwrap(await this.looks.report(actor, report satisfies LookReport, { from, until }, as));
    const ids = made.rows.flat().flatMap((cell) => {
      if (cell.kind === 'person') return [cell.id];
      return cell.kind === 'actor' && cell.actor.kind === 'person' ? [cell.actor.id] : [];
    });
    const names = await this.people.namesOf(ids);
    return lookReportView(call.words, { made, period, names, zone: this.config['node.zone'] });
  }

  private periodFor(text: (name: string) => string): Period {
    const asked = periodOf(text);
    const usual = lastDays(this.clock.now(), DAYS);
    return { from: asked.from === '' ? usual.from : asked.from, until: asked.until === '' ? usual.until : asked.until };
  }
}
