import { Get, Param, Post } from '@nestjs/common';
import { INTENDED_USES } from '../../../domain/messages/index.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { useReasons } from '../../../domain/tracing/handling.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { RefusalError, unwrap } from '../../../platform/problem.js';
import { CaseReadingService } from '../../../tracing/cases/case-reading.service.js';
import { ExportDto } from '../../../tracing/cases/dto/view.dto.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer, type View } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { type Field, field, unchosen } from '../acts/act.js';
import { caseFrame, type CaseFrame } from '../case-frame.js';
import { useSentences } from '../case-use.view.js';
import { OpenCases } from '../open-cases.service.js';
import { CaseUses, type SheetUse, useOf } from './case-uses.service.js';
import { sheetView } from './sheet.view.js';

/** An answer for a named use: only where its limits cover that use, and with the limits on every sheet (ITI 15). */
@Page()
export class UsePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly cases: OpenCases,
    private readonly forms: Forms,
    private readonly uses: CaseUses,
    private readonly reading: CaseReadingService,
  ) {}

  @Get(paths.caseUse.route)
  @Permit('cases.export')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const { words } = call;
    const open = await this.cases.open(actor, id);
    if (open.view.limits.length === 0) throw new RefusalError(refuse('state-forbids'));
    const view: UseView = {
      title: words.t('cases.form.use.title'),
      back: { href: paths.caseView.to(id), text: words.t('cases.toCase') },
      frame: caseFrame(words, open),
      form: await this.forms.at(call),
      sentences: useSentences(words, open.view, open.now.slice(0, 10)),
      fields: [
        field(words, 'select', 'purpose', 'usePurpose', {
          options: [unchosen(words), ...words.terms('intendedUse', INTENDED_USES)],
        }),
        field(words, 'text', 'recipient', 'useRecipient'),
        field(words, 'text', 'court', 'useCourt'),
      ],
    };
    return this.pages.render(call, 'cases/use/use', view);
  }

  /** Judged by the law's own reasons before anything is taken out. */
  @Post(paths.caseUse.route)
  @Permit('cases.export')
  async choose(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const { view, now } = await this.cases.open(actor, id);
    const body = await readForm(ExportDto, inputOf(call.request.body));
    if (!body.ok) return this.forms.back(call, body);
    const { purpose, recipient, court } = body.value;
    const use: SheetUse = {
      purpose,
      ...(recipient === undefined ? {} : { recipient }),
      ...(court === undefined ? {} : { court }),
    };
    const reasons = useReasons({ ...view.shared, read: [] }, { ...useOf(use), on: now.slice(0, 10) });
    if (reasons.length > 0) return this.forms.back(call, refuse('use-not-covered', { reasons }));
    await this.uses.save(actor, id, use);
    return this.pages.redirect(call, paths.caseSheet.to(id));
  }

  @Get(paths.caseSheet.route)
  @Permit('cases.export')
  async sheet(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    const use = await this.uses.find(actor, id);
    if (use === undefined) return this.pages.redirect(call, paths.caseUse.to(id));
    unwrap(await this.reading.export(actor, id, useOf(use)));
    const open = await this.cases.open(actor, id);
    return this.pages.render(call, 'cases/use/sheet', sheetView(call.words, open, use, call.personName ?? ''));
  }
}

interface UseView extends View {
  readonly frame: CaseFrame;
  readonly sentences: readonly string[];
  readonly fields: readonly Field[];
}
