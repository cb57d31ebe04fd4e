import { Module } from '@nestjs/common';

/** Setting up and running the node. */
@Module({ imports: [], controllers: [], providers: [] })
export class AdministrationPagesModule {}
