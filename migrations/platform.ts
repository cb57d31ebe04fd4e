import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Platform1700000000000 implements MigrationInterface {
  name = 'Platform1700000000000';

  async up(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }
}
