import { Post } from '@nestjs/common';
import { Permit } from '../../platform/access/permit.decorator.js';
import { refuse } from '../../domain/shared/refusal.js';
import { RefusalError } from '../../platform/problem.js';
import { Transactions } from '../../platform/transaction.js';
import { LocaleRepository } from '../i18n/locale.repository.js';
import { isLocale } from '../i18n/locales.js';
import { Cookies } from '../page/cookies.service.js';
import { OnPage, type PageCall } from '../page/page-call.js';
import { PageRenderer } from '../page/page-renderer.service.js';
import { Page } from '../page/page.decorator.js';
import { localPath, paths } from '../paths.js';

/** The six buttons at the foot of every page: kept for the person, and on this machine for the sign-in. */
@Page()
export class LanguagePage {
  constructor(
    private readonly pages: PageRenderer,
    private readonly cookies: Cookies,
    private readonly locales: LocaleRepository,
    private readonly transactions: Transactions,
  ) {}

  @Post(paths.language.route)
  @Permit('open')
  async choose(@OnPage() call: PageCall): Promise<string> {
    const { locale, _at: at } = (call.request.body ?? {}) as Readonly<Record<string, unknown>>;
    if (!isLocale(locale)) throw new RefusalError(refuse('field-invalid', { field: '/locale', rule: 'a language' }));
    const { actor } = call;
    if (actor !== undefined) await this.transactions.run((tx) => this.locales.save(tx, actor.id, locale));
    this.cookies.write(call.reply, 'language', locale);
    return this.pages.redirect(call, localPath(at) ?? paths.home.to());
  }
}
