import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE notice (
  id uuid CONSTRAINT notice_pk PRIMARY KEY,
  person_id uuid NOT NULL,
  code text NOT NULL,
  case_id uuid,
  detail jsonb NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz
);
COMMENT ON TABLE notice IS 'What a person is told in the node: one row for each cause and recipient';
COMMENT ON COLUMN notice.id IS 'Derived from cause and recipient: telling twice is telling once';
COMMENT ON COLUMN notice.detail IS 'Names of clocks, steps and ids; never a person, a serial or a content';
CREATE INDEX notice_by_person ON notice (person_id, at DESC, id DESC);
COMMENT ON INDEX notice_by_person IS 'A person''s notices, newest first';

GRANT SELECT, INSERT ON notice TO proofmark_app;
GRANT UPDATE (read_at) ON notice TO proofmark_app;
`;

export class Notices1700000004000 implements MigrationInterface {
  name = 'Notices1700000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notice');
  }
}
