import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE audit_entry (
  id bigint GENERATED ALWAYS AS IDENTITY,
  canonical bytea NOT NULL,
  leaf_hash bytea NOT NULL,
  at timestamptz NOT NULL,
  act text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  case_id text,
  own_approval boolean NOT NULL,
  CONSTRAINT audit_entry_pk PRIMARY KEY (id),
  -- A constraint and not a trigger: it holds in session_replication_role = replica too.
  CONSTRAINT audit_entry_leaf_hash CHECK (leaf_hash = sha256('\\x00'::bytea || canonical)),
  -- RFC 8785 orders the members, so the bytes begin with the columns; parsing the JSON here took as long as the rest of the insert.
  CONSTRAINT audit_entry_columns_say_what_the_entry_says CHECK (
    starts_with(convert_from(canonical, 'UTF8'),
      '{"act":' || to_json(act)::text
      || ',"actor":{"id":' || to_json(actor_id)::text || ',"kind":' || to_json(actor_kind)::text
      || '},"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '",'
      || CASE WHEN case_id IS NULL THEN '' ELSE '"caseId":' || to_json(case_id)::text || ',' END
      || '"data":{')
    AND own_approval = (position('"ownApproval":true'::bytea in canonical) > 0)
  )
);
COMMENT ON TABLE audit_entry IS 'The ledger: one row per act, inserted in the act''s own transaction, never changed';
COMMENT ON COLUMN audit_entry.canonical IS 'RFC 8785 bytes of the entry; everything else in the row is derived from them';
COMMENT ON COLUMN audit_entry.leaf_hash IS 'RFC 6962 leaf hash: SHA-256(0x00 || canonical)';
CREATE INDEX audit_entry_case ON audit_entry (case_id, id) WHERE case_id IS NOT NULL;
COMMENT ON INDEX audit_entry_case IS 'the entries of one case, for its bundle';
CREATE INDEX audit_entry_act ON audit_entry (act, id);
COMMENT ON INDEX audit_entry_act IS 'an auditor''s filter by act';
CREATE INDEX audit_entry_actor ON audit_entry (actor_kind, actor_id, id);
COMMENT ON INDEX audit_entry_actor IS 'what one person, job or partner did';
CREATE INDEX audit_entry_at ON audit_entry USING brin (at);
COMMENT ON INDEX audit_entry_at IS 'a span of time; ids and times grow together, so a block range is enough';
CREATE INDEX audit_entry_own_approval ON audit_entry (id) WHERE own_approval;
COMMENT ON INDEX audit_entry_own_approval IS 'approvals of one''s own work: always in the auditor''s sample';

CREATE TABLE audit_personal (
  entry_id bigint NOT NULL,
  name text NOT NULL,
  salt bytea NOT NULL,
  value text NOT NULL,
  CONSTRAINT audit_personal_pk PRIMARY KEY (entry_id, name),
  CONSTRAINT audit_personal_entry FOREIGN KEY (entry_id) REFERENCES audit_entry (id)
);
COMMENT ON TABLE audit_personal IS 'The erasable side of an entry: the entry holds SHA-256(salt || value), so deleting a row breaks no proof';

CREATE TABLE audit_pending (
  entry_id bigint NOT NULL,
  -- No foreign key: only the trigger on audit_entry writes here, and the key's look-up locks the new row once more.
  CONSTRAINT audit_pending_pk PRIMARY KEY (entry_id)
);
COMMENT ON TABLE audit_pending IS 'Entries without a place in the tree yet; a row leaves only when its entry has a leaf';

CREATE TABLE audit_log (
  epoch integer NOT NULL,
  origin text NOT NULL,
  opened_at timestamptz NOT NULL,
  first_entry bigint NOT NULL,
  last_held text,
  CONSTRAINT audit_log_pk PRIMARY KEY (epoch),
  CONSTRAINT audit_log_origin UNIQUE (origin),
  CONSTRAINT audit_log_first_entry FOREIGN KEY (first_entry) REFERENCES audit_entry (id),
  CONSTRAINT audit_log_epoch_positive CHECK (epoch >= 1)
);
COMMENT ON TABLE audit_log IS 'One tree per epoch; a restored node opens the next one';
COMMENT ON COLUMN audit_log.last_held IS 'the last checkpoint a partner held when this log was opened; stands in its first entry too';

CREATE TABLE audit_leaf (
  epoch integer NOT NULL,
  leaf_index bigint NOT NULL,
  entry_id bigint NOT NULL,
  CONSTRAINT audit_leaf_pk PRIMARY KEY (epoch, leaf_index),
  CONSTRAINT audit_leaf_entry_once UNIQUE (entry_id),
  CONSTRAINT audit_leaf_entry FOREIGN KEY (entry_id) REFERENCES audit_entry (id),
  CONSTRAINT audit_leaf_log FOREIGN KEY (epoch) REFERENCES audit_log (epoch),
  CONSTRAINT audit_leaf_index_positive CHECK (leaf_index >= 0)
);
COMMENT ON TABLE audit_leaf IS 'The place of an entry in the tree: the order of first sight';

CREATE TABLE audit_tile (
  epoch integer NOT NULL,
  level smallint NOT NULL,
  node_index bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_tile_pk PRIMARY KEY (epoch, level, node_index),
  CONSTRAINT audit_tile_log FOREIGN KEY (epoch) REFERENCES audit_log (epoch)
);
COMMENT ON TABLE audit_tile IS 'Roots of complete subtrees of 256, 65536 ... leaves, so that a proof reads hundreds of hashes and not all';

CREATE TABLE audit_checkpoint (
  epoch integer NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL,
  frontier bytea NOT NULL,
  signed_at timestamptz NOT NULL,
  CONSTRAINT audit_checkpoint_pk PRIMARY KEY (epoch, size),
  CONSTRAINT audit_checkpoint_log FOREIGN KEY (epoch) REFERENCES audit_log (epoch),
  CONSTRAINT audit_checkpoint_size_positive CHECK (size > 0)
);
COMMENT ON TABLE audit_checkpoint IS 'Signed tree heads (C2SP signed note); what partners keep as witnesses';
COMMENT ON COLUMN audit_checkpoint.frontier IS 'the peaks of the tree at this size, largest first: all that the next append needs';
`;

const GUARDS = `
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- The owner's right, so that the app role can not insert an entry that never reaches the tree.
CREATE FUNCTION audit_entry_is_pending() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO public.audit_pending (entry_id) VALUES (NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION audit_pending_needs_a_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.audit_leaf l WHERE l.entry_id = OLD.entry_id) THEN
    RAISE EXCEPTION 'entry % has no leaf yet and stays pending', OLD.entry_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER audit_entry_pending AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_is_pending();
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_pending;
CREATE TRIGGER audit_pending_leaf BEFORE DELETE ON audit_pending FOR EACH ROW EXECUTE FUNCTION audit_pending_needs_a_leaf();
ALTER TABLE audit_pending ENABLE ALWAYS TRIGGER audit_pending_leaf;
CREATE TRIGGER audit_pending_append_only BEFORE UPDATE OR TRUNCATE ON audit_pending FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE audit_pending ENABLE ALWAYS TRIGGER audit_pending_append_only;
`;

const APPEND_ONLY = ['audit_entry', 'audit_log', 'audit_leaf', 'audit_tile', 'audit_checkpoint'];

/** ENABLE ALWAYS: the triggers fire in session_replication_role = replica too. Row security: COPY FROM is refused to the app role. */
const appendOnly = (table: string): string => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_append_only;
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY ${table}_read ON ${table} FOR SELECT USING (true);
CREATE POLICY ${table}_append ON ${table} FOR INSERT WITH CHECK (true);
`;

const GRANTS = `
GRANT SELECT, INSERT (canonical, leaf_hash, at, act, actor_kind, actor_id, case_id, own_approval) ON audit_entry TO proofmark_app;
GRANT SELECT, INSERT ON audit_log, audit_leaf, audit_tile, audit_checkpoint TO proofmark_app;
GRANT SELECT, DELETE ON audit_pending TO proofmark_app;
GRANT SELECT, INSERT, DELETE ON audit_personal TO proofmark_app;
`;

export class Audit1700000001000 implements MigrationInterface {
  name = 'Audit1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GUARDS);
    for (const table of APPEND_ONLY) await runner.query(appendOnly(table));
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_checkpoint, audit_tile, audit_leaf, audit_log, audit_pending, audit_personal, audit_entry;
      DROP FUNCTION audit_refuse_change, audit_entry_is_pending, audit_pending_needs_a_leaf;
    `);
  }
}
