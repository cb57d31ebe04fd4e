import { Get, Inject, Post } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { PinService } from '../../../registries/directory/pin.service.js';
import { PeopleQueries } from '../../../registries/identity/people.queries.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { readEntryFile } from './entry-file.js';
import { entryUploadView } from './entry-upload.view.js';
import { proposalsView } from './proposals.view.js';

const PROPOSALS_MAX = 100;

/** States that somebody wants pinned, and a new one from the file that its contact point handed over. */
@Page()
export class ProposalsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly pins: PinService,
    private readonly people: PeopleQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.proposals.route)
  @Permit('directory.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const proposals = await this.pins.list({ limit: PROPOSALS_MAX });
    const view = proposalsView(call.words, {
      proposals,
      names: await this.people.namesOf(proposals.map(({ proposedBy }) => proposedBy)),
      mayPin: may(actor, 'directory.pin').yes,
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'administration/partners/proposals', view);
  }

  @Get(paths.newProposal.route)
  @Permit('directory.pin')
  async ask(@OnPage() call: PageCall): Promise<string> {
    const view = entryUploadView(call.words, { form: await this.forms.at(call) });
    return this.pages.render(call, 'administration/partners/entry-upload', view);
  }

  @Post(paths.proposals.route)
  @Permit('directory.pin')
  async propose(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const read = await readEntryFile(call.request.upload);
    if (!read.ok) return this.forms.back(call, read, paths.newProposal.to());
    const proposed = await this.pins.proposePin(actor, read.value.entry);
    if (!proposed.ok)
      return this.forms.back(call, { ok: false, code: proposed.code, field: '/file' }, paths.newProposal.to());
    return this.pages.redirect(call, paths.proposalView.to(proposed.value.id), { key: 'partners.hasProposed' });
  }
}
