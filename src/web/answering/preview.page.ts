import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { RefusalError } from '../../platform/problem.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { CaseFormActs } from './case-acts.service.js';
import { Composer, type Composed } from './composer.service.js';
import { isLetterSlug } from './letter-links.js';
import { PartnerLanguage } from './partner-language.service.js';
import { previewView } from './preview.view.js';

/** A letter exactly as the partner will read it, before it is put forward or sent. */
@Page()
export class PreviewPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly composer: Composer,
    private readonly languages: PartnerLanguage,
    private readonly acts: CaseFormActs,
  ) {}

  @Get(paths.answerPreview.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('kind') kind: string,
  ): Promise<string> {
    const composed = composedOf(kind);
    const foreseen = await this.composer.foresee(actor, id, composed);
    // What was typed no longer holds, or nothing was typed: its own page says so.
    if (!foreseen.ok) return this.pages.redirect(call, formOf(id, composed));
    const { view, letter } = foreseen.value;
    const translated = await this.languages.read(call.words, view.case.partner, letter);
    const shown = previewView(call.words, foreseen.value, composed, translated);
    return this.pages.render(call, 'answering/preview', { ...shown, form: await this.forms.at(call) });
  }

  @Post(paths.answerPreview.route)
  @Permit('cases.work')
  async putForward(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('kind') kind: string,
  ): Promise<string> {
    const composed = composedOf(kind);
    const foreseen = await this.composer.foresee(actor, id, composed);
    if (!foreseen.ok) return this.forms.back(call, foreseen, formOf(id, composed));
    const { command } = foreseen.value;
    const plain = command.type === 'write';
    return this.acts.carryOut(call, actor, id, command, async () => {
      await this.composer.drop(actor, id, composed);
      return plain
        ? { to: paths.caseView.to(id), notice: { key: 'answering.done.sent' } }
        : { to: paths.approve.to(id), notice: { key: 'answering.done.proposed' } };
    });
  }
}

function composedOf(kind: string): Composed {
  if (kind === 'answer' || isLetterSlug(kind)) return kind;
  throw new RefusalError(refuse('not-found'));
}

function formOf(id: string, kind: Composed): string {
  return kind === 'answer' ? paths.answerComposition.to(id) : paths.answerLetter.to(id, kind);
}
