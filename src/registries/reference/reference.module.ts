import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AuditModule } from '../../ledgers/audit/audit.module.js';
import { takeCsvBodies } from '../../platform/csv-body.js';
import { OriginService } from './origin.service.js';
import { ReferenceCodesQueries } from './reference-codes.queries.js';
import { ReferenceController } from './reference.controller.js';
import { ReferenceRepository } from './reference.repository.js';
import { ReferenceService } from './reference.service.js';

@Module({
  imports: [AuditModule],
  controllers: [ReferenceController],
  providers: [ReferenceRepository, ReferenceService, OriginService, ReferenceCodesQueries],
  exports: [ReferenceService, OriginService, ReferenceCodesQueries],
})
export class ReferenceModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    takeCsvBodies(this.host);
  }
}
