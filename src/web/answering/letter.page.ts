import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Clock } from '../../platform/clock.js';
import { RefusalError, unwrap } from '../../platform/problem.js';
import { CaseReadingService } from '../../tracing/cases/case-reading.service.js';
import { FormState } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { fieldsIn } from './case-form.js';
import { Composer } from './composer.service.js';
import { ANSWER_LETTERS, isLetterSlug, type LetterSlug } from './letter-links.js';
import { letterFormView } from './letter.view.js';
import { StateChoices } from './state-choices.service.js';

/** The other letters of whoever answers: one form each, kept until it is put forward or sent. */
@Page()
export class LetterPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly reading: CaseReadingService,
    private readonly composer: Composer,
    private readonly states: StateChoices,
    private readonly clock: Clock,
  ) {}

  @Get(paths.answerLetter.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('kind') kind: string,
  ): Promise<string> {
    const slug = slugOf(kind);
    const view = unwrap(await this.reading.view(actor, id));
    // The law's own list: a letter that would have no effect now has no page now.
    if (!view.letterKinds.includes(ANSWER_LETTERS[slug]))
      return this.pages.redirect(call, paths.caseView.to(id), { key: 'answering.done.notNow' });
    const returned = await this.forms.at(call);
    const kept = returned.returned ? undefined : await this.composer.kept(actor, id, slug);
    const shown = letterFormView(call.words, {
      view,
      slug,
      form: kept === undefined ? returned : new FormState(kept, []),
      states: slug === 'forward' ? await this.states.offer(call.words) : [],
      today: this.clock.now().slice(0, 10),
      zones: [],
    });
    return this.pages.render(call, 'answering/letter', shown);
  }

  @Post(paths.answerLetter.route)
  @Permit('cases.work')
  async compose(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('kind') kind: string,
  ): Promise<string> {
    const slug = slugOf(kind);
    const input = fieldsIn(call);
    const foreseen = await this.composer.foresee(actor, id, slug, input);
    if (!foreseen.ok) return this.forms.back(call, foreseen, paths.answerLetter.to(id, slug));
    await this.composer.keep(actor, id, slug, input);
    return this.pages.redirect(call, paths.answerPreview.to(id, slug));
  }
}

function slugOf(kind: string): LetterSlug {
  if (isLetterSlug(kind)) return kind;
  throw new RefusalError(refuse('not-found'));
}
