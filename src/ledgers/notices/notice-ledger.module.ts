import { Module } from '@nestjs/common';
import { NoticeRepository } from './notice.repository.js';

@Module({ providers: [NoticeRepository], exports: [NoticeRepository] })
export class NoticeLedgerModule {}
