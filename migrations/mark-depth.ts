import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** How deep a mark is cut, where somebody measured it, and heights to four places: EU and US rules ask for both. */
export class MarkDepth1700000065000 implements MigrationInterface {
  name = 'MarkDepth1700000065000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE mark DROP COLUMN depth_mm, ALTER COLUMN size_mm TYPE numeric(6, 3)');
  }
}

const STATEMENTS = [
  // 1/16 inch, the least height of US rules, is 1.5875 mm: three places would round it up.
  `ALTER TABLE mark ALTER COLUMN size_mm TYPE numeric(7, 4)`,
  `ALTER TABLE mark ADD COLUMN depth_mm numeric(6, 4) CONSTRAINT mark_depth CHECK (depth_mm > 0)`,
  `COMMENT ON COLUMN mark.depth_mm IS 'Depth of the characters in millimetres, to four places: 0.003 inch is 0.0762 mm. Absent where nobody measured it.'`,
];
