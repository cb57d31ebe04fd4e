import { Module } from '@nestjs/common';

/** The auditor and the data protection officer. */
@Module({ imports: [], controllers: [], providers: [] })
export class AuditingPagesModule {}
