import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE partner_check (
  id uuid NOT NULL,
  partner text NOT NULL,
  at timestamptz NOT NULL,
  result text NOT NULL,
  error text,
  round_trip_ms integer,
  skew_ms integer,
  versions integer[] NOT NULL,
  checked_by uuid,
  CONSTRAINT partner_check_pk PRIMARY KEY (id),
  CONSTRAINT partner_check_result CHECK (result IN ('signed', 'reached', 'failed')),
  CONSTRAINT partner_check_error CHECK (result = 'signed' OR error IS NOT NULL)
);
COMMENT ON TABLE partner_check IS 'Test questions to partners: signed = reached, and both sides hold each other''s keys; reached = it answered, the keys do not fit';
COMMENT ON COLUMN partner_check.skew_ms IS 'by how much the partner''s clock is ahead of ours, from its Date header, to the second';
CREATE INDEX partner_check_latest ON partner_check (partner, at DESC);
COMMENT ON INDEX partner_check_latest IS 'the latest of each partner';

CREATE TABLE sweep_run (
  name text NOT NULL,
  at timestamptz NOT NULL,
  moved integer NOT NULL,
  failed_at timestamptz,
  CONSTRAINT sweep_run_pk PRIMARY KEY (name)
);
COMMENT ON TABLE sweep_run IS 'When each sweep last came to its end, written at most every half minute: shows that a worker runs';

CREATE TABLE recovery_set (
  id uuid NOT NULL,
  public_key text NOT NULL,
  shares integer NOT NULL,
  threshold integer NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  checked_by uuid,
  checked_at timestamptz,
  file_at timestamptz,
  file_digest text,
  CONSTRAINT recovery_set_pk PRIMARY KEY (id),
  CONSTRAINT recovery_set_shares CHECK (threshold >= 2 AND shares >= threshold AND shares <= 16),
  CONSTRAINT recovery_set_checked CHECK ((checked_by IS NULL) = (checked_at IS NULL))
);
COMMENT ON TABLE recovery_set IS 'Shares of a recovery key that were given out. Neither a share nor the private key is stored anywhere';
COMMENT ON COLUMN recovery_set.public_key IS 'X25519, base64url: what the recovery file is sealed to';
COMMENT ON COLUMN recovery_set.file_digest IS 'of the keys that the last file held, so that a newer key is noticed';

CREATE TABLE restore_drill (
  id uuid NOT NULL,
  restored_on date NOT NULL,
  backup_on date NOT NULL,
  result text NOT NULL,
  note text,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  confirmed_by uuid,
  confirmed_at timestamptz,
  CONSTRAINT restore_drill_pk PRIMARY KEY (id),
  CONSTRAINT restore_drill_result CHECK (result IN ('whole', 'with losses', 'failed')),
  CONSTRAINT restore_drill_dates CHECK (backup_on <= restored_on),
  CONSTRAINT restore_drill_two_persons CHECK (confirmed_by IS NULL OR confirmed_by <> recorded_by),
  CONSTRAINT restore_drill_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
COMMENT ON TABLE restore_drill IS 'Restores that were practised, each confirmed by a second person who saw it';

GRANT SELECT, INSERT ON partner_check TO proofmark_app;
GRANT SELECT, INSERT, UPDATE ON sweep_run TO proofmark_app;
GRANT SELECT, INSERT ON recovery_set, restore_drill TO proofmark_app;
GRANT UPDATE (checked_by, checked_at, file_at, file_digest) ON recovery_set TO proofmark_app;
GRANT UPDATE (confirmed_by, confirmed_at) ON restore_drill TO proofmark_app;
`;

export class Operation1700000052000 implements MigrationInterface {
  name = 'Operation1700000052000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE restore_drill, recovery_set, sweep_run, partner_check');
  }
}
