import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Outbox1700000002000 implements MigrationInterface {
  name = 'Outbox1700000002000';

  async up(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }
}
