import { Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { PeopleQueries } from '../../registries/identity/people.queries.js';
import { CaseProposals } from '../../tracing/cases/case-proposal.service.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { approvalView } from './approval.view.js';
import { CapitalZones } from './capital-zones.service.js';
import { PartnerLanguage } from './partner-language.service.js';
import { personsIn } from './proposal-changes.view.js';

/** The exact letter that waits for a signature, and what changed since it was proposed. */
@Page()
export class ApprovalPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly proposals: CaseProposals,
    private readonly people: PeopleQueries,
    private readonly zones: CapitalZones,
    private readonly languages: PartnerLanguage,
  ) {}

  @Get(paths.approve.route)
  @Permit('cases.work')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const result = await this.proposals.view(actor, id);
    if (!result.ok && result.code === 'nothing-proposed')
      return this.pages.render(call, 'answering/nothing-proposed', {
        title: call.words.t('answering.approval.nothing'),
        back: { href: paths.caseView.to(id), text: call.words.t('answering.toCase') },
      });
    const found = unwrap(result);
    const { proposal } = found;
    const persons = [proposal.by, proposal.approval?.by ?? proposal.by, ...personsIn(found.changes)];
    const { partner } = found.view.case;
    const view = approvalView(call.words, {
      found,
      form: await this.forms.at(call),
      personId: actor.id,
      names: await this.people.namesOf(persons),
      zones: await this.zones.of(partner),
      translated: await this.languages.read(call.words, partner, proposal.letter),
    });
    return this.pages.render(call, 'answering/approval', view);
  }
}
