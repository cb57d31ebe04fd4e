import { Module, type DynamicModule } from '@nestjs/common';
import { type Config } from './platform/config.js';
import { PlatformModule, type PlatformOverrides } from './platform/platform.module.js';
import { AuditModule } from './ledgers/audit/audit.module.js';
import { OutboxModule } from './ledgers/outbox/outbox.module.js';
import { DeadlinesModule } from './ledgers/deadlines/deadlines.module.js';
import { IdentityModule } from './registries/identity/identity.module.js';
import { DirectoryModule } from './registries/directory/directory.module.js';
import { MarkingsModule } from './registries/markings/markings.module.js';
import { ReferenceModule } from './registries/reference/reference.module.js';
import { DataSubjectsModule } from './registries/data-subjects/data-subjects.module.js';
import { TracingModule } from './tracing/tracing.module.js';
import { ExchangeModule } from './exchange/exchange.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { ReportingModule } from './reporting/reporting.module.js';
import { WebModule } from './web/web.module.js';

/** Imports the rooms, nothing else; built once for each node. */
@Module({})
export class AppModule {
  static forRoot(config: Config, overrides: PlatformOverrides = {}): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config, overrides),
        AuditModule,
        OutboxModule,
        DeadlinesModule,
        IdentityModule,
        DirectoryModule,
        MarkingsModule,
        ReferenceModule,
        DataSubjectsModule,
        TracingModule,
        ExchangeModule,
        NoticesModule,
        ReportingModule,
        WebModule,
      ],
    };
  }
}
