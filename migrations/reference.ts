import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Reference1700000013000 implements MigrationInterface {
  name = 'Reference1700000013000';

  async up(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    return Promise.resolve();
  }
}
