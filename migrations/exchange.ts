import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE exchange_rejection (
  mid text NOT NULL,
  sender text NOT NULL,
  code text NOT NULL,
  receipt_jws text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT exchange_rejection_pk PRIMARY KEY (mid)
);
COMMENT ON TABLE exchange_rejection IS 'Signed rejections of letters that have no place in a stream here; a repeated POST gets the same bytes';

CREATE TABLE exchange_gap (
  thread uuid NOT NULL,
  direction text NOT NULL,
  from_seq integer NOT NULL,
  asked_at timestamptz NOT NULL,
  times integer NOT NULL,
  error text,
  CONSTRAINT exchange_gap_pk PRIMARY KEY (thread, direction)
);
COMMENT ON TABLE exchange_gap IS 'When the partner was last asked to send again what a gap lacks';

CREATE TABLE exchange_undeliverable (
  outbox_id uuid NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT exchange_undeliverable_pk PRIMARY KEY (outbox_id)
);
COMMENT ON TABLE exchange_undeliverable IS 'Letters of which a person was told that they do not arrive; told once';

CREATE TABLE exchange_alert (
  id uuid NOT NULL,
  partner text NOT NULL,
  code text NOT NULL,
  thread uuid,
  mid text,
  at timestamptz NOT NULL,
  CONSTRAINT exchange_alert_pk PRIMARY KEY (id)
);
COMMENT ON TABLE exchange_alert IS 'What an honest partner does not do: other bytes under one name, two letters at one place';
CREATE INDEX exchange_alert_at ON exchange_alert (at, id);
COMMENT ON INDEX exchange_alert_at IS 'the latest first, for the status page';

CREATE TABLE exchange_witness (
  partner text NOT NULL,
  epoch integer NOT NULL,
  size bigint NOT NULL,
  note text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT exchange_witness_pk PRIMARY KEY (partner, epoch)
);
COMMENT ON TABLE exchange_witness IS 'The latest checkpoint of each partner''s ledger that a receipt brought: we witness their history and they ours';

GRANT SELECT, INSERT ON exchange_rejection, exchange_undeliverable, exchange_alert TO proofmark_app;
GRANT SELECT, INSERT, UPDATE ON exchange_gap, exchange_witness TO proofmark_app;
`;

export class Exchange1700000030000 implements MigrationInterface {
  name = 'Exchange1700000030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE exchange_witness, exchange_alert, exchange_undeliverable, exchange_gap, exchange_rejection',
    );
  }
}
