import { Get, Inject } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { unwrap } from '../../platform/problem.js';
import { RecentRecordsService } from '../../registries/markings/recent-records.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { firearmsView } from './firearms.view.js';

/** Where a registrar begins: find a record, make one, load a file, go on with the last ones. */
@Page()
export class FirearmsPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly recent: RecentRecordsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.firearms.route)
  @Permit('firearms.register', 'markings.recent-listed')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const recent = unwrap(await this.recent.list(actor));
    return this.pages.render(call, 'registry/firearms', firearmsView(call.words, recent, this.config['node.zone']));
  }
}
