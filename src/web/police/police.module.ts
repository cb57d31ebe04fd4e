import { Module } from '@nestjs/common';
import { MarkingsModule } from '../../registries/markings/markings.module.js';
import { MarkingQueryPage } from './marking-query.page.js';

/** What the police come to do. */
@Module({ imports: [MarkingsModule], controllers: [MarkingQueryPage], providers: [] })
export class PolicePagesModule {}
