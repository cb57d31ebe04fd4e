import { Get, Inject, Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse } from '../../domain/shared/refusal.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { IncidentsService } from '../../tracing/incidents/incidents.service.js';
import { Forms } from '../forms/forms.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';
import { CovertReaders } from './covert-readers.service.js';
import { handInCheckView } from './hand-in-check.view.js';
import { HandInDrafts } from './hand-in-drafts.service.js';
import { HAND_IN_TASKS, isDone } from './hand-in-order.js';

/** Everything that was told, once more, before it goes to the contact point. */
@Page()
export class HandInCheckPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly drafts: HandInDrafts,
    private readonly incidents: IncidentsService,
    private readonly readers: CovertReaders,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.handInCheck.route)
  @Permit('recoveries.hand-in')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const draft = await this.drafts.get(actor);
    if (draft.weapons.length === 0) return this.pages.redirect(call, paths.handIn.to());
    const view = handInCheckView(call.words, draft, await this.forms.at(call), this.config['tracing.itemsMax']);
    return this.pages.render(call, 'police/hand-in-check', view);
  }

  @Post(paths.handInCheck.route)
  @Permit('recoveries.hand-in')
  async handIn(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const draft = await this.drafts.get(actor);
    const open = HAND_IN_TASKS.filter((task) => !isDone(draft, task));
    if (open.length > 0)
      return this.back(
        call,
        open.map((task) => ({
          task,
          text: call.words.t('police.handIn.stillOpen', { task: call.words.t(`police.handIn.task.${task}`) }),
        })),
      );
    const readers = draft.covert ? await this.readers.ids() : [];
    if (draft.covert && readers.length === 0)
      return this.back(call, [{ task: 'flags', text: call.words.t('police.handIn.noHead') }]);
    const content = { exercise: false, common: draft.common, weapons: draft.weapons.map((weapon) => ({ weapon })) };
    const sealedFor = draft.covert ? [actor.id, ...readers] : [];
    const handed = await this.incidents.handIn(actor, content, sealedFor);
    if (!handed.ok) return this.forms.back(call, handed);
    await this.drafts.drop(actor);
    const { id, reference } = handed.value;
    return this.pages.redirect(call, paths.recoveryView.to(id), {
      key: 'police.handIn.handedIn',
      values: { reference },
    });
  }

  private async back(
    call: PageCall,
    open: readonly { readonly task: string; readonly text: string }[],
  ): Promise<string> {
    const reasons = open.map(({ task, text }) => ({
      code: 'page-words' as const,
      field: `/card-${task}`,
      rule: 'ITI 17',
      text,
    }));
    return this.forms.back(call, refuse('draft-blocked', { reasons }));
  }
}
