import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE web_person (
  person_id uuid CONSTRAINT web_person_pk PRIMARY KEY,
  locale text NOT NULL CONSTRAINT web_person_locale CHECK (locale ~ '^[a-z]{2}$')
);
COMMENT ON TABLE web_person IS 'How a person wants the pages';

CREATE TABLE web_draft (
  id uuid CONSTRAINT web_draft_pk PRIMARY KEY,
  person_id uuid NOT NULL,
  form text NOT NULL,
  kind text NOT NULL CONSTRAINT web_draft_kind CHECK (kind IN ('returned', 'kept')),
  content bytea NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE web_draft IS 'What a person typed into a form: nothing of it is lost, also where a session ends';
COMMENT ON COLUMN web_draft.form IS 'The address or the journey that the form belongs to';
COMMENT ON COLUMN web_draft.kind IS 'returned: came back with its errors, read by its id; kept: one for each person and form, saved as it goes';
COMMENT ON COLUMN web_draft.content IS 'Sealed under the key of the node, bound to id and person';
CREATE UNIQUE INDEX web_draft_kept ON web_draft (person_id, form) WHERE kind = 'kept';
COMMENT ON INDEX web_draft_kept IS 'One kept form for each person';
CREATE INDEX web_draft_by_age ON web_draft (updated_at);
COMMENT ON INDEX web_draft_by_age IS 'The sweep of forms that nobody came back to';

GRANT SELECT, INSERT, UPDATE, DELETE ON web_person, web_draft TO proofmark_app;
`;

export class Web1700000040000 implements MigrationInterface {
  name = 'Web1700000040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE web_draft, web_person');
  }
}
