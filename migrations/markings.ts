import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Marking records: firearms with their components, marks, events and holders, and the narrow index by which a serial number is found. */
export class Markings1700000012000 implements MigrationInterface {
  name = 'Markings1700000012000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LOADS, ...FIREARMS, ...SEARCH, ...GRANTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE mark_key, firearm_correction, lifecycle_event, holder_person, holder, mark, component, firearm, import_row_error, import_batch',
    );
  }
}

const LOADS = [
  `CREATE TABLE import_batch (
     id uuid CONSTRAINT import_batch_pk PRIMARY KEY,
     source text NOT NULL CONSTRAINT import_batch_source_length CHECK (length(source) BETWEEN 1 AND 100),
     mode text NOT NULL CONSTRAINT import_batch_mode CHECK (mode IN ('check', 'load')),
     file_digest text NOT NULL CONSTRAINT import_batch_file_digest CHECK (file_digest ~ '^[A-Za-z0-9_-]{43}$'),
     accepted_digest text NOT NULL CONSTRAINT import_batch_accepted_digest CHECK (accepted_digest ~ '^[A-Za-z0-9_-]{43}$'),
     rows_read integer NOT NULL,
     rows_loaded integer NOT NULL,
     rows_known integer NOT NULL,
     rows_refused integer NOT NULL,
     loaded_at timestamptz NOT NULL,
     loaded_by text NOT NULL,
     CONSTRAINT import_batch_counts CHECK (rows_read = rows_loaded + rows_known + rows_refused AND least(rows_loaded, rows_known, rows_refused) >= 0)
   )`,
  `COMMENT ON TABLE import_batch IS 'One load of marking records from a file; the ledger holds one entry for it with the same digests and counts.'`,
  `COMMENT ON COLUMN import_batch.mode IS 'check: the file was judged and nothing was stored of it but this row and its errors.'`,
  `COMMENT ON COLUMN import_batch.file_digest IS 'base64url(SHA-256) of the bytes of the file.'`,
  `COMMENT ON COLUMN import_batch.accepted_digest IS 'base64url(SHA-256) over the digests of the rows that were good, in the order of the file: what was loaded can be shown again from the file.'`,
  `COMMENT ON COLUMN import_batch.rows_known IS 'Good rows that were here before, by (source, record id) or (source, digest of the row): nothing was changed for them.'`,
  `CREATE TABLE import_row_error (
     batch_id uuid NOT NULL CONSTRAINT import_row_error_batch_fk REFERENCES import_batch,
     line integer NOT NULL,
     field text NOT NULL,
     rule text NOT NULL,
     CONSTRAINT import_row_error_pk PRIMARY KEY (batch_id, line, field, rule)
   )`,
  `COMMENT ON TABLE import_row_error IS 'Why a row of a file was not taken: by line, field and rule, never with the value, which may be personal.'`,
];

const FIREARMS = [
  `CREATE TABLE firearm (
     id uuid CONSTRAINT firearm_pk PRIMARY KEY,
     source text NOT NULL,
     row_identity text NOT NULL,
     row_digest text NOT NULL,
     batch_id uuid CONSTRAINT firearm_batch_fk REFERENCES import_batch,
     type text NOT NULL,
     manufacture text NOT NULL,
     make text,
     model text,
     calibre text,
     year_of_manufacture smallint,
     country_of_manufacture text CONSTRAINT firearm_country CHECK (country_of_manufacture ~ '^[A-Z]{3}$'),
     version integer NOT NULL,
     recorded_at timestamptz NOT NULL,
     recorded_by text NOT NULL,
     CONSTRAINT firearm_row_identity UNIQUE (source, row_identity)
   )`,
  `COMMENT ON TABLE firearm IS 'A recorded firearm. ITI 12: kept for ever as far as possible; the program has no way to delete one.'`,
  `COMMENT ON COLUMN firearm.row_identity IS 'id:<record id of the source> or digest:<digest of the row>: the guard against loading a row twice.'`,
  `COMMENT ON COLUMN firearm.version IS 'Raised by each correction; the ETag.'`,
  `CREATE TABLE component (
     id uuid CONSTRAINT component_pk PRIMARY KEY,
     firearm_id uuid NOT NULL CONSTRAINT component_firearm_fk REFERENCES firearm,
     ordinal smallint NOT NULL,
     kind text NOT NULL,
     reference boolean NOT NULL,
     material text,
     replaced boolean NOT NULL,
     CONSTRAINT component_ordinal UNIQUE (firearm_id, ordinal)
   )`,
  `COMMENT ON COLUMN component.reference IS 'The component whose mark stands for the weapon (ITI 10).'`,
  `CREATE UNIQUE INDEX component_one_reference ON component (firearm_id) WHERE reference`,
  `COMMENT ON INDEX component_one_reference IS 'A firearm is not known by two components at once.'`,
  `CREATE TABLE mark (
     id uuid CONSTRAINT mark_pk PRIMARY KEY,
     component_id uuid NOT NULL CONSTRAINT mark_component_fk REFERENCES component,
     firearm_id uuid NOT NULL CONSTRAINT mark_firearm_fk REFERENCES firearm,
     ordinal smallint NOT NULL,
     kind text NOT NULL,
     text_as_read text,
     method text,
     size_mm numeric(6, 3) CONSTRAINT mark_size CHECK (size_mm > 0),
     position text,
     condition text NOT NULL,
     material text,
     country text CONSTRAINT mark_country CHECK (country ~ '^[A-Z]{3}$'),
     year smallint,
     superseded_by uuid CONSTRAINT mark_superseded_by_fk REFERENCES mark,
     CONSTRAINT mark_ordinal UNIQUE (component_id, ordinal)
   )`,
  `COMMENT ON TABLE mark IS 'What stands on a component, as read (ITI 7, 8).'`,
  `COMMENT ON COLUMN mark.superseded_by IS 'The better reading of the same mark. Re-marking is no supersession: old and new numbers are both searched.'`,
  `CREATE INDEX mark_by_firearm ON mark (firearm_id)`,
  `CREATE TABLE holder (
     id uuid CONSTRAINT holder_pk PRIMARY KEY,
     firearm_id uuid NOT NULL CONSTRAINT holder_firearm_fk REFERENCES firearm,
     ordinal smallint NOT NULL,
     kind text NOT NULL CONSTRAINT holder_kind CHECK (kind IN ('company', 'State body', 'natural person')),
     role text NOT NULL,
     name text,
     country text CONSTRAINT holder_country CHECK (country ~ '^[A-Z]{3}$'),
     held_from date,
     CONSTRAINT holder_ordinal UNIQUE (firearm_id, ordinal),
     CONSTRAINT holder_person_apart CHECK (kind <> 'natural person' OR name IS NULL)
   )`,
  `COMMENT ON TABLE holder IS 'Who made, moved, sold or held the firearm. The name of a natural person never stands here but in holder_person.'`,
  `CREATE TABLE holder_person (
     holder_id uuid CONSTRAINT holder_person_pk PRIMARY KEY CONSTRAINT holder_person_holder_fk REFERENCES holder,
     name text NOT NULL
   )`,
  `COMMENT ON TABLE holder_person IS 'Personal data of holders, apart so that it can be erased and the line of supply stays.'`,
  `CREATE TABLE lifecycle_event (
     id uuid CONSTRAINT lifecycle_event_pk PRIMARY KEY,
     firearm_id uuid NOT NULL CONSTRAINT lifecycle_event_firearm_fk REFERENCES firearm,
     ordinal smallint NOT NULL,
     kind text NOT NULL,
     happened_on date,
     country text CONSTRAINT lifecycle_event_country CHECK (country ~ '^[A-Z]{3}$'),
     other_country text CONSTRAINT lifecycle_event_other_country CHECK (other_country ~ '^[A-Z]{3}$'),
     holder_id uuid CONSTRAINT lifecycle_event_holder_fk REFERENCES holder,
     document text,
     CONSTRAINT lifecycle_event_ordinal UNIQUE (firearm_id, ordinal)
   )`,
  `COMMENT ON COLUMN lifecycle_event.other_country IS 'The State at the other end: destination of an export, origin of an import.'`,
  `CREATE TABLE firearm_correction (
     firearm_id uuid NOT NULL CONSTRAINT firearm_correction_firearm_fk REFERENCES firearm,
     version integer NOT NULL,
     corrected_at timestamptz NOT NULL,
     corrected_by text NOT NULL,
     reason text NOT NULL,
     before jsonb NOT NULL,
     after jsonb NOT NULL,
     CONSTRAINT firearm_correction_pk PRIMARY KEY (firearm_id, version)
   )`,
  `COMMENT ON TABLE firearm_correction IS 'What a record said before each correction, and why it was corrected: a record is never overwritten without trace.'`,
];

/** Three btrees over one narrow row per mark: measured against trigram, bloom and partitioned designs, which lost. */
const SEARCH = [
  `CREATE TABLE mark_key (
     mark_id uuid CONSTRAINT mark_key_pk PRIMARY KEY CONSTRAINT mark_key_mark_fk REFERENCES mark,
     firearm_id uuid NOT NULL CONSTRAINT mark_key_firearm_fk REFERENCES firearm,
     norm text NOT NULL CONSTRAINT mark_key_norm CHECK (length(norm) BETWEEN 1 AND 64 AND norm !~ '[\\x01-\\x2f\\x3a-\\x40\\x5b-\\x7f]'),
     skeleton text NOT NULL CONSTRAINT mark_key_skeleton CHECK (length(skeleton) BETWEEN 1 AND 64 AND skeleton !~ '[OQDILSBZG]'),
     component_rank smallint NOT NULL,
     make text,
     calibre text,
     batch_id uuid
   )`,
  `COMMENT ON TABLE mark_key IS 'One row per searched mark, written in the transaction of the mark. Normal form and skeleton are made by the program and checked here.'`,
  `COMMENT ON COLUMN mark_key.component_rank IS '0 the reference component, 1 another frame or receiver, 2 and above the rest.'`,
  `COMMENT ON COLUMN mark_key.make IS 'Key of the reference list, or "as written:" with the folded text where the list has none.'`,
  `CREATE INDEX mark_key_by_norm ON mark_key (norm text_pattern_ops)`,
  `COMMENT ON INDEX mark_key_by_norm IS 'Exact look-up, and a known beginning by a range of ~>=~ and ~<~.'`,
  `CREATE INDEX mark_key_by_skeleton ON mark_key (skeleton text_pattern_ops)`,
  `COMMENT ON INDEX mark_key_by_skeleton IS 'Look-alikes: equal skeletons are read for one another.'`,
  `CREATE INDEX mark_key_by_end ON mark_key (reverse(norm) text_pattern_ops)`,
  `COMMENT ON INDEX mark_key_by_end IS 'A known end of the number.'`,
  `CREATE INDEX mark_key_by_firearm ON mark_key (firearm_id)`,
];

const GRANTS = [
  `GRANT SELECT, INSERT ON import_batch, import_row_error, firearm_correction, component, holder, lifecycle_event TO proofmark_app`,
  `GRANT SELECT, INSERT, UPDATE ON firearm, mark TO proofmark_app`,
  `GRANT SELECT, INSERT, DELETE ON holder_person, mark_key TO proofmark_app`,
];
