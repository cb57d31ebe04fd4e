import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Searches that look at every number of the registry: asked by a person, done by the worker, kept for the case. */
export class WideSearch1700000070000 implements MigrationInterface {
  name = 'WideSearch1700000070000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE wide_search_hit, wide_search');
  }
}

const STATEMENTS = [
  `CREATE TABLE wide_search (
     id uuid CONSTRAINT wide_search_pk PRIMARY KEY,
     person_id uuid NOT NULL,
     case_id uuid,
     question bytea NOT NULL,
     state text NOT NULL CONSTRAINT wide_search_state CHECK (state IN ('under way', 'done', 'cancelled')),
     looked_at bigint NOT NULL DEFAULT 0,
     of_about bigint NOT NULL,
     counted integer NOT NULL DEFAULT 0,
     last_mark uuid,
     leased_until timestamptz,
     asked_at timestamptz NOT NULL,
     ended_at timestamptz,
     keep_until timestamptz,
     CONSTRAINT wide_search_ended CHECK ((ended_at IS NULL) = (state = 'under way')),
     CONSTRAINT wide_search_kept CHECK ((case_id IS NULL) <> (keep_until IS NULL))
   )`,
  `COMMENT ON TABLE wide_search IS 'One look through every recorded number, with full recall of up to two edits.'`,
  `COMMENT ON COLUMN wide_search.case_id IS 'The case of this node for which it was asked: kept and read as long as that case is. Without one it is read by who asked alone.'`,
  `COMMENT ON COLUMN wide_search.question IS 'What is searched for, why and for which case number: sealed under the key of the case, else under the key of the node.'`,
  `COMMENT ON COLUMN wide_search.counted IS 'Numbers that fit so far; the best of them are kept.'`,
  `COMMENT ON COLUMN wide_search.last_mark IS 'How far it has come: after a crash it goes on from here, and its hits so far stand.'`,
  `COMMENT ON COLUMN wide_search.keep_until IS 'Without a case: removed after this.'`,
  `CREATE UNIQUE INDEX wide_search_one_each ON wide_search (person_id) WHERE state = 'under way'`,
  `COMMENT ON INDEX wide_search_one_each IS 'One person has one search under way.'`,
  `CREATE INDEX wide_search_under_way ON wide_search (leased_until NULLS FIRST, asked_at) WHERE state = 'under way'`,
  `COMMENT ON INDEX wide_search_under_way IS 'The worker takes that which has waited longest.'`,
  `CREATE INDEX wide_search_by_person ON wide_search (person_id, id)`,
  `CREATE INDEX wide_search_by_case ON wide_search (case_id, id) WHERE case_id IS NOT NULL`,
  `CREATE INDEX wide_search_keep_until ON wide_search (keep_until) WHERE keep_until IS NOT NULL`,
  `CREATE TABLE wide_search_hit (
     search_id uuid NOT NULL CONSTRAINT wide_search_hit_search_fk REFERENCES wide_search ON DELETE CASCADE,
     mark_id uuid NOT NULL,
     edits smallint NOT NULL,
     score real NOT NULL,
     CONSTRAINT wide_search_hit_pk PRIMARY KEY (search_id, mark_id)
   )`,
  `COMMENT ON TABLE wide_search_hit IS 'A recorded number that fits: judged anew each time it is shown, because its record may have been corrected.'`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON wide_search TO proofmark_app`,
  `GRANT SELECT, INSERT, DELETE ON wide_search_hit TO proofmark_app`,
];
