import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Platform1700000000000 implements MigrationInterface {
  name = 'Platform1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE clock_setting (
        id        smallint         CONSTRAINT clock_setting_pk PRIMARY KEY CONSTRAINT clock_setting_one_row CHECK (id = 1),
        real_at   timestamptz      NOT NULL,
        shown_at  timestamptz      NOT NULL,
        rate      double precision NOT NULL CONSTRAINT clock_setting_rate CHECK (rate >= 0 AND rate <= 1000000)
      );
      COMMENT ON TABLE clock_setting IS 'The clock of an exercise or a test: at real_at it shows shown_at, and then runs rate times as fast. Production never reads it.';

      CREATE TABLE idempotency_key (
        actor           text        NOT NULL,
        key             text        NOT NULL,
        route           text        NOT NULL,
        request_digest  text        NOT NULL,
        lease           uuid        NOT NULL,
        lease_until     timestamptz,
        answer          bytea,
        created_at      timestamptz NOT NULL,
        CONSTRAINT idempotency_key_pk PRIMARY KEY (actor, key),
        CONSTRAINT idempotency_key_answered_or_leased CHECK ((answer IS NULL) <> (lease_until IS NULL))
      );
      COMMENT ON TABLE idempotency_key IS 'Creating calls by the key that their caller chose: carried out once, answered again.';
      COMMENT ON COLUMN idempotency_key.answer IS 'Status, headers and body, sealed under the node''s master key; null while the call is under way.';
      -- guards: the sweep that forgets old answers reads no others
      CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);

      CREATE TABLE case_key (
        case_id     uuid        CONSTRAINT case_key_pk PRIMARY KEY,
        sealed_key  bytea       NOT NULL,
        created_at  timestamptz NOT NULL
      );
      COMMENT ON TABLE case_key IS 'The key of each case''s plaintext; deleting a row erases the case, in the copies too.';
      COMMENT ON COLUMN case_key.sealed_key IS 'AES-256-GCM under the node''s master key, bound to the case id.';

      GRANT SELECT, INSERT, UPDATE ON clock_setting TO proofmark_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO proofmark_app;
      GRANT SELECT, INSERT, DELETE ON case_key TO proofmark_app;
      GRANT SELECT ON migration TO proofmark_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE case_key, idempotency_key, clock_setting');
  }
}
