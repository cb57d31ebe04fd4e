import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Tracing1700000020000 implements MigrationInterface {
  name = 'Tracing1700000020000';

  async up(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }
}
