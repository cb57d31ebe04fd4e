import { Module } from '@nestjs/common';
import { AuditModule } from '../../ledgers/audit/audit.module.js';
import { DrillService } from './drill.service.js';
import { NodeSecrets } from './node-secrets.service.js';
import { RecoveryRepository } from './recovery.repository.js';
import { RecoveryService } from './recovery.service.js';

/** What keeps a node alive beyond its machine: recovery shares and practised restores. */
@Module({
  imports: [AuditModule],
  providers: [RecoveryRepository, NodeSecrets, RecoveryService, DrillService],
  exports: [RecoveryService, DrillService, NodeSecrets],
})
export class OperationModule {}
