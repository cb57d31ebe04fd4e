import { type MigrationInterface, type QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE trace_case ADD COLUMN columns_rule smallint NOT NULL DEFAULT 0;
COMMENT ON COLUMN trace_case.columns_rule IS 'By which rule of the program the listed columns were derived from the content; the sweep cases.columns writes older rows again';
CREATE INDEX trace_case_stale ON trace_case (id) WHERE columns_rule < 1;
COMMENT ON INDEX trace_case_stale IS 'Rows whose columns are to be derived again; empty but after an upgrade';
COMMENT ON COLUMN trace_case.waits IS 'What the case waits for from our own side, the most pressing first';
COMMENT ON COLUMN trace_case.proposal_kind IS 'Kind of the letter that is proposed; empty where none is';
`;

const DOWN = `
DROP INDEX trace_case_stale;
ALTER TABLE trace_case DROP COLUMN columns_rule;
`;

/** Cases that nobody changed since the work list came are found and filled in. */
export class CaseColumns1700000062000 implements MigrationInterface {
  name = 'CaseColumns1700000062000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
