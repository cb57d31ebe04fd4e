import { Get, Inject, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { unwrap } from '../../../platform/problem.js';
import { RegisterSubjectDto } from '../../../registries/data-subjects/data-subject.dto.js';
import { DataSubjectsService } from '../../../registries/data-subjects/data-subjects.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { newSubjectView, subjectsView } from './subjects.view.js';

/** Data subjects' requests: what is to be answered by when, and a new one. */
@Page()
export class SubjectsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly subjects: DataSubjectsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.subjects.route)
  @Permit('data-subjects.work')
  async list(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const requests = unwrap(await this.subjects.list(actor));
    const view = subjectsView(call.words, requests, this.clock.now().slice(0, 10));
    return this.pages.render(call, 'auditing/subjects/subjects', view);
  }

  @Get(paths.newSubject.route)
  @Permit('data-subjects.work')
  async begin(@OnPage() call: PageCall): Promise<string> {
    const form = await this.forms.at(call);
    const today = this.clock.now().slice(0, 10);
    const view = newSubjectView(call.words, form, today, this.config['dataSubjects.answerDays']);
    return this.pages.render(call, 'auditing/subjects/new-subject', view);
  }

  @Post(paths.newSubject.route)
  @Permit('data-subjects.work')
  async register(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const wanted = await readForm(RegisterSubjectDto, inputOf(call.request.body), { lists: ['asks'] });
    if (!wanted.ok) return this.forms.back(call, wanted);
    const done = await this.subjects.register(actor, wanted.value);
    if (!done.ok) return this.forms.back(call, done);
    return this.pages.redirect(call, paths.subject.to(done.value), { key: 'dataSubjects.registered' });
  }
}
