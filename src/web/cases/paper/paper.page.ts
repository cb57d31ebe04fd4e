import { Get, Param, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { type OwnCommand } from '../../../domain/tracing/command.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { RefusalError } from '../../../platform/problem.js';
import { ReasonDto } from '../../../tracing/cases/dto/command.dto.js';
import { TracingService } from '../../../tracing/tracing.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { OpenCases } from '../open-cases.service.js';
import { paperView } from './paper.view.js';

/** What was keyed in from paper, to be held against the papers: a second person confirms it or sends it back. */
@Page()
export class CasePaperPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly cases: OpenCases,
    private readonly tracing: TracingService,
  ) {}

  @Get(paths.casePaper.route)
  @Permit('cases.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const open = await this.cases.open(actor, id);
    const { paper } = open.view.case;
    if (paper === undefined) throw new RefusalError(refuse('not-found'));
    const form = await this.forms.at(call);
    return this.pages.render(call, 'cases/paper/paper', { ...paperView(call.words, open, paper, actor.id), form });
  }

  @Post(paths.casePaperConfirm.route)
  @Permit('cases.approve')
  confirm(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    return this.act(call, actor, id, { type: 'confirm paper' });
  }

  @Post(paths.casePaperReturn.route)
  @Permit('cases.approve')
  async giveBack(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
  ): Promise<string> {
    const { reason = [] } = inputOf(call.request.body);
    const read = await readForm(ReasonDto, { reason });
    if (!read.ok) return this.forms.back(call, read);
    return this.act(call, actor, id, { type: 'return paper', reason: read.value.reason });
  }

  private async act(
    call: PageCall,
    actor: PersonActor,
    id: string,
    command: Extract<OwnCommand, { type: 'confirm paper' | 'return paper' }>,
  ): Promise<string> {
    await this.cases.open(actor, id);
    const version = Number(inputOf(call.request.body)['readVersion']?.[0] ?? 0);
    const done = await this.tracing.execute(actor, id, command, version);
    return done.ok
      ? this.pages.redirect(call, paths.caseView.to(id), { key: DONE[command.type] })
      : this.forms.back(call, done);
  }
}

const DONE = { 'confirm paper': 'cases.paper.confirmed', 'return paper': 'cases.paper.returned' } as const;
