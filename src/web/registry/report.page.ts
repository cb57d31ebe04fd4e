import { Get, Inject, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { MarkingsService } from '../../registries/markings/markings.service.js';
import { ReportDto, ReportWithdrawalDto } from '../../registries/markings/report.dto.js';
import { ReportsService } from '../../registries/markings/reports.service.js';
import { readForm } from '../forms/form-body.js';
import { inputOf } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { anId } from '../page/an-id.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { reasonNeeded, reasonOf, reasonView, withReason } from './reading-reason.js';
import { reportView, withdrawalView } from './report.view.js';
import { versionIn } from './version-field.js';

const UPKEEP = 'upkeep of the registry';

/** A recorded weapon is reported lost, stolen or recovered; a report that does not hold is withdrawn. */
@Page()
export class ReportPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly markings: MarkingsService,
    private readonly reports: ReportsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.firearmReport.route)
  @Permit('firearms.register')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
  ): Promise<string> {
    const reason = await reasonOf(call);
    if (reason === undefined) return this.askWhy(call);
    const record = unwrap(await this.markings.get(actor, id, reason));
    const view = reportView(call.words, record, reason, await this.forms.at(call), this.config['node.state']);
    return this.pages.render(call, 'registry/report', view);
  }

  @Post(paths.firearmReport.route)
  @Permit('firearms.register')
  async report(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
  ): Promise<string> {
    const reason = await reasonNeeded(call);
    const body = await readForm(ReportDto, inputOf(call.request.body));
    const result = body.ok ? await this.reports.report(actor, id, versionIn(call), body.value) : body;
    if (!result.ok) return this.forms.back(call, result, withReason(paths.firearmReport.to(id), reason));
    return this.pages.redirect(call, withReason(paths.firearmView.to(id), reason), { key: 'registry.report.done' });
  }

  @Get(paths.firearmReportWithdrawal.route)
  @Permit('firearms.register')
  async showWithdrawal(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
    @Param('report', anId()) eventId: string,
  ): Promise<string> {
    const reason = await reasonOf(call);
    if (reason === undefined) return this.askWhy(call);
    const record = unwrap(await this.markings.get(actor, id, reason));
    const view = withdrawalView(call.words, record, eventId, reason, await this.forms.at(call));
    if (view === undefined) throw new RefusalError(refuse('report-unknown'));
    return this.pages.render(call, 'registry/withdrawal', view);
  }

  @Post(paths.firearmReportWithdrawal.route)
  @Permit('firearms.register')
  async withdraw(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
    @Param('report', anId()) eventId: string,
  ): Promise<string> {
    const reason = await reasonNeeded(call);
    const body = await readForm(ReportWithdrawalDto, inputOf(call.request.body));
    const result = body.ok ? await this.reports.withdraw(actor, id, eventId, versionIn(call), body.value) : body;
    if (!result.ok && result.code === 'report-unknown') throw new RefusalError(result);
    if (!result.ok)
      return this.forms.back(call, result, withReason(paths.firearmReportWithdrawal.to(id, eventId), reason));
    return this.pages.redirect(call, withReason(paths.firearmView.to(id), reason), {
      key: 'registry.withdrawal.done',
    });
  }

  private async askWhy(call: PageCall): Promise<string> {
    return this.pages.render(call, 'registry/reason', await reasonView(call.words, call, UPKEEP));
  }
}
