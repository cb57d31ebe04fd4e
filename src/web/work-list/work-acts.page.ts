import { Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { isInstant } from '../../domain/shared/instant.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { NoticesService } from '../../notices/notices.service.js';
import { AssignmentsService } from '../../tracing/cases/assignments.service.js';
import { readForm } from '../forms/form-body.js';
import { inputOf } from '../forms/form-state.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { localPath, paths } from '../paths.js';
import { SavedViews } from '../work/saved-views.service.js';
import { AssignManyDto, SavedViewDto } from '../work/work-acts.dto.js';

/** The forms of the first page: who takes which case, views, notices. */
@Page()
export class WorkActsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly assignments: AssignmentsService,
    private readonly views: SavedViews,
    private readonly notices: NoticesService,
  ) {}

  @Post(paths.assignMany.route)
  @Permit('cases.work')
  async assign(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const form = await readForm(AssignManyDto, inputOf(call.request.body), { lists: ['cases'] });
    if (!form.ok) return this.forms.back(call, form);
    const { cases, personId = actor.id } = form.value;
    const { moved, failed } = await this.assignments.assign(actor, cases, personId);
    const [first] = failed;
    if (moved.length === 0) return this.forms.back(call, refuse(first?.code ?? 'not-found'));
    const counts = { count: moved.length, failed: failed.length };
    return this.pages.redirect(call, placeOf(call), {
      key: personId === actor.id ? 'workList.taken' : 'workList.assigned',
      values: counts,
    });
  }

  @Post(paths.saveView.route)
  @Permit('cases.work')
  async saveView(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const form = await readForm(SavedViewDto, inputOf(call.request.body));
    if (!form.ok) return this.forms.back(call, form);
    const { name, query = '' } = form.value;
    const saved = await this.views.save(actor, name, query);
    if (!saved.ok) return this.forms.back(call, saved);
    return this.pages.redirect(call, placeOf(call), { key: 'workList.viewSaved', values: { name } });
  }

  @Post(paths.removeView.route)
  @Permit('cases.work')
  async removeView(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    unwrap(await this.views.remove(actor, id));
    return this.pages.redirect(call, placeOf(call), { key: 'workList.viewRemoved' });
  }

  @Post(paths.readNotices.route)
  @Permit('signed in')
  async readNotices(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const [upTo = ''] = inputOf(call.request.body)['upTo'] ?? [];
    if (!isInstant(upTo)) return this.forms.back(call, refuse('field-invalid', { field: '/upTo', rule: 'a time' }));
    await this.notices.readUpTo(actor, upTo);
    return this.pages.redirect(call, placeOf(call));
  }
}

/** Back to the list as it was filtered. */
function placeOf(call: PageCall): string {
  const { _at: at } = (call.request.body ?? {}) as Readonly<Record<string, unknown>>;
  const url = new URL(localPath(at) ?? paths.home.to(), 'http://node.invalid');
  url.searchParams.delete('draft');
  return `${url.pathname}${url.search}`;
}
