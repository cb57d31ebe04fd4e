import { describe, expect, it } from '@jest/globals';
import { ERRORS, refuse, succeed, type ErrorCode } from '../../src/domain/shared/refusal.js';
import { printProblems, readConfig, SETTINGS, type Environment } from '../../src/platform/config.js';
import { problemOf, RefusalError, statusOf, unwrap } from '../../src/platform/problem.js';

const PRODUCTION: Environment = {
  PROOFMARK_STATE: 'AUT',
  DATABASE_URL: 'postgres://run@db/proofmark',
  REDIS_URL: 'redis://queue',
  PROOFMARK_PUBLIC_URL: 'https://tracing.example',
  PROOFMARK_MASTER_KEY: 'k'.repeat(32),
};

/** The settings that a reading of `env` complains about. */
function wrong(env: Environment): readonly string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.problems.map((problem) => problem.setting);
}

describe('the settings', () => {
  it('give a node in production what it needs and no more', () => {
    const read = readConfig(PRODUCTION);
    expect(read).toMatchObject({
      ok: true,
      config: { 'node.mode': 'production', 'node.state': 'AUT', 'database.poolSize': 10, 'clock.shared': false },
    });
  });

  it('tell everything that is missing in production at once', () => {
    expect(wrong({})).toEqual(
      expect.arrayContaining(['node.state', 'database.url', 'node.masterKey', 'http.publicUrl', 'queue.redisUrl']),
    );
  });

  it.each([
    ['node.masterKey', { PROOFMARK_MASTER_KEY: 'short' }],
    ['http.publicUrl', { PROOFMARK_PUBLIC_URL: 'http://tracing.example' }],
    ['node.exercise', { PROOFMARK_EXERCISE: 'yes' }],
    ['clock.shared', { PROOFMARK_TEST_CLOCK: 'yes' }],
    ['faultPoint.kill', { PROOFMARK_FAULT_POINT_KILL: 'inbox 2 inserted#1' }],
    ['node.runWorkers', { PROOFMARK_RUN_WORKERS: 'yes' }],
    ['queue.redisUrl', { REDIS_URL: '' }],
    ['access.argon2MemoryKiB', { PROOFMARK_ARGON2_MEMORY_KIB: '1024' }],
  ])('refuse in production what is weak: %s', (setting, env) => {
    expect(wrong({ ...PRODUCTION, ...env })).toEqual([setting]);
    expect(wrong({ ...PRODUCTION, ...env, PROOFMARK_MODE: 'demo', QUEUE_BACKEND: 'postgres' })).toEqual([]);
  });

  it.each([
    ['node.mode', { PROOFMARK_MODE: 'prod' }],
    ['node.state', { PROOFMARK_STATE: 'aut' }],
    ['database.poolSize', { DATABASE_POOL: '1' }],
    ['database.poolSize', { DATABASE_POOL: '1e2' }],
    ['http.port', { PORT: '65536' }],
    ['queue.backend', { QUEUE_BACKEND: 'rabbit' }],
    ['faultPoint.kill', { PROOFMARK_MODE: 'test', PROOFMARK_FAULT_POINT_KILL: 'inbox 99' }],
    ['access.singleOfficer', { PROOFMARK_SINGLE_OFFICER: 'true' }],
  ])('refuse what does not have the form: %s', (setting, env) => {
    expect(wrong({ ...PRODUCTION, ...env })).toEqual([setting]);
  });

  it('take PostgreSQL as the queue in production only where it is named', () => {
    expect(wrong({ ...PRODUCTION, REDIS_URL: undefined })).toEqual(['queue.redisUrl']);
    expect(wrong({ ...PRODUCTION, REDIS_URL: undefined, QUEUE_BACKEND: 'postgres' })).toEqual([]);
  });

  it('ask for Redis wherever it is named', () => {
    expect(
      wrong({ PROOFMARK_MODE: 'test', PROOFMARK_STATE: 'XAA', DATABASE_URL: 'x', QUEUE_BACKEND: 'redis' }),
    ).toEqual(['queue.redisUrl']);
  });

  it('let a launcher override the environment', () => {
    const read = readConfig({ ...PRODUCTION, PORT: '80' }, { 'http.port': 0 });
    expect(read.ok && read.config['http.port']).toBe(0);
  });

  it('are told by variable, setting and rule', () => {
    const read = readConfig({ ...PRODUCTION, PORT: 'many' });
    expect(read.ok ? '' : printProblems(read.problems)).toContain(
      'PORT (http.port): must be a whole number from 0 to 65535',
    );
  });

  it('never come from one variable twice', () => {
    const variables = Object.values(SETTINGS).map((row) => row.env);
    expect(new Set(variables).size).toBe(variables.length);
  });
});

describe('a problem document', () => {
  it('has an error status for every code', () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) expect(statusOf(code)).toBeGreaterThanOrEqual(400);
  });

  it('carries every reason with field and rule', () => {
    const refusal = refuse('field-invalid', {
      field: '/marks/0/text',
      rule: 'maxLength',
      reasons: [
        {
          code: 'field-invalid',
          field: '/marks/0/text',
          rule: 'maxLength',
          text: 'too long',
          says: { code: 'long', values: { number: 40 } },
        },
      ],
    });
    expect(problemOf(refusal, '/api/firearms')).toEqual({
      type: '/problems/field-invalid',
      title: ERRORS['field-invalid'].title,
      status: 400,
      code: 'field-invalid',
      field: '/marks/0/text',
      rule: 'maxLength',
      errors: [{ code: 'field-invalid', field: '/marks/0/text', rule: 'maxLength', detail: 'too long' }],
      instance: '/api/firearms',
    });
  });

  it('is what a refused result turns into, and a value stays a value', () => {
    expect(unwrap(succeed(7))).toBe(7);
    expect(() => unwrap(refuse('not-found'))).toThrow(RefusalError);
  });
});
