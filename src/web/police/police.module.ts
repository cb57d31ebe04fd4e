import { Module } from '@nestjs/common';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { MarkingsModule } from '../../registries/markings/markings.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { RequestPagesModule } from '../requests/requests.module.js';
import { CovertReaders } from './covert-readers.service.js';
import { HandInCheckPage } from './hand-in-check.page.js';
import { HandInDrafts } from './hand-in-drafts.service.js';
import { HandInFlagsPage } from './hand-in-flags.page.js';
import { HandInStepPage } from './hand-in-step.page.js';
import { HandInWeaponPage } from './hand-in-weapon.page.js';
import { HandInPage } from './hand-in.page.js';
import { MarkingQueryPage } from './marking-query.page.js';
import { MarkFilePage } from './mark-file.page.js';
import { RecoveriesPage } from './recoveries.page.js';
import { RecoveryPage } from './recovery.page.js';
import { WideSearchPage } from './wide-search.page.js';

/** What the police come to do. */
@Module({
  imports: [IdentityModule, MarkingsModule, RequestPagesModule, TracingModule],
  // The pages of a new recovery before one recovery: `new` is no id of one.
  controllers: [
    MarkingQueryPage,
    MarkFilePage,
    WideSearchPage,
    RecoveriesPage,
    HandInPage,
    HandInFlagsPage,
    HandInCheckPage,
    HandInStepPage,
    HandInWeaponPage,
    RecoveryPage,
  ],
  providers: [HandInDrafts, CovertReaders],
})
export class PolicePagesModule {}
