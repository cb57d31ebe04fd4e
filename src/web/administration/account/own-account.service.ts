import { Inject, Injectable } from '@nestjs/common';
import { may } from '../../../domain/access/policy.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { refuse } from '../../../domain/shared/refusal.js';
import { Clock } from '../../../platform/clock.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { PeopleListQueries } from '../../../registries/identity/people-list.queries.js';
import { TokensService } from '../../../registries/identity/tokens.service.js';
import { type AccountInput } from './account.view.js';

/** What the account page shows. */
@Injectable()
export class OwnAccount {
  constructor(
    private readonly people: PeopleListQueries,
    private readonly tokens: TokensService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(actor: PersonActor): Promise<Omit<AccountInput, 'form'>> {
    const person = await this.people.find(actor.id);
    if (person === undefined) throw new RefusalError(refuse('not-found'));
    return {
      actor,
      person,
      tokens: may(actor, 'tokens.manage').yes ? await this.tokens.list(actor) : [],
      now: this.clock.now(),
      zone: this.config['node.zone'],
      tokenMaxDays: this.config['access.tokenMaxDays'],
      passwordMinLength: this.config['access.passwordMinLength'],
    };
  }
}
