import { Module } from '@nestjs/common';

/** Work: the list, search, queues, hand-over. */
@Module({ imports: [], controllers: [], providers: [] })
export class WorkPagesModule {}
