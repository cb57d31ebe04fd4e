import { Module } from '@nestjs/common';
import { NoticeLedgerModule } from '../ledgers/notices/notice-ledger.module.js';
import { NoticesController } from './notices.controller.js';
import { NoticesService } from './notices.service.js';

/** What a person is told: in the node. */
@Module({
  imports: [NoticeLedgerModule],
  controllers: [NoticesController],
  providers: [NoticesService],
  exports: [NoticesService],
})
export class NoticesModule {}
