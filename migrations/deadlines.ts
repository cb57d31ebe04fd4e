import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Deadlines1700000003000 implements MigrationInterface {
  name = 'Deadlines1700000003000';

  async up(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }
}
