import { Inject, Injectable } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { NoticesService } from '../../notices/notices.service.js';
import { PeopleQueries } from '../../registries/identity/people.queries.js';
import { type Words } from '../i18n/words.js';
import { noticesView, personsIn, type NoticesView } from './notices.view.js';

/** What the node tells a person and was not read yet. */
@Injectable()
export class NoticeInputs {
  constructor(
    private readonly notices: NoticesService,
    private readonly people: PeopleQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(words: Words, actor: PersonActor): Promise<NoticesView | undefined> {
    const unread = await this.notices.unread(actor, this.config['web.noticesMax']);
    const names = await this.people.namesOf(personsIn(unread));
    return noticesView(words, unread, names, this.config['node.zone']);
  }
}
