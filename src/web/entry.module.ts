import { Module } from '@nestjs/common';
import { IdentityModule } from '../registries/identity/identity.module.js';
import { GlossaryPage } from './glossary/glossary.page.js';
import { LanguagePage } from './language/language.page.js';
import { SignInPage } from './sign-in/sign-in.page.js';
import { SignOutPage } from './sign-in/sign-out.page.js';

/** Coming in, the first page, and the words. */
@Module({
  imports: [IdentityModule],
  controllers: [SignInPage, SignOutPage, LanguagePage, GlossaryPage],
})
export class EntryPagesModule {}
