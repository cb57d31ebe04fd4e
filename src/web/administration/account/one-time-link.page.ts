import { Get, Inject, Param, Post } from '@nestjs/common';
import { Permit } from '../../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../../platform/config.js';
import { statusOf } from '../../../platform/problem.js';
import { NewPasswordDto } from '../../../registries/identity/dto/auth.dto.js';
import { PasswordChangeService } from '../../../registries/identity/password-change.service.js';
import { readForm } from '../../forms/form-body.js';
import { FormState } from '../../forms/form-state.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { oneTimeLinkView } from './one-time-link.view.js';
import { passwordFields } from './password-fields.js';

const TEMPLATE = 'administration/account/one-time-link';

/** An invitation or a reset: the secret in the address stands for the sign-in, and a look at the page does not spend it. */
@Page()
export class OneTimeLinkPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly passwords: PasswordChangeService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(paths.oneTimeLink.route)
  @Permit('open')
  show(@OnPage() call: PageCall, @Param('token') token: string): string {
    return this.page(call, token, FormState.EMPTY);
  }

  @Post(paths.oneTimeLink.route)
  @Permit('open')
  async accept(@OnPage() call: PageCall, @Param('token') token: string): Promise<string> {
    const read = await readForm(NewPasswordDto, passwordFields(call.request.body, ['password']));
    const accepted = read.ok ? await this.passwords.acceptLink(token, read.value.password) : read;
    if (accepted.ok) return this.pages.redirect(call, paths.signIn.to(), { key: 'account.passwordSet' });
    const refusal = accepted.code === 'link-spent' ? accepted : { ...accepted, field: '/password' };
    const page = this.page(call, token, this.forms.stateOf(call, refusal));
    void call.reply.status(statusOf(accepted.code));
    return page;
  }

  private page(call: PageCall, token: string, form: FormState): string {
    // The address is a secret: it must not travel on in a referrer.
    void call.reply.header('referrer-policy', 'no-referrer');
    const view = oneTimeLinkView(call.words, { token, form, minLength: this.config['access.passwordMinLength'] });
    return this.pages.render(call, TEMPLATE, view);
  }
}
