import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE recovery_file (
  id uuid CONSTRAINT recovery_file_pk PRIMARY KEY,
  file_digest text NOT NULL,
  rows_read integer NOT NULL,
  rows_taken integer NOT NULL,
  owning_agency_id uuid NOT NULL,
  incident_ids uuid[] NOT NULL,
  loaded_at timestamptz NOT NULL,
  loaded_by uuid NOT NULL
);
COMMENT ON TABLE recovery_file IS 'Files of recoveries that were loaded: counts, never their content';
COMMENT ON COLUMN recovery_file.file_digest IS 'base64url(SHA-256) of the bytes: the same file again is told';
CREATE INDEX recovery_file_by_digest ON recovery_file (file_digest, owning_agency_id);
COMMENT ON INDEX recovery_file_by_digest IS 'Was this file loaded before?';

GRANT SELECT, INSERT ON recovery_file TO proofmark_app;
`;

export class RecoveryFiles1700000061000 implements MigrationInterface {
  name = 'RecoveryFiles1700000061000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE recovery_file');
  }
}
