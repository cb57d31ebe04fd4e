import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Loads that are under way: where a file waits while it is judged, how far its load has come, and which records may no longer be taken back. */
export class Loads1700000080000 implements MigrationInterface {
  name = 'Loads1700000080000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LOADS, ...STAGE, ...USE, ...UNDO]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION import_undo(uuid, timestamptz, text)');
    await runner.query('DROP INDEX mark_by_better_reading, lifecycle_event_by_holder');
    await runner.query('DROP TABLE import_undone, firearm_in_case, stage_error');
    await runner.query(`DROP TABLE ${STAGED.map((table) => `stage_${table}`).join(', ')}, stage_row`);
    await runner.query(
      'ALTER TABLE firearm DROP CONSTRAINT firearm_load_fk, ADD CONSTRAINT firearm_batch_fk FOREIGN KEY (batch_id) REFERENCES import_batch',
    );
    await runner.query('ALTER TABLE import_batch DROP CONSTRAINT import_batch_load_fk, DROP COLUMN parts');
    await runner.query('DROP TABLE import_load');
  }
}

const LOADS = [
  `CREATE TABLE import_load (
     id uuid CONSTRAINT import_load_pk PRIMARY KEY,
     source text NOT NULL CONSTRAINT import_load_source_length CHECK (length(source) BETWEEN 1 AND 100),
     mode text NOT NULL CONSTRAINT import_load_mode CHECK (mode IN ('check', 'load')),
     whole boolean NOT NULL,
     state text NOT NULL CONSTRAINT import_load_state CHECK (state IN ('reading', 'read', 'loading', 'done', 'refused', 'stopped', 'undone')),
     bytes_read bigint NOT NULL DEFAULT 0,
     rows_read integer NOT NULL DEFAULT 0,
     rows_staged integer NOT NULL DEFAULT 0,
     rows_refused integer NOT NULL DEFAULT 0,
     rows_written integer NOT NULL DEFAULT 0,
     parts integer NOT NULL DEFAULT 1,
     parts_done integer NOT NULL DEFAULT 0,
     last_line integer NOT NULL DEFAULT 0,
     file_digest text,
     characters text NOT NULL DEFAULT '',
     refusal text,
     undoable boolean NOT NULL DEFAULT true,
     started_at timestamptz NOT NULL,
     actor_kind text NOT NULL,
     actor_id text NOT NULL,
     lease_until timestamptz NOT NULL
   )`,
  `COMMENT ON TABLE import_load IS 'How far a load has come. What it came to in the end stands in import_batch and in the ledger.'`,
  `COMMENT ON COLUMN import_load.whole IS 'A file with one bad row loads nothing.'`,
  `COMMENT ON COLUMN import_load.state IS 'reading the file; read, every row judged; loading, in parts; done; refused, the file as a whole; stopped, the reading was cut off and the file must be sent again; undone.'`,
  `COMMENT ON COLUMN import_load.last_line IS 'Line up to which the parts stand in the registry: where a load that died goes on.'`,
  `COMMENT ON COLUMN import_load.characters IS 'Every character of the normal forms of the file, for mark_character.'`,
  `COMMENT ON COLUMN import_load.undoable IS 'False for loads from before cases told which records stand in them.'`,
  `COMMENT ON COLUMN import_load.lease_until IS 'After this the process that had it in hand counts as dead.'`,
  `CREATE INDEX import_load_open ON import_load (lease_until) WHERE state IN ('reading', 'read', 'loading')`,
  `COMMENT ON INDEX import_load_open IS 'Loads whose process may have died.'`,
  `INSERT INTO import_load (id, source, mode, whole, state, rows_read, rows_staged, rows_refused, rows_written, file_digest, undoable, started_at, actor_kind, actor_id, lease_until)
     SELECT id, source, mode, false, 'done', rows_read, rows_read - rows_refused, rows_refused, rows_loaded, file_digest, false, loaded_at, 'person', loaded_by, loaded_at FROM import_batch`,
  `ALTER TABLE import_batch ADD COLUMN parts integer NOT NULL DEFAULT 1, ADD CONSTRAINT import_batch_load_fk FOREIGN KEY (id) REFERENCES import_load`,
  `COMMENT ON COLUMN import_batch.parts IS 'Transactions in which it was loaded; above one, readers could see the earlier parts before the later ones.'`,
  `ALTER TABLE firearm DROP CONSTRAINT firearm_batch_fk, ADD CONSTRAINT firearm_load_fk FOREIGN KEY (batch_id) REFERENCES import_load`,
  `GRANT SELECT, INSERT, UPDATE ON import_load TO proofmark_app`,
];

const STAGED = ['firearm', 'component', 'mark', 'holder', 'holder_person', 'lifecycle_event', 'mark_key'] as const;

/** Not logged: a file can be sent again, and the rows are gone once the load is over. After a crash of the database they are empty, and the load says so. */
const STAGE = [
  `CREATE UNLOGGED TABLE stage_row (
     load_id uuid NOT NULL,
     line integer NOT NULL,
     identity text NOT NULL,
     digest text NOT NULL,
     verdict text CONSTRAINT stage_row_verdict CHECK (verdict IN ('fresh', 'known', 'changed')),
     CONSTRAINT stage_row_pk PRIMARY KEY (load_id, line)
   )`,
  `COMMENT ON TABLE stage_row IS 'Good rows of a file that is being loaded, and whether the registry knows them.'`,
  `CREATE UNLOGGED TABLE stage_error (load_id uuid NOT NULL, line integer NOT NULL, field text NOT NULL, rule text NOT NULL)`,
  `COMMENT ON TABLE stage_error IS 'Bad rows of a file that is being loaded: line, field and rule, never the value.'`,
  `CREATE INDEX stage_error_by_load ON stage_error (load_id)`,
  ...STAGED.flatMap((table) => [
    `CREATE UNLOGGED TABLE stage_${table} (LIKE ${table})`,
    ...(table === 'firearm'
      ? [
          'ALTER TABLE stage_firearm DROP COLUMN source, DROP COLUMN row_identity, DROP COLUMN row_digest, DROP COLUMN batch_id, DROP COLUMN version, DROP COLUMN recorded_at, DROP COLUMN recorded_by',
        ]
      : []),
    ...(table === 'mark' ? ['ALTER TABLE stage_mark DROP COLUMN superseded_by'] : []),
    ...(table === 'mark_key' ? ['ALTER TABLE stage_mark_key DROP COLUMN batch_id'] : []),
    `ALTER TABLE stage_${table} ADD COLUMN load_id uuid NOT NULL, ADD COLUMN line integer NOT NULL`,
    `ALTER TABLE stage_${table} ADD COLUMN place smallint NOT NULL, ADD CONSTRAINT stage_${table}_pk PRIMARY KEY (load_id, line, place)`,
    `COMMENT ON TABLE stage_${table} IS 'Rows of ${table} that a load is about to write.'`,
  ]),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON stage_row, stage_error, ${STAGED.map((table) => `stage_${table}`).join(', ')} TO proofmark_app`,
];

const USE = [
  `CREATE TABLE firearm_in_case (firearm_id uuid CONSTRAINT firearm_in_case_pk PRIMARY KEY CONSTRAINT firearm_in_case_firearm_fk REFERENCES firearm)`,
  `COMMENT ON TABLE firearm_in_case IS 'Records that a case has named, as a candidate or in an answer; which case it is stays under the key of the case. Such a record is not taken back with its load.'`,
  `GRANT SELECT, INSERT ON firearm_in_case TO proofmark_app`,
  `CREATE TABLE import_undone (
     batch_id uuid CONSTRAINT import_undone_pk PRIMARY KEY CONSTRAINT import_undone_load_fk REFERENCES import_load,
     undone_at timestamptz NOT NULL,
     undone_by text NOT NULL,
     records integer NOT NULL
   )`,
  `COMMENT ON TABLE import_undone IS 'Loads that were taken back, and how many records went with each.'`,
  `GRANT SELECT ON import_undone TO proofmark_app`,
];

/** The role that runs cannot delete a record; it can ask the owner's function, which takes back a whole load or nothing. */
const UNDO = [
  `CREATE INDEX mark_by_better_reading ON mark (superseded_by) WHERE superseded_by IS NOT NULL`,
  `COMMENT ON INDEX mark_by_better_reading IS 'Taking a mark back asks whether it is the better reading of another.'`,
  `CREATE INDEX lifecycle_event_by_holder ON lifecycle_event (holder_id) WHERE holder_id IS NOT NULL`,
  `COMMENT ON INDEX lifecycle_event_by_holder IS 'Taking a holder back asks whether an event names it.'`,
  `CREATE FUNCTION import_undo(load uuid, at timestamptz, by text) RETURNS TABLE (in_cases integer, changed integer, records integer)
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
   DECLARE gone uuid[];
   BEGIN
     PERFORM 1 FROM import_load WHERE id = load AND state = 'done' AND undoable FOR UPDATE;
     IF NOT FOUND THEN RAISE EXCEPTION 'no load that can be undone'; END IF;
     SELECT coalesce(array_agg(id), '{}') INTO gone FROM (SELECT id FROM firearm WHERE batch_id = load ORDER BY id FOR UPDATE) AS held;
     SELECT count(*) INTO in_cases FROM firearm_in_case WHERE firearm_id = ANY (gone);
     SELECT count(*) INTO changed FROM firearm WHERE batch_id = load AND version > 1;
     SELECT changed + count(*) INTO changed FROM holder h JOIN holder_restriction r ON r.holder_id = h.id WHERE h.firearm_id = ANY (gone);
     records := cardinality(gone);
     IF in_cases + changed > 0 THEN RETURN NEXT; RETURN; END IF;
     DELETE FROM mark_key WHERE firearm_id = ANY (gone);
     DELETE FROM lifecycle_event WHERE firearm_id = ANY (gone);
     DELETE FROM holder_person WHERE holder_id IN (SELECT id FROM holder WHERE firearm_id = ANY (gone));
     DELETE FROM holder WHERE firearm_id = ANY (gone);
     DELETE FROM mark WHERE firearm_id = ANY (gone);
     DELETE FROM component WHERE firearm_id = ANY (gone);
     DELETE FROM firearm WHERE id = ANY (gone);
     UPDATE import_load SET state = 'undone' WHERE id = load;
     INSERT INTO import_undone VALUES (load, at, by, records);
     RETURN NEXT;
   END $$`,
  `COMMENT ON FUNCTION import_undo IS 'Takes back every record of a load; nothing where one stands in a case or has changed since, and then says how many.'`,
  `REVOKE ALL ON FUNCTION import_undo FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION import_undo TO proofmark_app`,
];
