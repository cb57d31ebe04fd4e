import { Get, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { compartmentOf } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Result } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { unwrap } from '../../../platform/problem.js';
import { DecideSubjectDto, SearchSubjectDto } from '../../../registries/data-subjects/data-subject.dto.js';
import { DataSubjectsService } from '../../../registries/data-subjects/data-subjects.service.js';
import { SubjectDecisionsService } from '../../../registries/data-subjects/subject-decisions.service.js';
import { HistoriesQueries } from '../../../tracing/cases/histories.queries.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { type PageNotice } from '../../page/notices.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { SubjectFrame } from './subject-frame.service.js';
import { subjectView, type SubjectPageView } from './subject.view.js';

/** One request: what is held and where, who looked, what was decided; and its answer as a letter. */
@Page()
export class SubjectPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly subjects: DataSubjectsService,
    private readonly decisions: SubjectDecisionsService,
    private readonly histories: HistoriesQueries,
    @Inject(SubjectFrame) private readonly frame: SubjectFrame,
  ) {}

  @Get(paths.subject.route)
  @Permit('data-subjects.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    return this.pages.render(call, 'auditing/subjects/subject', await this.viewFor(call, actor, id));
  }

  @Get(paths.subjectLetter.route)
  @Permit('data-subjects.work')
  async letter(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const view = await this.viewFor(call, actor, id);
    const back = { href: paths.subject.to(id), text: view.reference };
    return this.pages.render(call, 'auditing/subjects/letter', { ...view, back, wide: false });
  }

  @Post(paths.subjectSearch.route)
  @Permit('data-subjects.work')
  async search(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const wanted = await readForm(SearchSubjectDto, inputOf(call.request.body));
    if (!wanted.ok) return this.forms.back(call, wanted, paths.subject.to(id));
    const done = await this.subjects.search(actor, id, wanted.value.name);
    return this.after(
      call,
      id,
      done,
      done.ok ? { key: 'dataSubjects.searched', values: { ...done.value } } : undefined,
    );
  }

  @Post(paths.subjectDecision.route)
  @Permit('data-subjects.work')
  async decide(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const wanted = await readForm(DecideSubjectDto, inputOf(call.request.body), { numbers: ['finding'] });
    if (!wanted.ok) return this.forms.back(call, wanted, paths.subject.to(id));
    const done = await this.decisions.decide(actor, id, wanted.value);
    return this.after(call, id, done, { key: 'dataSubjects.decided' });
  }

  @Post(paths.subjectClosing.route)
  @Permit('data-subjects.work')
  async close(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    return this.after(call, id, await this.decisions.close(actor, id), { key: 'dataSubjects.closed' });
  }

  private after(call: PageCall, id: string, done: Result<unknown>, notice?: PageNotice): Promise<string> | string {
    const place = paths.subject.to(id);
    return done.ok ? this.pages.redirect(call, place, notice) : this.forms.back(call, done, place);
  }

  private async viewFor(call: PageCall, actor: PersonActor, id: string): Promise<SubjectPageView> {
    const found = unwrap(await this.subjects.get(actor, id));
    const caseIds = found.findings.filter(({ place }) => place === 'case').map(({ objectId }) => objectId);
    const references = await this.histories.referencesOf(compartmentOf(actor, 'cases.read'), caseIds);
    const around = await this.frame.around(found);
    return subjectView(call.words, { found, references, ...around, form: await this.forms.at(call) });
  }
}
