import { type MigrationInterface, type QueryRunner } from 'typeorm';

const LOOKS = `
-- An index takes immutable functions alone, so the id is cut out of the bytes and no JSON is parsed.
CREATE INDEX audit_entry_firearm ON audit_entry ((substring(encode(canonical, 'escape') FROM '"firearmId":"([0-9a-f-]{36})"')), id) WHERE act = 'markings.read';
COMMENT ON INDEX audit_entry_firearm IS 'who looked at one marking record';
CREATE INDEX audit_entry_work ON audit_entry (actor_id, at) WHERE actor_kind = 'person' AND (case_id IS NOT NULL OR act = 'incident.handed-in');
COMMENT ON INDEX audit_entry_work IS 'did a person work on any case or recovery after a query: asked for every query of a period';
CREATE INDEX audit_entry_query_time ON audit_entry (at, id) WHERE actor_kind = 'person' AND act IN ('markings.looked-up', 'markings.read', 'case.read', 'case.exported', 'identity.glass-broken', 'access.refused');
COMMENT ON INDEX audit_entry_query_time IS 'looks and refusals of a span of time, for the reports on unusual use';
`;

const SAMPLES = `
CREATE TABLE history_sample (
  id uuid CONSTRAINT history_sample_pk PRIMARY KEY,
  seed text NOT NULL CONSTRAINT history_sample_seed_length CHECK (length(seed) BETWEEN 1 AND 64),
  size integer NOT NULL CONSTRAINT history_sample_size CHECK (size BETWEEN 1 AND 500),
  filter jsonb NOT NULL,
  population integer NOT NULL,
  population_digest text NOT NULL,
  drawn_at timestamptz NOT NULL,
  drawn_by uuid NOT NULL
);
COMMENT ON TABLE history_sample IS 'Trace histories drawn at random: seed and population say why these, so that anybody who may can repeat the draw';
COMMENT ON COLUMN history_sample.filter IS 'which cases were drawn from; its end is the moment of the draw, so that later cases do not change it';
COMMENT ON COLUMN history_sample.population_digest IS 'base64 of SHA-256 over the ids in order: tells whether a case was sealed or opened since';

CREATE TABLE history_sample_case (
  sample_id uuid NOT NULL CONSTRAINT history_sample_case_sample REFERENCES history_sample,
  ordinal integer NOT NULL,
  case_id uuid NOT NULL,
  verdict text,
  note bytea,
  reviewed_at timestamptz,
  reviewed_by uuid,
  CONSTRAINT history_sample_case_pk PRIMARY KEY (sample_id, ordinal),
  CONSTRAINT history_sample_case_once UNIQUE (sample_id, case_id),
  CONSTRAINT history_sample_case_reviewed_whole CHECK (num_nulls(verdict, reviewed_at, reviewed_by) IN (0, 3))
);
COMMENT ON COLUMN history_sample_case.note IS 'What the auditor wrote, sealed under the key of the node';
`;

const SUBJECTS = `
CREATE SEQUENCE data_subject_number;
CREATE TABLE data_subject_request (
  id uuid CONSTRAINT data_subject_request_pk PRIMARY KEY,
  reference text NOT NULL CONSTRAINT data_subject_request_reference UNIQUE,
  asks text[] NOT NULL CONSTRAINT data_subject_request_asks CHECK (cardinality(asks) > 0),
  received_on date NOT NULL,
  due_on date NOT NULL,
  review_on date,
  state text NOT NULL CONSTRAINT data_subject_request_state CHECK (state IN ('open', 'deferred', 'closed')),
  content bytea NOT NULL,
  registered_at timestamptz NOT NULL,
  registered_by uuid NOT NULL,
  closed_at timestamptz,
  version integer NOT NULL
);
COMMENT ON TABLE data_subject_request IS 'A person asks what is held on them, or for its rectification, restriction or erasure';
COMMENT ON COLUMN data_subject_request.content IS 'Name, way to answer and how the identity was checked, sealed under the key of the node';
CREATE INDEX data_subject_request_open ON data_subject_request (due_on, id) WHERE state <> 'closed';
COMMENT ON INDEX data_subject_request_open IS 'what is still to be answered, by its due date';

CREATE TABLE data_subject_finding (
  request_id uuid NOT NULL CONSTRAINT data_subject_finding_request REFERENCES data_subject_request,
  ordinal integer NOT NULL,
  place text NOT NULL CONSTRAINT data_subject_finding_place CHECK (place IN ('marking record', 'case', 'person of the node')),
  object_id uuid NOT NULL,
  part_id uuid NOT NULL,
  found_at timestamptz NOT NULL,
  CONSTRAINT data_subject_finding_pk PRIMARY KEY (request_id, ordinal),
  CONSTRAINT data_subject_finding_once UNIQUE (request_id, place, object_id, part_id)
);
COMMENT ON TABLE data_subject_finding IS 'Where the node holds something on the person: by id, never the value, which would be one more copy';
COMMENT ON COLUMN data_subject_finding.part_id IS 'the holder of a marking record; the object itself where it has no parts';

CREATE TABLE data_subject_decision (
  request_id uuid NOT NULL CONSTRAINT data_subject_decision_request REFERENCES data_subject_request,
  ordinal integer NOT NULL,
  finding integer,
  kind text NOT NULL,
  ground text,
  review_on date,
  content bytea NOT NULL,
  decided_at timestamptz NOT NULL,
  decided_by uuid NOT NULL,
  CONSTRAINT data_subject_decision_pk PRIMARY KEY (request_id, ordinal)
);
COMMENT ON TABLE data_subject_decision IS 'What the data protection officer decided, on one finding or on the whole request';
COMMENT ON COLUMN data_subject_decision.content IS 'Reasons in words, sealed under the key of the node';

CREATE TABLE holder_restriction (
  holder_id uuid CONSTRAINT holder_restriction_pk PRIMARY KEY CONSTRAINT holder_restriction_holder REFERENCES holder,
  request_id uuid NOT NULL,
  since timestamptz NOT NULL
);
COMMENT ON TABLE holder_restriction IS 'Names whose processing is restricted: no reading of a record shows them until the restriction is lifted';
CREATE INDEX holder_person_name ON holder_person (lower(name) text_pattern_ops);
COMMENT ON INDEX holder_person_name IS 'what is held on a name, for a data subject''s request';
`;

const GRANTS = `
GRANT SELECT, INSERT ON history_sample, data_subject_finding, data_subject_decision TO proofmark_app;
GRANT SELECT, INSERT, UPDATE ON history_sample_case, data_subject_request TO proofmark_app;
GRANT SELECT, INSERT, DELETE ON holder_restriction TO proofmark_app;
GRANT USAGE ON SEQUENCE data_subject_number TO proofmark_app;
`;

/** What auditors draw and find, data subjects' requests, and the indexes by which both are answered. */
export class Auditing1700000060000 implements MigrationInterface {
  name = 'Auditing1700000060000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [LOOKS, SAMPLES, SUBJECTS, GRANTS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX audit_entry_firearm, audit_entry_work, audit_entry_query_time, holder_person_name;
      DROP TABLE holder_restriction, data_subject_decision, data_subject_finding, data_subject_request, history_sample_case, history_sample;
      DROP SEQUENCE data_subject_number;
    `);
  }
}
