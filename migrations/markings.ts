import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Markings1700000012000 implements MigrationInterface {
  name = 'Markings1700000012000';

  async up(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }
}
