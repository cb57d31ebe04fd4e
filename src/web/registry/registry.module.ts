import { Module } from '@nestjs/common';

/** The registrar's records. */
@Module({ imports: [], controllers: [], providers: [] })
export class RegistryPagesModule {}
