import { Module } from '@nestjs/common';

/** From an incident to a request, one or many at a time. */
@Module({ imports: [], controllers: [], providers: [] })
export class RequestPagesModule {}
