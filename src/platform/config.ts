import { isCalendarDate } from '../domain/shared/instant.js';
import {
  faultPointName,
  https,
  isProblem,
  off,
  oneOf,
  seconds,
  setting,
  strong,
  whole,
  words,
  yesNo,
  type Problem,
  type Setting,
} from './setting.js';

/**
 * Every setting of a node: its name, where it comes from, its default and what production asks of it. The only file that knows the
 * environment; `main` reads it once and injects the value, so that two nodes can live in one process.
 */
export const MODES = ['production', 'development', 'demo', 'test'] as const;

// One setting a line is what makes it a table.
// prettier-ignore
export const SETTINGS = {
  // node
  'node.mode': setting('PROOFMARK_MODE', 'production, development, demo or test', oneOf(MODES), 'production'),
  'node.state': setting('PROOFMARK_STATE', 'ISO 3166-1 alpha-3 code of the State whose node this is', (text) => (/^[A-Z]{3}$/.test(text) ? text : { problem: 'must be three capital letters' })),
  'node.liveSince': setting('PROOFMARK_LIVE_SINCE', 'day since which requests go over this node, as 2026-01-31; only earlier ones are keyed in from paper; empty: any day of the past', (text) => (text === '' || isCalendarDate(text) ? text : { problem: 'must be an existing day as 2026-01-31' }), ''),
  'node.zone': setting('PROOFMARK_ZONE', 'IANA time zone of the contact point', words, 'UTC'),
  'node.dataFolder': setting('PROOFMARK_DATA', 'folder of keys and stored files', words, '.proofmark'),
  'node.exercise': setting('PROOFMARK_EXERCISE', 'every message carries the exercise flag', yesNo, false, { production: off }),
  'node.masterKey': setting('PROOFMARK_MASTER_KEY', 'wraps the keys of cases and of stored answers; outside production a file in the data folder stands in', words, '', { secret: true, production: strong }),
  'node.runWorkers': setting('PROOFMARK_RUN_WORKERS', 'the HTTP process also runs workers and sweeps', yesNo, false, { production: off }),
  'log.level': setting('PROOFMARK_LOG', 'least severity that is logged', oneOf(['silent', 'error', 'warn', 'info', 'debug']), 'info'),
  // clock and faults of exercises and tests
  'clock.shared': setting('PROOFMARK_TEST_CLOCK', 'take the time from the row clock_setting (demo and test)', yesNo, false, { production: off }),
  'clock.pollMs': setting('PROOFMARK_CLOCK_POLL_MS', 'how often the row clock_setting is read', whole(20, 60_000), 250),
  'clock.maxSkewMs': setting('PROOFMARK_CLOCK_MAX_SKEW_MS', 'difference between database and node that raises the alarm', whole(100, 60_000), 2000),
  'faultPoint.kill': setting('PROOFMARK_FAULT_POINT_KILL', 'demo and test: die at this passing of a fault point, as in "inbox 2 inserted#1"', faultPointName, '', { production: off }),
  // database and queue
  'database.url': setting('DATABASE_URL', 'PostgreSQL, as the role that runs', words, undefined, { secret: true }),
  'database.ownerUrl': setting('DATABASE_OWNER_URL', 'PostgreSQL, as the role that owns; asked for by migrate alone', words, '', { secret: true }),
  'database.poolSize': setting('DATABASE_POOL', 'connections of one process', whole(2, 200), 10),
  'database.standbyUrl': setting('DATABASE_STANDBY_URL', 'a streaming standby that may answer reads of marking records; none if empty', words, '', { secret: true }),
  'database.standbyMaxLagMs': setting('DATABASE_STANDBY_MAX_LAG_MS', 'the standby is asked only while all that was committed so long ago is there', whole(100, 600_000), 5000),
  'database.standbyCheckMs': setting('DATABASE_STANDBY_CHECK_MS', 'how often it is asked how far it has come, while it is used', whole(10, 600_000), 1000),
  'database.standbyTimeoutMs': setting('DATABASE_STANDBY_TIMEOUT_MS', 'a connection or an answer of it that takes longer is given up, and the primary answers', whole(10, 600_000), 2000),
  'database.standbyRestMs': setting('DATABASE_STANDBY_REST_MS', 'after a failure it is left alone for so long', whole(10, 600_000), 10_000),
  'queue.backend': setting('QUEUE_BACKEND', 'redis, postgres or auto', oneOf(['redis', 'postgres', 'auto']), 'auto'),
  'queue.redisUrl': setting('REDIS_URL', 'Redis or Valkey with AOF and noeviction', words, '', { secret: true }),
  'queue.prefix': setting('QUEUE_PREFIX', 'keeps two nodes on one Redis apart', words, 'proofmark'),
  'queue.concurrency': setting('QUEUE_CONCURRENCY', 'jobs that one worker has in hand at once', whole(1, 100), 8),
  'queue.ringTimeoutMs': setting('QUEUE_RING_TIMEOUT_MS', 'a bell that takes longer is given up; its sweep finds the row', whole(10, 60_000), 1000),
  'queue.closeTimeoutMs': setting('QUEUE_CLOSE_TIMEOUT_MS', 'how long a worker that stops waits for the jobs in hand', whole(100, 600_000), 10_000),
  // http
  'http.host': setting('PROOFMARK_HOST', 'address to listen on', words, '127.0.0.1'),
  'http.port': setting('PORT', 'port to listen on', whole(0, 65535), 3000),
  'http.publicUrl': setting('PROOFMARK_PUBLIC_URL', 'the address people and partners use', words, 'http://127.0.0.1:3000', { production: https }),
  'http.maxBodyBytes': setting('PROOFMARK_MAX_BODY_BYTES', 'largest body of an API call', whole(1024, 100_000_000), 1_048_576),
  'http.ratePerMinute': setting('PROOFMARK_RATE_PER_MINUTE', 'calls of one address in a minute', whole(1, 1_000_000), 600),
  'http.trustedProxies': setting('PROOFMARK_TRUSTED_PROXIES', 'addresses whose X-Forwarded-For is believed, by commas', words, ''),
  'idempotency.keepHours': setting('PROOFMARK_IDEMPOTENCY_KEEP_HOURS', 'how long a stored answer can be asked for again', whole(1, 720), 24),
  'idempotency.leaseMs': setting('PROOFMARK_IDEMPOTENCY_LEASE_MS', 'after this a call that died may be made again under its key', whole(1000, 600_000), 60_000),
  // people
  'access.singleOfficer': setting('PROOFMARK_SINGLE_OFFICER', 'one person may approve their own work, with a reason that the auditor always sees', yesNo, false),
  'access.passwordMinLength': setting('PROOFMARK_PASSWORD_MIN_LENGTH', 'characters of a password', whole(8, 128), 12),
  'access.argon2MemoryKiB': setting('PROOFMARK_ARGON2_MEMORY_KIB', 'memory of one password hash (RFC 9106)', whole(1024, 4_194_304), 65_536, {
    production: (value) => (value < 19_456 ? 'must be at least 19456' : undefined),
  }),
  'access.argon2Passes': setting('PROOFMARK_ARGON2_PASSES', 'passes of one password hash (RFC 9106)', whole(2, 20), 3),
  'access.sessionIdleMinutes': setting('PROOFMARK_SESSION_IDLE_MINUTES', 'a session ends after this long without a call', whole(1, 1440), 30),
  'access.sessionMaxHours': setting('PROOFMARK_SESSION_MAX_HOURS', 'a session ends after this long in any case', whole(1, 168), 12),
  'access.inviteHours': setting('PROOFMARK_INVITE_HOURS', 'validity of an invitation', whole(1, 720), 72),
  'access.resetHours': setting('PROOFMARK_RESET_HOURS', 'validity of a password reset', whole(1, 72), 2),
  'access.tokenMaxDays': setting('PROOFMARK_TOKEN_MAX_DAYS', 'longest life of an API token', whole(1, 3650), 365),
  'access.breakGlassHours': setting('PROOFMARK_BREAK_GLASS_HOURS', 'how long a broken seal stays open to who broke it', whole(1, 72), 4),
  'access.freeAttemptsByName': setting('PROOFMARK_FREE_ATTEMPTS_NAME', 'failed sign-ins under one name before the back-off begins', whole(1, 100), 5),
  'access.freeAttemptsByAddress': setting('PROOFMARK_FREE_ATTEMPTS_ADDRESS', 'failed sign-ins from one address before the back-off begins', whole(1, 10_000), 50),
  'access.backOffSeconds': setting('PROOFMARK_BACK_OFF_SECONDS', 'first wait of the back-off; it doubles with each failure', whole(1, 3600), 2),
  'access.backOffMaxMinutes': setting('PROOFMARK_BACK_OFF_MAX_MINUTES', 'longest wait of the back-off', whole(1, 1440), 60),
  'access.contactPoint': setting('PROOFMARK_CONTACT_POINT', 'name of the agency to which incoming requests belong', words, 'National Point of Contact'),
  // the audit ledger
  'audit.sequenceMs': setting('PROOFMARK_AUDIT_SEQUENCE_MS', 'how often new entries get their place in the tree: until then only the owner of the database could remove one unseen', whole(50, 60_000), 1000),
  'audit.sequenceBatch': setting('PROOFMARK_AUDIT_SEQUENCE_BATCH', 'most entries under one new checkpoint', whole(1, 100_000), 10_000),
  'audit.bundleSpacing': setting('PROOFMARK_AUDIT_BUNDLE_SPACING', 'least entries between two checkpoints of a bundle: the width of the range that a wrong root names', whole(1, 10_000), 128),
  'audit.ownApprovalsMax': setting('PROOFMARK_AUDIT_OWN_APPROVALS_MAX', 'most approvals of own work that one sample shows, newest first; the rest is counted', whole(1, 10_000), 1000),
  'audit.nodeCheckMax': setting('PROOFMARK_AUDIT_NODE_CHECK_MAX', 'most entries that the node judges itself at one call of a page', whole(1, 10_000_000), 200_000),
  // tracing
  'tracing.followUpSweepMs': setting('PROOFMARK_FOLLOW_UP_SWEEP_MS', 'how often work for another case is looked for without a bell', whole(50, 600_000), 2000),
  'tracing.followUpBatch': setting('PROOFMARK_FOLLOW_UP_BATCH', 'commands for other cases that one sweep takes', whole(1, 1000), 50),
  'tracing.leaseMs': setting('PROOFMARK_TRACING_LEASE_MS', 'after this a command whose process died is taken again', whole(1000, 3_600_000), 60_000),
  'tracing.retryMs': setting('PROOFMARK_TRACING_RETRY_MS', 'first wait of a command that failed; it doubles with each failure', whole(10, 600_000), 1000),
  'tracing.retryMaxMs': setting('PROOFMARK_TRACING_RETRY_MAX_MS', 'longest wait of a command that failed', whole(1000, 86_400_000), 600_000),
  'tracing.fileMaxBytes': setting('PROOFMARK_RECOVERY_FILE_MAX_BYTES', 'largest file of recoveries', whole(1024, 10_000_000), 1_000_000),
  'tracing.fileMaxRows': setting('PROOFMARK_RECOVERY_FILE_MAX_ROWS', 'most rows of one file of recoveries', whole(1, 10_000), 500),
  'tracing.itemsMax': setting('PROOFMARK_INCIDENT_ITEMS_MAX', 'most weapons of one incident', whole(1, 10_000), 500),
  'tracing.columnsSweepMs': setting('PROOFMARK_COLUMNS_SWEEP_MS', 'how often rows of cases are looked for whose listed columns an older version wrote', whole(100, 3_600_000), 10_000),
  'tracing.columnsBatch': setting('PROOFMARK_COLUMNS_BATCH', 'rows of cases whose columns one transaction writes again', whole(1, 1000), 100),
  'deadlines.sweepMs': setting('PROOFMARK_DEADLINE_SWEEP_MS', 'how often due steps are looked for: the most that a lost bell can delay one', whole(50, 600_000), 2000),
  'deadlines.ringMs': setting('PROOFMARK_DEADLINE_RING_MS', 'how often the bells of the next window are set; the queue holds two windows at most', whole(1000, 3_600_000), 300_000),
  'deadlines.batch': setting('PROOFMARK_DEADLINE_BATCH', 'due steps that one sweep takes', whole(1, 10_000), 200),
  'deadlines.leaseMs': setting('PROOFMARK_DEADLINE_LEASE_MS', 'after this a step whose process died is taken again', whole(1000, 3_600_000), 60_000),
  // directory
  'directory.wrongReadings': setting('PROOFMARK_DIRECTORY_WRONG_READINGS', 'wrong readings of a fingerprint before a proposal is rejected', whole(1, 20), 3),
  'directory.keyOverlapDays': setting('PROOFMARK_DIRECTORY_KEY_OVERLAP_DAYS', 'a rotated key is said to be valid for this long after its successor', whole(0, 3650), 90),
  'directory.batchMax': setting('PROOFMARK_DIRECTORY_BATCH_MAX', 'letters that this node takes in one envelope, as its entry says', whole(1, 1000), 50),
  // marking records
  'markings.candidatesMax': setting('PROOFMARK_CANDIDATES_MAX', 'candidates that one look-up answers', whole(1, 1000), 100),
  'markings.searchCountMax': setting('PROOFMARK_SEARCH_COUNT_MAX', 'numbers that fit are counted up to this; more is said to be too many', whole(10, 100_000), 1000),
  'markings.searchKeysMax': setting('PROOFMARK_SEARCH_KEYS_MAX', 'spellings that one search may ask the index for', whole(100, 1_000_000), 40_000),
  'markings.searchScanMax': setting('PROOFMARK_SEARCH_SCAN_MAX', 'a number without a known beginning or end is searched in registries of up to so many numbers', whole(0, 100_000_000), 2_000_000),
  'markings.wideChunk': setting('PROOFMARK_WIDE_CHUNK', 'numbers that a wide search looks at in one transaction', whole(1, 1_000_000), 20_000),
  'markings.wideHitsMax': setting('PROOFMARK_WIDE_HITS_MAX', 'numbers that a wide search keeps, the best of those that fit', whole(1, 10_000), 500),
  'markings.wideSweepMs': setting('PROOFMARK_WIDE_SWEEP_MS', 'how often the worker looks for a wide search', whole(100, 3_600_000), 1000),
  'markings.wideLeaseMs': setting('PROOFMARK_WIDE_LEASE_MS', 'after this a wide search whose process died goes on elsewhere', whole(1000, 3_600_000), 60_000),
  'markings.wideKeepDays': setting('PROOFMARK_WIDE_KEEP_DAYS', 'days for which a wide search without a case of this node is kept', whole(1, 36_500), 365),
  'markings.batchMaxBytes': setting('PROOFMARK_BATCH_MAX_BYTES', 'largest file of marks that are looked up at once', whole(1024, 100_000_000), 5_000_000),
  'markings.batchMaxRows': setting('PROOFMARK_BATCH_MAX_ROWS', 'most marks of one file', whole(1, 100_000), 10_000),
  'markings.batchCandidatesMax': setting('PROOFMARK_BATCH_CANDIDATES_MAX', 'candidates that are answered for one mark of a file', whole(1, 100), 5),
  'markings.importMaxBytes': setting('PROOFMARK_IMPORT_MAX_BYTES', 'largest file of marking records', whole(1024, 100_000_000_000), 2_000_000_000),
  'reference.fileMaxBytes': setting('PROOFMARK_REFERENCE_FILE_MAX_BYTES', 'largest file of makes, models, calibres or codes', whole(1024, 1_000_000_000), 100_000_000),
  'reference.fileMaxRows': setting('PROOFMARK_REFERENCE_FILE_MAX_ROWS', 'most rows of one such file', whole(1, 1_000_000), 250_000),
  'markings.importMaxRows': setting('PROOFMARK_IMPORT_MAX_ROWS', 'most rows of one file of marking records', whole(1, 100_000_000), 10_000_000),
  'markings.importChunkRows': setting('PROOFMARK_IMPORT_CHUNK_ROWS', 'rows of a file that are in memory at once', whole(1, 100_000), 2000),
  'markings.importLeaseMs': setting('PROOFMARK_IMPORT_LEASE_MS', 'after this a load whose process died is taken up again', whole(1000, 3_600_000), 300_000),
  'markings.importSweepMs': setting('PROOFMARK_IMPORT_SWEEP_MS', 'how often loads whose process died are looked for', whole(1000, 3_600_000), 30_000),
  'import.maxAtomicRows': setting('PROOFMARK_IMPORT_MAX_ATOMIC_ROWS', 'a file of at most so many good rows is loaded in one transaction, a larger one in numbered parts of this size', whole(1, 10_000_000), 100_000),
  // pages
  'web.draftHours': setting('PROOFMARK_DRAFT_HOURS', 'how long what was typed into a form is kept', whole(1, 8760), 168),
  'web.draftSweepMs': setting('PROOFMARK_DRAFT_SWEEP_MS', 'how often forms that nobody came back to are dropped', whole(1000, 86_400_000), 600_000),
  'web.draftMaxBytes': setting('PROOFMARK_DRAFT_MAX_BYTES', 'largest form that is kept', whole(1024, 10_000_000), 262_144),
  'web.peopleMax': setting('PROOFMARK_PEOPLE_MAX', 'people that one list offers to choose from', whole(10, 10_000), 1000),
  'web.workListMax': setting('PROOFMARK_WORK_LIST_MAX', 'cases on one page of a work list or a search', whole(5, 200), 50),
  'web.savedViewsMax': setting('PROOFMARK_SAVED_VIEWS_MAX', 'views of the work list that one person may save', whole(1, 200), 20),
  'web.liveStreamsMax': setting('PROOFMARK_LIVE_STREAMS_MAX', 'pages with live updates that one person may have open', whole(1, 100), 6),
  'web.liveGatherMs': setting('PROOFMARK_LIVE_GATHER_MS', 'changes within this time are told as one', whole(20, 60_000), 1000),
  'web.liveBeatMs': setting('PROOFMARK_LIVE_BEAT_MS', 'how often an open page is kept alive, and its session looked at', whole(50, 300_000), 20_000),
  'web.noticesMax': setting('PROOFMARK_NOTICES_MAX', 'unread notices shown above the work list', whole(1, 200), 10),
  // running the node
  'operation.drillDays': setting('PROOFMARK_DRILL_DAYS', 'after this many days a practised restore is asked for again', whole(1, 3650), 180),
  // data subjects
  'dataSubjects.answerDays': setting('PROOFMARK_SUBJECT_ANSWER_DAYS', 'days within which a data subject is answered, by the law of this State', whole(1, 365), 30),
  'dataSubjects.findingsMax': setting('PROOFMARK_SUBJECT_FINDINGS_MAX', 'most marking records that one search finds', whole(1, 10_000), 200),
  'dataSubjects.casesPerSearch': setting('PROOFMARK_SUBJECT_CASES_PER_SEARCH', 'newest cases that one search opens and looks through', whole(1, 100_000), 2000),
  'cases.retentionYears': setting('PROOFMARK_CASE_RETENTION_YEARS', 'years after its last act for which a case that is over is kept (ITI 12)', whole(1, 200), 20),
  // reports on looks
  'reports.followUpDays': setting('PROOFMARK_REPORTS_FOLLOW_UP_DAYS', 'a query of marking records without work on a case within this many days is reported', whole(1, 365), 14),
  'reports.officeFrom': setting('PROOFMARK_REPORTS_OFFICE_FROM', 'hour at which the office opens, in its zone', whole(0, 23), 7),
  'reports.officeUntil': setting('PROOFMARK_REPORTS_OFFICE_UNTIL', 'hour at which the office closes, in its zone', whole(1, 24), 19),
  'reports.volumeFactor': setting('PROOFMARK_REPORTS_VOLUME_FACTOR', 'more than this many times the median of all persons is reported as unusual', whole(2, 100), 3),
  'reports.volumeLeast': setting('PROOFMARK_REPORTS_VOLUME_LEAST', 'fewer looks than this are never unusual', whole(1, 100_000), 20),
  'reports.rowsMax': setting('PROOFMARK_REPORTS_ROWS_MAX', 'most rows of one report', whole(10, 10_000), 500),
  // exchange
  'exchange.maxEnvelopeBytes': setting('PROOFMARK_MAX_ENVELOPE_BYTES', 'largest sealed envelope, in and out; below the largest body', whole(4096, 100_000_000), 1_000_000),
  'exchange.ratePerMinute': setting('PROOFMARK_EXCHANGE_RATE_PER_MINUTE', 'calls of one address at the partner endpoint in a minute', whole(1, 1_000_000), 1200),
  'exchange.timeoutMs': setting('PROOFMARK_EXCHANGE_TIMEOUT_MS', 'a partner that takes longer to answer is asked again later', whole(100, 600_000), 30_000),
  'exchange.leaseMs': setting('PROOFMARK_EXCHANGE_LEASE_MS', 'after this a delivery whose process died is taken up by another; above the time-out', whole(1000, 3_600_000), 120_000),
  'exchange.sweepMs': setting('PROOFMARK_EXCHANGE_SWEEP_MS', 'how often outbox, inbox and gaps are looked through without a bell', whole(50, 600_000), 2000),
  'exchange.claimMax': setting('PROOFMARK_EXCHANGE_CLAIM_MAX', 'deliveries that one sweep takes up', whole(1, 10_000), 100),
  'exchange.lanes': setting('PROOFMARK_EXCHANGE_LANES', 'envelopes that are under way at once', whole(1, 100), 8),
  'exchange.batchMax': setting('PROOFMARK_EXCHANGE_BATCH_MAX', 'most letters put into one envelope; 1 sends each alone', whole(1, 1000), 50),
  'exchange.retrySeconds': setting('PROOFMARK_EXCHANGE_RETRY_SECONDS', 'waits between attempts, by commas; the last one repeats for ever', seconds, [5, 30, 120, 600, 1800, 3600] as readonly number[]),
  'exchange.undeliverableHours': setting('PROOFMARK_EXCHANGE_UNDELIVERABLE_HOURS', 'a letter without a receipt for this long is shown to a person as undeliverable', whole(1, 8760), 24),
  'exchange.gapAskMs': setting('PROOFMARK_EXCHANGE_GAP_ASK_MS', 'a gap that stands this long is asked for again, and again after each such time', whole(1000, 604_800_000), 600_000),
  'exchange.recoverMarginHours': setting('PROOFMARK_EXCHANGE_RECOVER_MARGIN_HOURS', 'a restored node asks for this much more than it seems to have lost', whole(0, 8760), 24),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Config = {
  readonly [K in SettingName]: (typeof SETTINGS)[K] extends Setting<infer T> ? Exclude<T, Problem> : never;
};

/** Injection token of the one `Config` value. */
export const CONFIG = Symbol('CONFIG');

export interface SettingProblem {
  readonly setting: SettingName;
  readonly env: string;
  readonly rule: string;
}

export type ConfigResult =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly SettingProblem[] };
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every setting, or every problem at once. An empty variable counts as not set. `overrides` win over the environment. */
export function readConfig(env: Environment, overrides: Partial<Config> = {}): ConfigResult {
  const values: Record<string, unknown> = {};
  const problems: SettingProblem[] = [];
  const table: [SettingName, Setting<unknown>][] = Object.entries(SETTINGS) as [SettingName, Setting<unknown>][];
  for (const [name, row] of table) {
    const given = overrides[name] ?? readOne(row, env[row.env]);
    if (isProblem(given)) problems.push({ setting: name, env: row.env, rule: given.problem });
    else values[name] = given;
  }
  if (values['node.mode'] === 'production') {
    const failed = new Set(problems.map((problem) => problem.setting));
    for (const [name, row] of table) {
      const rule = failed.has(name) ? undefined : row.production?.(values[name]);
      if (rule !== undefined) problems.push({ setting: name, env: row.env, rule });
    }
  }
  problems.push(...queueProblems(values));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: values as unknown as Config };
}

/** The settings of this process, for the entry points. */
export function configOfProcess(overrides: Partial<Config> = {}): ConfigResult {
  return readConfig(process.env, overrides);
}

/** The environment that a child process of ours inherits, with `more` on top. */
export function childEnvironment(more: Environment = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}

/** One variable of this process that is not a setting of a node (PATH, the services a launcher was given). */
export function environmentValue(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}

export function printProblems(problems: readonly SettingProblem[]): string {
  return [
    'The node does not start. Wrong or missing settings:',
    ...problems.map((one) => `  ${one.env} (${one.setting}): ${one.rule}`),
  ].join('\n');
}

function readOne(row: Setting<unknown>, text: string | undefined): unknown {
  if (text !== undefined && text !== '') return row.parse(text);
  return 'preset' in row ? row.preset : { problem: 'must be set' };
}

/** Production rings by Redis unless PostgreSQL is chosen by name: a forgotten address must not choose silently. */
function queueProblems(values: Readonly<Record<string, unknown>>): readonly SettingProblem[] {
  const backend = values['queue.backend'];
  const needed = backend === 'redis' || (backend === 'auto' && values['node.mode'] === 'production');
  return needed && values['queue.redisUrl'] === ''
    ? [
        {
          setting: 'queue.redisUrl',
          env: SETTINGS['queue.redisUrl'].env,
          rule: 'must be set, or QUEUE_BACKEND must be postgres',
        },
      ]
    : [];
}
