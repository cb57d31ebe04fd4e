import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Directory1700000011000 implements MigrationInterface {
  name = 'Directory1700000011000';

  async up(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }
}
