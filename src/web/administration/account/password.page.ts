import { Post } from '@nestjs/common';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../../platform/access/permit.decorator.js';
import { PasswordChangeDto } from '../../../registries/identity/dto/auth.dto.js';
import { PasswordChangeService } from '../../../registries/identity/password-change.service.js';
import { readForm } from '../../forms/form-body.js';
import { Forms } from '../../forms/forms.service.js';
import { OnPage, type PageCall } from '../../page/page-call.js';
import { PageRenderer } from '../../page/page-renderer.service.js';
import { Page } from '../../page/page.decorator.js';
import { paths } from '../../paths.js';
import { passwordFields } from './password-fields.js';

@Page()
export class PasswordPage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly forms: Forms,
    private readonly passwords: PasswordChangeService,
  ) {}

  @Post(paths.accountPassword.route)
  @Permit('signed in')
  async change(@OnPage() call: PageCall, @CurrentActor() actor: PersonActor): Promise<string> {
    const read = await readForm(PasswordChangeDto, passwordFields(call.request.body, ['presentPassword', 'password']));
    if (!read.ok) return this.forms.back(call, read, paths.account.to());
    const changed = await this.passwords.change(actor, read.value.presentPassword, read.value.password);
    if (!changed.ok) return this.forms.back(call, atPassword(changed), paths.account.to());
    return this.pages.redirect(call, paths.account.to(), { key: 'account.passwordChanged' });
  }
}

/** A refusal that names no field is about the new password. */
function atPassword(refusal: Parameters<Forms['back']>[1]): Parameters<Forms['back']>[1] {
  return refusal.field === undefined ? { ...refusal, field: '/password' } : refusal;
}
