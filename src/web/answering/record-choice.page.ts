import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { isUuid } from '../../domain/shared/ids.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { CaseAnswering } from '../../tracing/cases/case-answering.service.js';
import { RecordChoiceDto } from '../../tracing/cases/dto/command.dto.js';
import { readForm } from '../forms/form-body.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { CaseFormActs } from './case-acts.service.js';
import { fieldsIn } from './case-form.js';
import { recordChoiceView } from './record-choice.view.js';
import { StateChoices } from './state-choices.service.js';

/** A person confirms one record, or says why there is none: without this step nothing is a hit. */
@Page()
export class RecordChoicePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly acts: CaseFormActs,
    private readonly answering: CaseAnswering,
    private readonly states: StateChoices,
  ) {}

  @Get(paths.answerRecord.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const { record } = call.request.query as Readonly<Record<string, unknown>>;
    const named = typeof record === 'string' && isUuid(record);
    const found = named
      ? unwrap(await this.answering.record(actor, id, record))
      : unwrap(await this.answering.view(actor, id));
    const view = recordChoiceView(call.words, found, await this.forms.at(call), await this.states.offer(call.words));
    return this.pages.render(call, 'answering/record-choice', view);
  }

  @Post(paths.answerRecord.route)
  @Permit('cases.work')
  async choose(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const form = await readForm(RecordChoiceDto, fieldsIn(call));
    if (!form.ok) return this.forms.back(call, form);
    const { outcome, firearmId, nextState } = form.value;
    const command = {
      type: 'choose record',
      outcome,
      ...(firearmId === undefined ? {} : { firearmId }),
      ...(nextState === undefined ? {} : { nextState }),
    } as const;
    const notice = { key: 'answering.done.chosen' };
    return this.acts.carryOut(call, actor, id, command, { to: paths.answerComposition.to(id), notice });
  }
}
