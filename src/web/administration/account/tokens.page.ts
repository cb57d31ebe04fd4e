import { Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { instantAt } from '../../../domain/deadlines/zone-time.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { isCalendarDate } from '../../../domain/shared/instant.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { RefusalError } from '../../../platform/problem.js';
import { NewTokenDto } from '../../../registries/identity/dto/grants.dto.js';
import { TokensService } from '../../../registries/identity/tokens.service.js';
import { readForm } from '../../forms/form-body.js';
import { inputOf } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';

const DAY_MS = 86_400_000;

/** One's own tokens for programs: made with a part of what one may do, and revoked. */
@Page()
export class TokensPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly tokens: TokensService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post(paths.accountTokens.route)
  @Permit('tokens.manage')
  async create(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const { label = [], scopes = [], expiresAt = [] } = inputOf(call.request.body);
    const read = await readForm(
      NewTokenDto,
      { label, scopes, expiresAt: [this.endOf((expiresAt[0] ?? '').trim())] },
      { lists: ['scopes'] },
    );
    if (!read.ok) return this.forms.back(call, read, paths.account.to());
    const created = await this.tokens.create(actor, read.value);
    if (!created.ok) return this.forms.back(call, created, paths.account.to());
    return this.pages.redirect(call, paths.account.to(), {
      key: 'account.tokenCreated',
      values: { label: created.value.token.label, secret: created.value.secret },
    });
  }

  @Post(paths.accountToken.route)
  @Permit('tokens.manage')
  async revoke(
    @OnPage() call: PageCall,
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<string> {
    const revoked = await this.tokens.revoke(actor, id);
    if (!revoked.ok) throw new RefusalError(revoked);
    return this.pages.redirect(call, paths.account.to(), { key: 'account.tokenRevoked' });
  }

  /** The end of that day at the contact point; what is no day is left to the rules of the API. */
  private endOf(day: string): string {
    return isCalendarDate(day) ? instantAt(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS, this.config['node.zone']) : day;
  }
}
