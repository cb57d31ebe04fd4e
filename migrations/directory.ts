import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class Directory1700000011000 implements MigrationInterface {
  name = 'Directory1700000011000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'clock_policy',
      'calendar',
      'partner_profile',
      'pin_proposal',
      'directory_key',
      'directory_entry',
    ]) {
      await runner.query(`DROP TABLE IF EXISTS ${table}`);
    }
  }
}

const COUNTRY = "CHECK (country ~ '^[A-Z]{3}$')";

const UP = [
  `CREATE TABLE directory_entry (
    country text NOT NULL,
    version integer NOT NULL,
    entry jsonb NOT NULL,
    digest text NOT NULL,
    proposal_id uuid,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT directory_entry_pk PRIMARY KEY (country, version),
    CONSTRAINT directory_entry_country ${COUNTRY},
    CONSTRAINT directory_entry_version CHECK (version > 0)
  )`,
  `COMMENT ON TABLE directory_entry IS 'What each State says about itself, our own included, every version kept; the highest is in force. Keys stand in directory_key.'`,
  `COMMENT ON COLUMN directory_entry.digest IS 'base64url SHA-256 of the RFC 8785 bytes of the entry as it was taken in, keys included'`,
  `COMMENT ON COLUMN directory_entry.proposal_id IS 'the proposal that two persons pinned; null for our own entry and for an edit that brought no key'`,

  `CREATE TABLE directory_key (
    country text NOT NULL,
    use text NOT NULL,
    kid text NOT NULL,
    jwk jsonb NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to timestamptz,
    revoked_at timestamptz,
    revoked_reason text,
    CONSTRAINT directory_key_pk PRIMARY KEY (country, use, kid),
    CONSTRAINT directory_key_country ${COUNTRY},
    CONSTRAINT directory_key_use CHECK (use IN ('signing', 'sealing', 'ledger')),
    CONSTRAINT directory_key_span CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT directory_key_reason CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
  )`,
  `COMMENT ON TABLE directory_key IS 'Every key ever pinned; none is deleted: an old signature is judged by the key of its day'`,
  `COMMENT ON COLUMN directory_key.valid_to IS 'past it a signature warns and still counts; only revoked_at stops'`,

  `CREATE TABLE pin_proposal (
    id uuid NOT NULL,
    country text NOT NULL,
    entry jsonb NOT NULL,
    digest text NOT NULL,
    fingerprint text NOT NULL,
    state text NOT NULL,
    wrong_readings integer NOT NULL,
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    decided_by text,
    decided_at timestamptz,
    reason text,
    CONSTRAINT pin_proposal_pk PRIMARY KEY (id),
    CONSTRAINT pin_proposal_country ${COUNTRY},
    CONSTRAINT pin_proposal_state CHECK (state IN ('open', 'confirmed', 'rejected', 'replaced')),
    CONSTRAINT pin_proposal_decision CHECK ((state = 'open') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL))
  )`,
  `COMMENT ON TABLE pin_proposal IS 'Keys of a State waiting for a second person who has heard their fingerprint by telephone'`,
  `COMMENT ON COLUMN pin_proposal.fingerprint IS 'never shown with the proposal: who confirms types what was read out'`,
  // Guards: one open proposal for a State, so that two persons cannot mean two files by one telephone call.
  `CREATE UNIQUE INDEX pin_proposal_one_open ON pin_proposal (country) WHERE state = 'open'`,

  `CREATE TABLE partner_profile (
    country text NOT NULL,
    version integer NOT NULL,
    highest_level smallint NOT NULL,
    confidentiality text NOT NULL,
    assessed_on date,
    suspended boolean NOT NULL,
    suspended_reason text,
    flags text[] NOT NULL,
    note text,
    updated_by text NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT partner_profile_pk PRIMARY KEY (country),
    CONSTRAINT partner_profile_country ${COUNTRY},
    CONSTRAINT partner_profile_level CHECK (highest_level BETWEEN 0 AND 2),
    CONSTRAINT partner_profile_suspended CHECK (suspended = (suspended_reason IS NOT NULL)),
    CONSTRAINT partner_profile_level_2 CHECK (highest_level < 2 OR (confidentiality = 'guaranteed' AND assessed_on IS NOT NULL))
  )`,
  `COMMENT ON TABLE partner_profile IS 'What we think of a partner: local, never sent'`,

  `CREATE TABLE calendar (
    country text NOT NULL,
    version integer NOT NULL,
    calendar jsonb NOT NULL,
    source text NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT calendar_pk PRIMARY KEY (country, version),
    CONSTRAINT calendar_country ${COUNTRY},
    CONSTRAINT calendar_version CHECK (version <> 0)
  )`,
  `COMMENT ON TABLE calendar IS 'Days that do not count, as dated lists, every version kept: a clock names the version it was computed by'`,
  `COMMENT ON COLUMN calendar.version IS 'above 0 as the State itself published it; below 0 a list of our own (-1, -2 ...) for a State that published none'`,

  `CREATE TABLE clock_policy (
    id text NOT NULL,
    version integer NOT NULL,
    scope text NOT NULL,
    states text[] NOT NULL,
    adopted boolean NOT NULL,
    policy jsonb NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT clock_policy_pk PRIMARY KEY (id, version),
    CONSTRAINT clock_policy_version CHECK (version > 0),
    CONSTRAINT clock_policy_scope CHECK (scope IN ('own', 'instrument', 'agreement', 'known practice'))
  )`,
  `COMMENT ON TABLE clock_policy IS 'Terms of clocks, every version kept (changes are not retroactive); the highest version of an id is in force'`,
  `COMMENT ON COLUMN clock_policy.states IS 'instrument, agreement: the States between which it is said to bind'`,
  `COMMENT ON COLUMN clock_policy.adopted IS 'a person has put it in force here; a preset never binds a partner by itself'`,

  'GRANT SELECT, INSERT ON directory_entry, calendar, clock_policy TO proofmark_app',
  'GRANT SELECT, INSERT ON directory_key TO proofmark_app',
  'GRANT UPDATE (valid_to, revoked_at, revoked_reason) ON directory_key TO proofmark_app',
  'GRANT SELECT, INSERT ON pin_proposal TO proofmark_app',
  'GRANT UPDATE (state, wrong_readings, decided_by, decided_at, reason) ON pin_proposal TO proofmark_app',
  'GRANT SELECT, INSERT, UPDATE ON partner_profile TO proofmark_app',
];
