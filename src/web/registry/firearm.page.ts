import { Get, Inject, Param } from '@nestjs/common';
import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { unwrap } from '../../platform/problem.js';
import { MarkingsService } from '../../registries/markings/markings.service.js';
import { anId } from '../page/an-id.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { firearmPageView } from './firearm.view.js';
import { personsIn } from './history.view.js';
import { PersonNames } from './person-names.service.js';
import { reasonOf, reasonView } from './reading-reason.js';

/** One record: what it is, what stands on it, its life, its holders at the level of the reader, and every change. */
@Page()
export class FirearmPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly markings: MarkingsService,
    private readonly names: PersonNames,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.firearmView.route)
  @Permit('firearms.read')
  async show(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', anId()) id: string,
  ): Promise<string> {
    const keeps = may(actor, 'firearms.register').yes;
    const reason = await reasonOf(call);
    if (reason === undefined) {
      const usual = keeps ? 'upkeep of the registry' : '';
      return this.pages.render(call, 'registry/reason', await reasonView(call.words, call, usual));
    }
    const record = unwrap(await this.markings.get(actor, id, reason));
    const view = firearmPageView(call.words, {
      record,
      reason,
      nameOf: await this.names.of(call.words, personsIn(record)),
      keeps,
      persons: may(actor, 'firearms.read', { level: 2 }).yes,
      zone: this.config['node.zone'],
      state: this.config['node.state'],
      today: this.clock.now().slice(0, 10),
    });
    return this.pages.render(call, 'registry/firearm', view);
  }
}
