import { Module } from '@nestjs/common';

/** A case as its officer sees it. */
@Module({ imports: [], controllers: [], providers: [] })
export class CasePagesModule {}
