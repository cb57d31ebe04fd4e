import { Global, Module } from '@nestjs/common';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { FormDraftRepository } from '../forms/form-draft.repository.js';
import { FormDraftSweeper } from '../forms/form-draft.sweeper.js';
import { FormDrafts } from '../forms/form-drafts.service.js';
import { Forms } from '../forms/forms.service.js';
import { Catalogue } from '../i18n/catalogue.service.js';
import { LocaleRepository } from '../i18n/locale.repository.js';
import { Assets } from './assets.service.js';
import { Cookies } from './cookies.service.js';
import { FormTokens } from './form-token.service.js';
import { PageNotices } from './notices.service.js';
import { PageCalls } from './page-calls.service.js';
import { PageCompression } from './page-compression.service.js';
import { PageDoor } from './page-door.guard.js';
import { PageRenderer } from './page-renderer.service.js';
import { RefusalPageService } from './refusal-page.service.js';
import { Templates } from './templates.service.js';

/** What every page stands on; an area's module need not import it. */
@Global()
@Module({
  imports: [IdentityModule],
  providers: [
    Assets,
    Catalogue,
    Cookies,
    FormDraftRepository,
    FormDraftSweeper,
    FormDrafts,
    FormTokens,
    Forms,
    LocaleRepository,
    PageCalls,
    PageCompression,
    PageDoor,
    PageNotices,
    PageRenderer,
    RefusalPageService,
    Templates,
  ],
  exports: [Catalogue, Cookies, FormDrafts, FormTokens, Forms, LocaleRepository, PageCalls, PageDoor, PageRenderer],
})
export class PageBaseModule {}
