import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE trace_case
  ADD COLUMN proposal_kind text,
  ADD COLUMN proposal_needs text,
  ADD COLUMN proposal_level smallint,
  ADD COLUMN proposed_by text,
  ADD COLUMN proposed_at timestamptz,
  ADD COLUMN approved_by text;
COMMENT ON COLUMN trace_case.proposal_kind IS 'Kind of the letter that is proposed; empty where none is, and in a case that was not changed since this column came';
COMMENT ON COLUMN trace_case.proposal_needs IS 'Who must sign it: a second person, a supervisor, the head';
COMMENT ON COLUMN trace_case.approved_by IS 'Set while a proposal is approved and not sent';
CREATE INDEX trace_case_by_proposal ON trace_case (proposed_at, id) WHERE proposal_kind IS NOT NULL;
COMMENT ON INDEX trace_case_by_proposal IS 'What waits for a signature, oldest first';
`;

const DOWN = `
DROP INDEX trace_case_by_proposal;
ALTER TABLE trace_case
  DROP COLUMN proposal_kind,
  DROP COLUMN proposal_needs,
  DROP COLUMN proposal_level,
  DROP COLUMN proposed_by,
  DROP COLUMN proposed_at,
  DROP COLUMN approved_by;
`;

/** What waits for a signature can be listed without opening each case. */
export class CaseProposals1700000041000 implements MigrationInterface {
  name = 'CaseProposals1700000041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
