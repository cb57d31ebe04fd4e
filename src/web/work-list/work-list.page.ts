import { Get } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { WorkListQuery } from '../../tracing/cases/dto/work-list.dto.js';
import { readForm } from '../forms/form-body.js';
import { errorsOf, FormState, inputOf } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { homeView } from './home.view.js';
import { HomePanels } from './panels/home-panels.service.js';
import { NoticeInputs } from './notice-inputs.service.js';
import { WorkListInputs } from './work-list-input.service.js';
import { workListPart, type WorkListPart } from './work-list.view.js';

const FILTERS = ['scope', 'group', 'partner', 'role', 'urgency', 'assigneeId', 'after'];

/** The first page: what waits for this person, overdue first, and the next step. */
@Page()
export class WorkListPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly inputs: WorkListInputs,
    private readonly notices: NoticeInputs,
    private readonly panels: HomePanels,
  ) {}

  @Get(paths.home.route)
  @Permit('signed in')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const [returned, { list, form }, notices, panels] = await Promise.all([
      this.forms.at(call),
      may(actor, 'cases.work').yes ? this.listFor(call, actor) : { list: undefined, form: FormState.EMPTY },
      this.notices.of(call.words, actor),
      this.panels.of(call.words, actor),
    ]);
    const view = homeView(call.words, {
      form: returned.returned ? returned : form,
      notices,
      list,
      panels,
      roles: actor.roles.map(({ role }) => role),
    });
    return this.pages.render(call, 'work-list/home', view);
  }

  /** A filter that is none says so, above the list without it. */
  private async listFor(call: PageCall, actor: PersonActor): Promise<{ list: WorkListPart; form: FormState }> {
    const input = Object.fromEntries(
      Object.entries(inputOf(call.request.query)).filter(([name]) => FILTERS.includes(name)),
    );
    const query = await readForm(WorkListQuery, input);
    const read = query.ok ? await this.inputs.of(actor, query.value) : query;
    if (read.ok) return { list: workListPart(call.words, read.value), form: FormState.EMPTY };
    const plain = await this.inputs.of(actor, {});
    if (!plain.ok) throw new Error(`a work list without filters was refused: ${plain.code}`);
    return {
      list: workListPart(call.words, plain.value),
      form: new FormState(input, errorsOf(call.words, read, input)),
    };
  }
}
