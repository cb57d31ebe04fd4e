import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Audit1700000001000 implements MigrationInterface {
  name = 'Audit1700000001000';

  async up(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }
}
