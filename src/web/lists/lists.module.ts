import { Module } from '@nestjs/common';
import { ReferenceModule } from '../../registries/reference/reference.module.js';
import { DecoderPage } from './decoder.page.js';
import { ListsPage } from './lists.page.js';

/** The reference lists, and what marks suggest by them. */
@Module({
  imports: [ReferenceModule],
  controllers: [ListsPage, DecoderPage],
})
export class ListPagesModule {}
