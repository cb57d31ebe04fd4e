import { Get, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { IncidentsService } from '../../../tracing/incidents/incidents.service.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { Duplicates } from '../duplicates.service.js';
import { incidentCheckView } from './incident-check.view.js';
import { isDone, TASKS } from './journey-order.js';
import { RecoveryDrafts } from './recovery-drafts.service.js';

/** Everything that was told of a recovery, once more, before it is recorded and each weapon gets its case. */
@Page()
export class IncidentCheckPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: RecoveryDrafts,
    private readonly incidents: IncidentsService,
    private readonly duplicates: Duplicates,
  ) {}

  @Get(paths.incidentCheck.route)
  @Permit('cases.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const draft = await this.drafts.get(actor);
    if (draft.weapons.length === 0) return this.pages.redirect(call, paths.newIncident.to());
    const form = await this.forms.at(call);
    return this.pages.render(
      call,
      'requests/journey/incident-check',
      incidentCheckView(call.words, draft, form, await this.duplicates.of(actor, call.words, draft.weapons)),
    );
  }

  @Post(paths.incidentCheck.route)
  @Permit('cases.work')
  async record(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const draft = await this.drafts.get(actor);
    const open = TASKS.filter((task) => (task === 'find' || task === 'weapons') && !isDone(draft, task));
    if (open.length > 0)
      return this.forms.back(
        call,
        refuse('draft-blocked', {
          reasons: open.map((task) => ({
            code: 'page-words',
            field: `/card-${task === 'weapons' ? 'weapons' : task}`,
            rule: 'ITI 17',
            text: call.words.t(`requests.wrong.${task}Open`),
          })),
        }),
      );
    const { common, weapons } = draft;
    const handed = await this.incidents.handIn(actor, {
      exercise: false,
      common,
      weapons: weapons.map((weapon) => ({ weapon })),
    });
    if (!handed.ok) return this.forms.back(call, handed);
    await this.drafts.drop(actor);
    const { id, reference, opened } = handed.value;
    const [only] = opened;
    const notice = { key: 'requests.check.recorded', values: { reference, count: weapons.length } };
    return this.pages.redirect(
      call,
      only !== undefined && opened.length === 1 ? paths.draft.to(only.id) : paths.incidentView.to(id),
      notice,
    );
  }
}
