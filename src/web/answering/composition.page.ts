import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { CaseAnswering } from '../../tracing/cases/case-answering.service.js';
import { FormState } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { fieldsIn } from './case-form.js';
import { Composer } from './composer.service.js';
import { composeView } from './composition.view.js';

/** The answer field by field: what goes at which level, what is held back and why, how it may be used. It is kept until it is put forward. */
@Page()
export class CompositionPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly answering: CaseAnswering,
    private readonly composer: Composer,
  ) {}

  @Get(paths.answerComposition.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const composition = unwrap(await this.answering.composition(actor, id));
    const returned = await this.forms.at(call);
    const kept = returned.returned ? undefined : await this.composer.kept(actor, id, 'answer');
    const form = kept === undefined ? returned : new FormState(kept, []);
    return this.pages.render(
      call,
      'answering/composition',
      composeView(call.words, composition, form, kept !== undefined),
    );
  }

  /** Nobody puts an answer forward that they have not read: the form leads to it. */
  @Post(paths.answerComposition.route)
  @Permit('cases.work')
  async compose(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const input = fieldsIn(call);
    const foreseen = await this.composer.foresee(actor, id, 'answer', input);
    if (!foreseen.ok) return this.forms.back(call, foreseen, paths.answerComposition.to(id));
    await this.composer.keep(actor, id, 'answer', input);
    return this.pages.redirect(call, paths.answerPreview.to(id, 'answer'));
  }
}
