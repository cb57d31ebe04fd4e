import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The characters of all recorded numbers: what an illegible place may stand for. */
export class SerialSearch1700000050000 implements MigrationInterface {
  name = 'SerialSearch1700000050000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mark_character');
  }
}

const STATEMENTS = [
  `CREATE TABLE mark_character (
     character text CONSTRAINT mark_character_pk PRIMARY KEY CONSTRAINT mark_character_single CHECK (length(character) = 1)
   )`,
  `COMMENT ON TABLE mark_character IS 'Every character of every normal form in mark_key, written in the same transaction. It only grows: a character too many costs a probe, one that is missing loses a weapon.'`,
  `INSERT INTO mark_character (character) SELECT DISTINCT regexp_split_to_table(norm, '') FROM mark_key`,
  `GRANT SELECT, INSERT ON mark_character TO proofmark_app`,
];
