import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE deadline (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  clock text NOT NULL,
  ordinal integer NOT NULL,
  policy_id text NOT NULL,
  policy_version integer NOT NULL,
  calendar_version integer NOT NULL,
  standing text NOT NULL,
  state text NOT NULL,
  started_at timestamptz,
  due_at timestamptz,
  ended_at timestamptz,
  breached boolean NOT NULL,
  steps jsonb NOT NULL,
  steps_done smallint[] NOT NULL,
  next_at timestamptz,
  next_step smallint,
  lease_until timestamptz,
  attempts integer NOT NULL,
  CONSTRAINT deadline_pk PRIMARY KEY (id),
  CONSTRAINT deadline_place UNIQUE (case_id, clock, ordinal),
  CONSTRAINT deadline_state CHECK (state IN ('not started', 'running', 'paused', 'met', 'cancelled')),
  CONSTRAINT deadline_standing CHECK (standing IN ('instrument', 'agreement', 'published target', 'our reminder')),
  CONSTRAINT deadline_next CHECK ((next_at IS NULL) = (next_step IS NULL)),
  CONSTRAINT deadline_only_running_rings CHECK (next_at IS NULL OR state = 'running'),
  CONSTRAINT deadline_running_is_due CHECK (state <> 'running' OR (started_at IS NOT NULL AND due_at IS NOT NULL))
);
COMMENT ON TABLE deadline IS 'The clocks of each case as last read from its events; what the sweep claims. Can be written anew from the cases at any time, but for steps_done';
COMMENT ON COLUMN deadline.id IS 'derived from (case, clock, ordinal): the same clock is the same row, however often it is written';
COMMENT ON COLUMN deadline.ordinal IS 'the round: a second question to the asker runs under a clock of its own';
COMMENT ON COLUMN deadline.standing IS 'our reminder is local, never sent, and never called overdue or breach';
COMMENT ON COLUMN deadline.steps IS 'the reading''s steps, [{percent, at}]';
COMMENT ON COLUMN deadline.steps_done IS 'percents that were rung and have not moved into the future since';
COMMENT ON COLUMN deadline.next_at IS 'when next_step is due; null where the clock stands or all steps are rung';
COMMENT ON COLUMN deadline.lease_until IS 'who claimed the row has until then; after it the row is claimed again';
CREATE INDEX deadline_due ON deadline (next_at, id) WHERE next_at IS NOT NULL;
COMMENT ON INDEX deadline_due IS 'the claim of due steps and the next window; a poll of a million rows with nothing due reads one page';

GRANT SELECT, INSERT, UPDATE ON deadline TO proofmark_app;
`;

export class Deadlines1700000003000 implements MigrationInterface {
  name = 'Deadlines1700000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE deadline');
  }
}
