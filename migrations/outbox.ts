import { type MigrationInterface, type QueryRunner } from 'typeorm';

const OUTBOX = `
CREATE TABLE outbox (
  id uuid NOT NULL,
  kind text NOT NULL,
  case_id uuid,
  thread uuid NOT NULL,
  partner text NOT NULL,
  direction text,
  seq integer,
  seen integer,
  message_kind text,
  letter bytea,
  exercise boolean NOT NULL,
  jws bytea,
  receipt_jws text,
  mid text,
  jwe text,
  sealing_kid text,
  state text NOT NULL,
  attempts integer NOT NULL,
  next_at timestamptz NOT NULL,
  lease_until timestamptz,
  last_error text,
  created_at timestamptz NOT NULL,
  first_sent_at timestamptz,
  ended_at timestamptz,
  answer_jws text,
  CONSTRAINT outbox_pk PRIMARY KEY (id),
  CONSTRAINT outbox_mid UNIQUE (mid),
  CONSTRAINT outbox_kind CHECK (kind IN ('message', 'receipt')),
  CONSTRAINT outbox_direction CHECK (direction IN ('requester', 'responder')),
  CONSTRAINT outbox_state CHECK (state IN ('waiting', 'delivered', 'rejected', 'voided')),
  CONSTRAINT outbox_message CHECK (kind <> 'message' OR (case_id IS NOT NULL AND direction IS NOT NULL AND seq >= 1 AND seen >= 0 AND message_kind IS NOT NULL AND letter IS NOT NULL)),
  CONSTRAINT outbox_receipt CHECK (kind <> 'receipt' OR (receipt_jws IS NOT NULL AND direction IS NULL AND seq IS NULL)),
  CONSTRAINT outbox_sealed_after_signed CHECK (kind <> 'message' OR jwe IS NULL OR mid IS NOT NULL)
);
COMMENT ON TABLE outbox IS 'What partners are to receive: messages in the order of their threads, and receipts outside it. Delivery is retried from here until a signed receipt or rejection';
COMMENT ON COLUMN outbox.id IS 'the jti of a message';
COMMENT ON COLUMN outbox.direction IS 'our side of the trace; null for a receipt';
COMMENT ON COLUMN outbox.seen IS 'highest seq of the other direction that its author had applied';
COMMENT ON COLUMN outbox.letter IS 'kind and body, encrypted under the key of the case';
COMMENT ON COLUMN outbox.jws IS 'the inner JWS, signed once, encrypted under the key of the case';
COMMENT ON COLUMN outbox.mid IS 'hash of the inner JWS: the message''s identity, which outlives its content';
COMMENT ON COLUMN outbox.jwe IS 'the bytes that are sent and sent again';
COMMENT ON COLUMN outbox.answer_jws IS 'the signed receipt or rejection that ended the delivery';
-- A message and the VOID that gives it up have one place; at most one of them stands.
CREATE UNIQUE INDEX outbox_place ON outbox (thread, direction, seq) WHERE kind = 'message' AND state IN ('waiting', 'delivered');
COMMENT ON INDEX outbox_place IS 'one standing message at each place of a stream';
CREATE INDEX outbox_stream ON outbox (thread, direction, seq) WHERE kind = 'message';
COMMENT ON INDEX outbox_stream IS 'a stream in its order, for prev and for sending again';
CREATE INDEX outbox_waiting ON outbox (next_at, id) WHERE state = 'waiting';
COMMENT ON INDEX outbox_waiting IS 'the claim of what is due';
CREATE INDEX outbox_waiting_stream ON outbox (thread, direction, seq) WHERE state = 'waiting' AND kind = 'message';
COMMENT ON INDEX outbox_waiting_stream IS 'is there an earlier message that still waits?';
`;

const INBOX = `
CREATE TABLE inbox (
  mid text NOT NULL,
  jti uuid NOT NULL,
  sender text NOT NULL,
  thread uuid NOT NULL,
  direction text NOT NULL,
  seq integer NOT NULL,
  prev text,
  seen integer NOT NULL,
  message_kind text NOT NULL,
  case_id uuid NOT NULL,
  exercise boolean NOT NULL,
  jws bytea NOT NULL,
  received_at timestamptz NOT NULL,
  receipt_jws text NOT NULL,
  state text NOT NULL,
  reason text,
  ended_at timestamptz,
  CONSTRAINT inbox_pk PRIMARY KEY (mid),
  CONSTRAINT inbox_jti UNIQUE (sender, jti),
  CONSTRAINT inbox_direction CHECK (direction IN ('requester', 'responder')),
  CONSTRAINT inbox_state CHECK (state IN ('waiting', 'applied', 'rejected')),
  CONSTRAINT inbox_seq CHECK (seq >= 1 AND seen >= 0),
  CONSTRAINT inbox_reason CHECK (state <> 'rejected' OR reason IS NOT NULL)
);
COMMENT ON TABLE inbox IS 'Every message whose signature held, kept for ever: what a replay is known by';
COMMENT ON COLUMN inbox.direction IS 'the sender''s side of the trace';
COMMENT ON COLUMN inbox.jws IS 'the inner JWS, encrypted under the key of the case';
COMMENT ON COLUMN inbox.receipt_jws IS 'the signed answer to the POST; a repeated POST gets the same';
COMMENT ON COLUMN inbox.state IS 'waiting for its turn; applied or rejected, which both use up the seq';
CREATE UNIQUE INDEX inbox_place ON inbox (sender, thread, direction, seq);
COMMENT ON INDEX inbox_place IS 'one message at each place of a stream';
CREATE INDEX inbox_stream ON inbox (thread, direction, seq);
COMMENT ON INDEX inbox_stream IS 'is the message before this one used up?';
CREATE INDEX inbox_waiting ON inbox (received_at, mid) WHERE state = 'waiting';
COMMENT ON INDEX inbox_waiting IS 'threads with work, and gaps with their age';
`;

const FOLLOW_UP = `
CREATE TABLE follow_up (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  command bytea NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL,
  next_at timestamptz NOT NULL,
  lease_until timestamptz,
  last_error text,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT follow_up_pk PRIMARY KEY (id),
  CONSTRAINT follow_up_state CHECK (state IN ('waiting', 'done', 'erased'))
);
COMMENT ON TABLE follow_up IS 'Commands that one case gives another, each executed once in a transaction of its own';
COMMENT ON COLUMN follow_up.id IS 'derived from (case, event, kind): adding it twice is adding it once';
COMMENT ON COLUMN follow_up.command IS 'encrypted under the key of the case it goes to';
CREATE INDEX follow_up_waiting ON follow_up (next_at, id) WHERE state = 'waiting';
COMMENT ON INDEX follow_up_waiting IS 'the claim of what is due';

GRANT SELECT, INSERT, UPDATE ON outbox, inbox, follow_up TO proofmark_app;
`;

export class Outbox1700000002000 implements MigrationInterface {
  name = 'Outbox1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OUTBOX);
    await runner.query(INBOX);
    await runner.query(FOLLOW_UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE follow_up, inbox, outbox');
  }
}
