import { Module } from '@nestjs/common';
import { IdentityModule } from '../../registries/identity/identity.module.js';
import { TracingModule } from '../../tracing/tracing.module.js';
import { CasePage } from './case.page.js';
import { MessagesPage } from './messages.page.js';
import { OpenCases } from './open-cases.service.js';

/** A case as its officer sees it. */
@Module({ imports: [IdentityModule, TracingModule], controllers: [CasePage, MessagesPage], providers: [OpenCases] })
export class CasePagesModule {}
