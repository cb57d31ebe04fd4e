import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Exchange1700000030000 implements MigrationInterface {
  name = 'Exchange1700000030000';

  async up(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }
}
