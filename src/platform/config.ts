/**
 * Every setting of a node: its name, where it comes from, its default and what production asks of it. The only file that knows the
 * environment; `main` reads it once and injects the value, so that two nodes can live in one process.
 */
export const MODES = ['production', 'development', 'demo', 'test'] as const;
export type Mode = (typeof MODES)[number];

interface Setting<T> {
  readonly env: string;
  readonly meaning: string;
  readonly parse: (text: string) => T | Problem;
  /** Absent: production and every other mode must set it. */
  readonly preset?: T;
  /** A weak or missing value that production refuses; answers the reason. */
  readonly production?: (value: T) => string | undefined;
  readonly secret?: boolean;
}

interface Problem {
  readonly problem: string;
}

const whole = (min: number, max: number) => (text: string): number | Problem => {
  const value = Number(text);
  return /^-?\d+$/.test(text) && value >= min && value <= max ? value : { problem: `must be a whole number from ${String(min)} to ${String(max)}` };
};
const words = (text: string): string | Problem => (text.trim() === '' ? { problem: 'must not be empty' } : text.trim());
const oneOf = <const T extends readonly string[]>(list: T) => (text: string): T[number] | Problem =>
  list.includes(text) ? (text as T[number]) : { problem: `must be one of ${list.join(', ')}` };
const yesNo = (text: string): boolean | Problem => (text === 'yes' ? true : text === 'no' ? false : { problem: 'must be yes or no' });

const setting = <T>(env: string, meaning: string, parse: (text: string) => T | Problem, preset?: T, more: Pick<Setting<T>, 'production' | 'secret'> = {}): Setting<T> => ({
  env, meaning, parse, ...(preset === undefined ? {} : { preset }), ...more,
});

export const SETTINGS = {
  // node
  'node.mode': setting('PROOFMARK_MODE', 'production, development, demo or test', oneOf(MODES), 'production' as Mode),
  'node.state': setting('PROOFMARK_STATE', 'ISO 3166-1 alpha-3 code of the State whose node this is', (text) => (/^[A-Z]{3}$/.test(text) ? text : { problem: 'must be three capital letters' })),
  'node.zone': setting('PROOFMARK_ZONE', 'IANA time zone of the contact point', words, 'UTC'),
  'node.dataFolder': setting('PROOFMARK_DATA', 'folder of keys and stored files', words, '.proofmark'),
  'node.exercise': setting('PROOFMARK_EXERCISE', 'every message carries the exercise flag', yesNo, false),
  // database and queue
  'database.url': setting('DATABASE_URL', 'PostgreSQL, as the role that runs', words, undefined as string | undefined, { secret: true }) as Setting<string>,
  'database.poolSize': setting('DATABASE_POOL', 'connections of one process', whole(2, 200), 10),
  'queue.backend': setting('QUEUE_BACKEND', 'redis, postgres or auto', oneOf(['redis', 'postgres', 'auto']), 'auto' as 'redis' | 'postgres' | 'auto'),
  'queue.redisUrl': setting('REDIS_URL', 'Redis or Valkey with AOF and noeviction', words, '', { secret: true }),
  'queue.prefix': setting('QUEUE_PREFIX', 'keeps two nodes on one Redis apart', words, 'proofmark'),
  // http
  'http.host': setting('PROOFMARK_HOST', 'address to listen on', words, '127.0.0.1'),
  'http.port': setting('PORT', 'port to listen on', whole(0, 65535), 3000),
  'http.publicUrl': setting('PROOFMARK_PUBLIC_URL', 'the address people and partners use', words, 'http://127.0.0.1:3000'),
  'http.maxBodyBytes': setting('PROOFMARK_MAX_BODY_BYTES', 'largest body of an API call', whole(1024, 100_000_000), 1_048_576),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Config = { readonly [K in SettingName]: (typeof SETTINGS)[K] extends Setting<infer T> ? T : never };

/** Injection token of the one `Config` value. */
export const CONFIG = Symbol('CONFIG');
