import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Identity1700000010000 implements MigrationInterface {
  name = 'Identity1700000010000';

  async up(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }
}
