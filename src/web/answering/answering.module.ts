import { Module } from '@nestjs/common';

/** An answer, from the candidates to the second signature. */
@Module({ imports: [], controllers: [], providers: [] })
export class AnsweringPagesModule {}
