import { Module } from '@nestjs/common';
import { IdentityModule } from '../registries/identity/identity.module.js';
import { TracingModule } from '../tracing/tracing.module.js';
import { GlossaryPage } from './glossary/glossary.page.js';
import { LanguagePage } from './language/language.page.js';
import { SignInPage } from './sign-in/sign-in.page.js';
import { SignOutPage } from './sign-in/sign-out.page.js';
import { WorkListPage } from './work-list/work-list.page.js';

/** Coming in, the first page, and the words. */
@Module({
  imports: [IdentityModule, TracingModule],
  controllers: [SignInPage, SignOutPage, LanguagePage, GlossaryPage, WorkListPage],
})
export class EntryPagesModule {}
