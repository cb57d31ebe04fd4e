import { Get, Inject, Param, Post } from '@nestjs/common';
import { compartmentOf, may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { isUuid } from '../../../domain/shared/ids.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError, unwrap } from '../../../platform/problem.js';
import { CasesQueries } from '../../../tracing/cases/cases.queries.js';
import { IncidentsService } from '../../../tracing/incidents/incidents.service.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { incidentView } from './incident.view.js';

/** One incident: its weapons, and the case of each. */
@Page()
export class IncidentPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly incidents: IncidentsService,
    private readonly cases: CasesQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.incidentView.route)
  @Permit('incidents.work')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<string> {
    if (!isUuid(id)) throw new RefusalError(refuse('not-found'));
    const incident = unwrap(await this.incidents.read(actor, id));
    const compartment = compartmentOf(actor, 'cases.read');
    const lines =
      compartment === undefined
        ? []
        : await this.cases.list(compartment, { incidentId: id }, undefined, this.config['tracing.itemsMax']);
    const view = incidentView(call.words, {
      incident,
      lines,
      works: may(actor, 'cases.work').yes,
      zone: this.config['node.zone'],
      form: await this.forms.at(call),
    });
    return this.pages.render(call, 'requests/incidents/incident', view);
  }

  /** Takes a recovery over that was handed in elsewhere: a case for each weapon that has none yet. */
  @Post(paths.incidentView.route)
  @Permit('cases.work')
  async takeOver(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
  ): Promise<string> {
    if (!isUuid(id)) throw new RefusalError(refuse('not-found'));
    const taken = await this.incidents.takeOver(actor, id);
    if (!taken.ok) return this.forms.back(call, taken);
    return this.pages.redirect(call, paths.incidentView.to(id), {
      key: 'requests.incident.taken',
      values: { count: taken.value.opened.length },
    });
  }
}
