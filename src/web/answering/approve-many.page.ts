import { Get, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { isUuid } from '../../domain/shared/ids.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { PeopleQueries } from '../../registries/identity/people.queries.js';
import { FormDrafts } from '../forms/form-drafts.service.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { approveManyView, type Signed } from './approve-many.view.js';
import { fieldsIn } from './case-form.js';
import { ManyApprovals } from './many-approvals.service.js';

/** Requests signed one after the other: each was shown in full, each is judged and reported on its own. */
@Page()
export class ApproveManyPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: FormDrafts,
    private readonly many: ManyApprovals,
    private readonly people: PeopleQueries,
  ) {}

  @Get(paths.approveMany.route)
  @Permit('cases.work', 'case.list-read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { report: id } = call.request.query as Readonly<Record<string, unknown>>;
    const report = (await this.drafts.findReturned(actor, id)) as readonly Signed[] | undefined;
    const { found, more } = await this.many.waiting(actor);
    const view = approveManyView(call.words, {
      found,
      more,
      names: await this.people.namesOf(found.map(({ proposal }) => proposal.by)),
      report: Array.isArray(report) ? (report as readonly Signed[]) : [],
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'answering/approve-many', view);
  }

  @Post(paths.approveMany.route)
  @Permit('cases.approve')
  async sign(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const fields = fieldsIn(call);
    const place = paths.approveMany.to();
    const chosen = (fields['chosen'] ?? []).filter(isUuid);
    if (chosen.length === 0)
      return this.forms.back(call, refuse('field-invalid', { reasons: [nothingChosen(call)] }), place);
    const report: Signed[] = [];
    for (const id of chosen) {
      const text = (name: string): string => fields[`${name}-${id}`]?.[0] ?? '';
      const shown = { version: Number(text('version')), digest: text('digest'), factsDigest: text('factsDigest') };
      report.push(await this.many.sign(actor, id, shown));
    }
    const kept = await this.drafts.keepReturned(actor.id, place, report);
    return this.pages.redirect(call, `${place}?report=${kept ?? ''}`);
  }
}

function nothingChosen(call: PageCall): { code: 'page-words'; field: string; rule: string; text: string } {
  return { code: 'page-words', field: '/chosen', rule: 'one or more', text: call.words.t('answering.many.choose') };
}
