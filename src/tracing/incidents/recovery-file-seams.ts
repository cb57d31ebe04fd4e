import { Injectable } from '@nestjs/common';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { NewCaseService } from '../cases/new-case.service.js';
import { TracingService } from '../tracing.service.js';

/** What the loading touches besides its own table. */
@Injectable()
export class RecoveryFileSeams {
  constructor(
    readonly audit: AuditRepository,
    readonly fresh: NewCaseService,
    readonly tracing: TracingService,
  ) {}
}
