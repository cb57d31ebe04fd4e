import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UP = `
CREATE SEQUENCE case_number;
COMMENT ON SEQUENCE case_number IS 'Numbers of human references; a number that a rolled back transaction took stays unused';
CREATE SEQUENCE incident_number;

CREATE TABLE incident (
  id uuid CONSTRAINT incident_pk PRIMARY KEY,
  reference text NOT NULL CONSTRAINT incident_reference_unique UNIQUE,
  owning_agency_id uuid NOT NULL,
  sealed boolean NOT NULL,
  named_person_ids uuid[] NOT NULL,
  item_count integer NOT NULL CONSTRAINT incident_item_count_positive CHECK (item_count > 0),
  opened_at timestamptz NOT NULL,
  opened_by uuid NOT NULL,
  content bytea NOT NULL,
  version integer NOT NULL
);
COMMENT ON TABLE incident IS 'A recovery of one or more weapons, as handed in; each weapon becomes a case of its own';
COMMENT ON COLUMN incident.content IS 'What was handed in, under a key of its own (case_key by this id)';
CREATE INDEX incident_by_agency ON incident (owning_agency_id, id);

CREATE TABLE trace_case (
  id uuid CONSTRAINT trace_case_pk PRIMARY KEY,
  role text NOT NULL CONSTRAINT trace_case_role_known CHECK (role IN ('requester', 'responder')),
  thread uuid NOT NULL CONSTRAINT trace_case_thread_unique UNIQUE,
  own text NOT NULL,
  partner text,
  state text NOT NULL,
  shared_state text NOT NULL,
  reference text NOT NULL CONSTRAINT trace_case_reference_unique UNIQUE,
  partner_reference text,
  incident_id uuid,
  item integer,
  exercise boolean NOT NULL,
  owning_agency_id uuid NOT NULL,
  sealed boolean NOT NULL,
  named_person_ids uuid[] NOT NULL,
  conflict_person_ids uuid[] NOT NULL,
  assignee_id uuid,
  previous_case_id uuid,
  requester_seq integer NOT NULL,
  responder_seq integer NOT NULL,
  outcome text,
  opened_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  version integer NOT NULL,
  content bytea NOT NULL
);
COMMENT ON TABLE trace_case IS 'One weapon between two States: the fold of its events, in one row';
COMMENT ON COLUMN trace_case.thread IS 'Names the exchange on both nodes; bound to the pair that opened it';
COMMENT ON COLUMN trace_case.content IS 'The whole case as JSON under the key of the case; unreadable once that key is destroyed';
COMMENT ON COLUMN trace_case.requester_seq IS 'Last place of the stream that the requester writes';
CREATE INDEX trace_case_by_state ON trace_case (state, id);
COMMENT ON INDEX trace_case_by_state IS 'Work lists: what is in a state, oldest first (ids grow with time)';
CREATE INDEX trace_case_by_agency ON trace_case (owning_agency_id, id);
CREATE INDEX trace_case_by_partner_reference ON trace_case (partner_reference) WHERE partner_reference IS NOT NULL;
COMMENT ON INDEX trace_case_by_partner_reference IS 'A letter or a telephone call names the case by the other State''s reference';
CREATE INDEX trace_case_by_previous ON trace_case (previous_case_id) WHERE previous_case_id IS NOT NULL;
CREATE INDEX trace_case_by_incident ON trace_case (incident_id) WHERE incident_id IS NOT NULL;

CREATE UNIQUE INDEX trace_case_item_unique ON trace_case (incident_id, item) WHERE role = 'requester' AND previous_case_id IS NULL AND incident_id IS NOT NULL;
COMMENT ON INDEX trace_case_item_unique IS 'One case for each weapon of an incident; the next requests of its chain name the case before';

CREATE TABLE case_event (
  case_id uuid NOT NULL CONSTRAINT case_event_of_case REFERENCES trace_case (id),
  version integer NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  command_id uuid NOT NULL,
  facts jsonb NOT NULL,
  content bytea NOT NULL,
  CONSTRAINT case_event_pk PRIMARY KEY (case_id, version)
);
COMMENT ON TABLE case_event IS 'All that happened to a case, in order; the row of the case is their fold';
COMMENT ON COLUMN case_event.facts IS 'Versions of what the decision knew: directory entry, policy, calendars, record';

GRANT SELECT, INSERT, UPDATE ON incident, trace_case TO proofmark_app;
GRANT SELECT, INSERT ON case_event TO proofmark_app;
GRANT USAGE ON SEQUENCE case_number, incident_number TO proofmark_app;
`;

const DOWN = `
DROP TABLE case_event;
DROP TABLE trace_case;
DROP TABLE incident;
DROP SEQUENCE case_number;
DROP SEQUENCE incident_number;
`;

export class Tracing1700000020000 implements MigrationInterface {
  name = 'Tracing1700000020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
