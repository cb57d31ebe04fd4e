import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE trace_case
  ADD COLUMN urgency text,
  ADD COLUMN waits text[] NOT NULL DEFAULT '{}',
  ADD COLUMN due_at timestamptz,
  ADD COLUMN due_clock text,
  ADD COLUMN due_standing text,
  ADD COLUMN mark_keys bytea[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN trace_case.waits IS 'What the case waits for from our own side, the most pressing first; empty in a case that was not changed since this column came';
COMMENT ON COLUMN trace_case.due_at IS 'Of the running clock that is due first, with its kind and its standing';
COMMENT ON COLUMN trace_case.mark_keys IS 'Normal forms of the weapon''s marks under a key of the node: found by equality, not readable';

CREATE INDEX trace_case_by_due ON trace_case (coalesce(due_at, 'infinity'::timestamptz), id) WHERE waits <> '{}' OR due_at IS NOT NULL;
COMMENT ON INDEX trace_case_by_due IS 'Work lists: what is due first, whatever came first';
CREATE INDEX trace_case_by_mark ON trace_case USING gin (mark_keys);
COMMENT ON INDEX trace_case_by_mark IS 'The search by a number on the weapon';
CREATE INDEX trace_case_by_assignee ON trace_case (assignee_id, id) WHERE assignee_id IS NOT NULL;
COMMENT ON INDEX trace_case_by_assignee IS 'A person''s cases: hand-over and workload';
CREATE INDEX trace_case_by_partner ON trace_case (partner, id) WHERE partner IS NOT NULL;
COMMENT ON INDEX trace_case_by_partner IS 'All cases with one State';
`;

const DOWN = `
DROP INDEX trace_case_by_partner;
DROP INDEX trace_case_by_assignee;
DROP INDEX trace_case_by_mark;
DROP INDEX trace_case_by_due;
ALTER TABLE trace_case
  DROP COLUMN urgency,
  DROP COLUMN waits,
  DROP COLUMN due_at,
  DROP COLUMN due_clock,
  DROP COLUMN due_standing,
  DROP COLUMN mark_keys;
`;

/** Work lists are sorted, counted and searched without opening a case. */
export class WorkList1700000050000 implements MigrationInterface {
  name = 'WorkList1700000050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
