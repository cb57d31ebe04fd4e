import { Get, Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { SessionsService } from '../../../registries/identity/sessions.service.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { accountView } from './account.view.js';
import { OwnAccount } from './own-account.service.js';

/** What is one's own: roles, password, sessions, tokens. */
@Page()
export class AccountPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly own: OwnAccount,
    private readonly sessions: SessionsService,
  ) {}

  @Get(paths.account.route)
  @Permit('signed in')
  async show(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const view = accountView(call.words, { ...(await this.own.of(actor)), form: await this.forms.at(call) });
    return this.pages.render(call, 'administration/account/account', view);
  }

  /** Every session, this one too: the machine one sits at may be the one that was left open. */
  @Post(paths.accountSessions.route)
  @Permit('signed in')
  async endSessions(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    await this.sessions.endAll(actor);
    return this.pages.redirect(call, paths.signIn.to());
  }
}
