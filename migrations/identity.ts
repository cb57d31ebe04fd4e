import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Identity1700000010000 implements MigrationInterface {
  name = 'Identity1700000010000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...INDEXES, ...COMMENTS, ...GRANTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'break_glass',
      'sign_in_lock',
      'one_time_link',
      'api_token',
      'account_session',
      'credential',
      'role_grant',
      'person',
      'agency',
    ])
      await runner.query(`DROP TABLE ${table}`);
  }
}

const TABLES = [
  `CREATE TABLE agency (
    id uuid NOT NULL CONSTRAINT agency_pk PRIMARY KEY,
    name text NOT NULL CONSTRAINT agency_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL,
    version integer NOT NULL
  )`,
  `CREATE TABLE person (
    id uuid NOT NULL CONSTRAINT person_pk PRIMARY KEY,
    agency_id uuid NOT NULL CONSTRAINT person_agency_fk REFERENCES agency (id),
    name text NOT NULL CONSTRAINT person_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
    sign_in_name text NOT NULL CONSTRAINT person_sign_in_name_folded CHECK (sign_in_name = lower(sign_in_name)),
    created_at timestamptz NOT NULL,
    left_at timestamptz,
    version integer NOT NULL
  )`,
  `CREATE TABLE role_grant (
    id uuid NOT NULL CONSTRAINT role_grant_pk PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT role_grant_person_fk REFERENCES person (id),
    agency_id uuid NOT NULL CONSTRAINT role_grant_agency_fk REFERENCES agency (id),
    role text NOT NULL CONSTRAINT role_grant_role_known CHECK (role IN ('officer', 'supervisor', 'head of NPC', 'investigator',
      'firearms examiner', 'registrar', 'auditor', 'data protection officer', 'administrator')),
    valid_from timestamptz NOT NULL,
    valid_to timestamptz,
    deputy_for uuid CONSTRAINT role_grant_deputy_fk REFERENCES person (id),
    granted_by uuid CONSTRAINT role_grant_granted_by_fk REFERENCES person (id),
    granted_at timestamptz NOT NULL,
    confirmed_by uuid CONSTRAINT role_grant_confirmed_by_fk REFERENCES person (id),
    confirmed_at timestamptz,
    own_approval_reason text,
    ended_at timestamptz,
    CONSTRAINT role_grant_dates CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT role_grant_deputy_of_another CHECK (deputy_for IS NULL OR deputy_for <> person_id),
    CONSTRAINT role_grant_two_persons CHECK (
      confirmed_by IS NULL OR own_approval_reason IS NOT NULL OR (confirmed_by <> granted_by AND confirmed_by <> person_id)),
    CONSTRAINT role_grant_confirmed CHECK (confirmed_at IS NOT NULL OR confirmed_by IS NULL),
    CONSTRAINT role_grant_by_nobody CHECK (confirmed_by IS NOT NULL OR confirmed_at IS NULL OR granted_by IS NULL)
  )`,
  `CREATE TABLE credential (
    person_id uuid NOT NULL CONSTRAINT credential_pk PRIMARY KEY CONSTRAINT credential_person_fk REFERENCES person (id),
    password_hash text NOT NULL CONSTRAINT credential_argon2id CHECK (password_hash LIKE '$argon2id$%'),
    changed_at timestamptz NOT NULL
  )`,
  `CREATE TABLE account_session (
    id uuid NOT NULL CONSTRAINT account_session_pk PRIMARY KEY,
    secret_hash bytea NOT NULL CONSTRAINT account_session_secret UNIQUE,
    person_id uuid NOT NULL CONSTRAINT account_session_person_fk REFERENCES person (id),
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
  )`,
  `CREATE TABLE api_token (
    id uuid NOT NULL CONSTRAINT api_token_pk PRIMARY KEY,
    secret_hash bytea NOT NULL CONSTRAINT api_token_secret UNIQUE,
    person_id uuid NOT NULL CONSTRAINT api_token_person_fk REFERENCES person (id),
    label text NOT NULL,
    scopes text[] NOT NULL CONSTRAINT api_token_scoped CHECK (cardinality(scopes) > 0),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
  )`,
  `CREATE TABLE one_time_link (
    id uuid NOT NULL CONSTRAINT one_time_link_pk PRIMARY KEY,
    secret_hash bytea NOT NULL CONSTRAINT one_time_link_secret UNIQUE,
    purpose text NOT NULL CONSTRAINT one_time_link_purpose_known CHECK (purpose IN ('invite', 'reset', 'first administrator')),
    person_id uuid NOT NULL CONSTRAINT one_time_link_person_fk REFERENCES person (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    spent_at timestamptz
  )`,
  `CREATE TABLE sign_in_lock (
    kind text NOT NULL CONSTRAINT sign_in_lock_kind_known CHECK (kind IN ('name', 'address')),
    key_hash bytea NOT NULL,
    failures integer NOT NULL,
    last_failed_at timestamptz NOT NULL,
    locked_until timestamptz NOT NULL,
    CONSTRAINT sign_in_lock_pk PRIMARY KEY (kind, key_hash)
  )`,
  `CREATE TABLE break_glass (
    id uuid NOT NULL CONSTRAINT break_glass_pk PRIMARY KEY,
    case_id uuid NOT NULL,
    person_id uuid NOT NULL CONSTRAINT break_glass_person_fk REFERENCES person (id),
    reason text NOT NULL,
    broken_at timestamptz NOT NULL,
    until timestamptz NOT NULL,
    CONSTRAINT break_glass_time_boxed CHECK (until > broken_at)
  )`,
];

const INDEXES = [
  `CREATE UNIQUE INDEX agency_name ON agency (lower(name))`,
  // A name that somebody has left behind may be given again; two present people never share one.
  `CREATE UNIQUE INDEX person_sign_in_name ON person (sign_in_name) WHERE left_at IS NULL`,
  // The guard reads a person's roles at every request.
  `CREATE INDEX role_grant_person ON role_grant (person_id) WHERE ended_at IS NULL`,
  `CREATE INDEX role_grant_deputy ON role_grant (deputy_for) WHERE ended_at IS NULL`,
  // Whom to tell: the people of a role in an agency.
  `CREATE INDEX role_grant_role ON role_grant (role, agency_id) WHERE ended_at IS NULL`,
  // A leaver, a reset and "end all sessions" close these at once.
  `CREATE INDEX account_session_open ON account_session (person_id) WHERE ended_at IS NULL`,
  `CREATE INDEX api_token_open ON api_token (person_id) WHERE revoked_at IS NULL`,
  `CREATE INDEX one_time_link_open ON one_time_link (person_id) WHERE spent_at IS NULL`,
  `CREATE INDEX break_glass_case ON break_glass (case_id, until)`,
];

const COMMENTS = [
  `COMMENT ON TABLE agency IS 'Authorities of this State that use the node; a compartment of its cases'`,
  `COMMENT ON TABLE person IS 'People who sign in; a leaver keeps the row, since the ledger names it'`,
  `COMMENT ON TABLE role_grant IS 'Who holds which role, for which agency, between which dates; in force once a second person has confirmed'`,
  `COMMENT ON COLUMN role_grant.granted_by IS 'Null: given at the command line when the node was initialised'`,
  `COMMENT ON COLUMN role_grant.own_approval_reason IS 'One person proposed and confirmed: the reason, always in the auditor''s sample'`,
  `COMMENT ON TABLE credential IS 'Passwords as argon2id; the parameters stand in the hash'`,
  `COMMENT ON TABLE account_session IS 'Server-side sessions; the cookie holds a secret of which only the SHA-256 is kept'`,
  `COMMENT ON TABLE api_token IS 'Tokens for programs: hashed, scoped, expiring, revocable; never more than their owner may do'`,
  `COMMENT ON TABLE one_time_link IS 'Invitations and resets: hashed, spent once, expiring'`,
  `COMMENT ON TABLE sign_in_lock IS 'Failed sign-ins by name and by address, both hashed: the back-off between two attempts'`,
  `COMMENT ON TABLE break_glass IS 'Who opened which sealed case, why and until when; read access only'`,
];

const GRANTS = [
  `GRANT SELECT, INSERT, UPDATE ON agency, person, role_grant, credential, account_session, api_token, one_time_link TO proofmark_app`,
  `GRANT DELETE ON credential TO proofmark_app`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_lock TO proofmark_app`,
  // Written once: nobody shortens, lengthens or removes what was broken.
  `GRANT SELECT, INSERT ON break_glass TO proofmark_app`,
];
