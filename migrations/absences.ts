import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE absence (
  id uuid NOT NULL CONSTRAINT absence_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT absence_person_fk REFERENCES person (id),
  deputy_id uuid NOT NULL CONSTRAINT absence_deputy_fk REFERENCES person (id),
  first_day date NOT NULL,
  last_day date NOT NULL,
  named_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT absence_days CHECK (last_day >= first_day),
  CONSTRAINT absence_of_two CHECK (deputy_id <> person_id)
);
COMMENT ON TABLE absence IS 'Who looks after whose cases while somebody is away; gives no role and no signature';
COMMENT ON COLUMN absence.first_day IS 'Days are those of the contact point''s zone';
CREATE INDEX absence_person ON absence (person_id, last_day) WHERE ended_at IS NULL;
COMMENT ON INDEX absence_person IS 'A person''s own, and whether two would overlap';
CREATE INDEX absence_deputy ON absence (deputy_id, last_day) WHERE ended_at IS NULL;
COMMENT ON INDEX absence_deputy IS 'Whose cases stand on a deputy''s list';

CREATE TABLE web_saved_view (
  id uuid CONSTRAINT web_saved_view_pk PRIMARY KEY,
  person_id uuid NOT NULL,
  name text NOT NULL CONSTRAINT web_saved_view_name_length CHECK (char_length(name) BETWEEN 1 AND 60),
  query text NOT NULL CONSTRAINT web_saved_view_query_length CHECK (char_length(query) <= 1000),
  saved_at timestamptz NOT NULL
);
COMMENT ON TABLE web_saved_view IS 'Filters of the work list under a name of a person''s own';
CREATE UNIQUE INDEX web_saved_view_name ON web_saved_view (person_id, lower(name));
COMMENT ON INDEX web_saved_view_name IS 'One view for each name';

GRANT SELECT, INSERT, UPDATE ON absence TO proofmark_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON web_saved_view TO proofmark_app;
`;

/** Deputies, and the views that people save of their work list. */
export class Absences1700000051000 implements MigrationInterface {
  name = 'Absences1700000051000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE web_saved_view, absence');
  }
}
