import { Post } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { AuthenticationService } from '../../registries/identity/authentication.service.js';
import { SessionsService } from '../../registries/identity/sessions.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { paths } from '../paths.js';

@Page()
export class SignOutPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly sessions: SessionsService,
    private readonly authentication: AuthenticationService,
  ) {}

  @Post(paths.signOut.route)
  @Permit('signed in')
  async signOut(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    await this.sessions.end(actor);
    void call.reply.header('set-cookie', this.authentication.clearCookie());
    return this.pages.redirect(call, paths.signIn.to());
  }
}
