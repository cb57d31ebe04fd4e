import { Module } from '@nestjs/common';
import { EntryPagesModule } from './entry.module.js';
import { PageBaseModule } from './page/page-base.module.js';

/** The pages, one module for each thing that people come to do: add yours. */
@Module({ imports: [PageBaseModule, EntryPagesModule] })
export class WebModule {}
