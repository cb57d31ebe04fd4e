import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** How deep a mark is cut, where somebody measured it: EU and US rules ask for a depth. */
export class MarkDepth1700000065000 implements MigrationInterface {
  name = 'MarkDepth1700000065000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mark DROP COLUMN depth_mm');
  }
}

const STATEMENTS = [
  `ALTER TABLE mark ADD COLUMN depth_mm numeric(6, 4) CONSTRAINT mark_depth CHECK (depth_mm > 0)`,
  `COMMENT ON COLUMN mark.depth_mm IS 'Depth of the characters in millimetres, to four places: 0.003 inch is 0.0762 mm. Absent where nobody measured it.'`,
];
