import { Get, Inject } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { PartnerStateQueries } from '../../../exchange/partner-state.queries.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { DirectoryService } from '../../../registries/directory/directory.service.js';
import { PinService } from '../../../registries/directory/pin.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { partnersView } from './partners.view.js';

/** There are fewer States than this. */
const PARTNERS_MAX = 300;
const PROPOSALS_MAX = 100;

/** The pinned States and how the exchange with each of them stands. */
@Page()
export class PartnersPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly directory: DirectoryService,
    private readonly pins: PinService,
    private readonly states: PartnerStateQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.partners.route)
  @Permit('directory.read')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const [partners, proposals] = await Promise.all([
      this.directory.partners('', PARTNERS_MAX),
      this.pins.list({ state: 'open', limit: PROPOSALS_MAX }),
    ]);
    const view = partnersView(call.words, {
      partners,
      ...(may(actor, 'exchange.read').yes
        ? { states: await this.states.of(partners.map(({ country }) => country)) }
        : {}),
      openProposals: proposals.length,
      mayPin: may(actor, 'directory.pin').yes,
      zone: this.config['node.zone'],
    });
    return this.pages.render(call, 'administration/partners/partners', view);
  }
}
