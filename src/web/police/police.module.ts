import { Module } from '@nestjs/common';

/** What the police come to do. */
@Module({ imports: [], controllers: [], providers: [] })
export class PolicePagesModule {}
