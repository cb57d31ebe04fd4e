import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, HttpCode, Module, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Type } from 'class-transformer';
import { IsInt, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Client } from 'pg';
import request from 'supertest';
import { refuse, succeed } from '../../src/domain/shared/refusal.js';
import { CaseCipher } from '../../src/platform/case-cipher.js';
import { ClockSettings } from '../../src/platform/clock-setting.js';
import { Clock, OffsetClock, SystemClock, TestClock } from '../../src/platform/clock.js';
import { IfMatch, sameVersion, setEtag } from '../../src/platform/etag.js';
import { configureHttp, createAdapter } from '../../src/platform/http.js';
import { Idempotent } from '../../src/platform/idempotency/index.js';
import { Sweeps } from '../../src/platform/jobs.js';
import { PageQuery } from '../../src/platform/page.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { unwrap } from '../../src/platform/problem.js';
import { Transactions } from '../../src/platform/transaction.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { startTestNode, testConfig, type TestNode } from '../support/test-node.js';

class Mark {
  @IsString()
  @MaxLength(5)
  text: string;
}

class Thing {
  @IsInt()
  count: number;

  @ValidateNested({ each: true })
  @Type(() => Mark)
  marks: Mark[];
}

/** Lets the test hold a call open until it has seen the second one. */
const gate = { made: 0, hold: Promise.resolve(), fail: false };

@Controller('api/things')
class ThingController {
  @Post()
  @Idempotent()
  async make(
    @Body() body: Thing,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ number: number; count: number }> {
    gate.made += 1;
    await gate.hold;
    if (gate.fail) unwrap(refuse('not-found'));
    setEtag(reply, 1);
    return { number: gate.made, count: body.count };
  }

  @Post('plain')
  @HttpCode(200)
  plain(@Body() body: Thing): Thing {
    return body;
  }

  @Patch(':id')
  change(@IfMatch() version: number): { version: number } {
    return { version: unwrap(sameVersion(version, 3)) };
  }

  @Get()
  list(@Query() query: PageQuery): PageQuery {
    return query;
  }

  @Get('defect/:serial')
  defect(@Param('serial') serial: string): never {
    throw new Error(`a secret about ${serial}`);
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

const thing = { count: 1, marks: [{ text: 'abc' }] };
const key = (name: string): Record<string, string> => ({ 'idempotency-key': `key-of-${name}` });

describe('the plumbing of a node', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let url: string;
  const clock = new TestClock();
  beforeAll(async () => {
    database = await createTestDatabase();
    const config = testConfig(database, { 'http.maxBodyBytes': 2048, 'node.masterKey': 'm'.repeat(32) });
    const testing = await Test.createTestingModule({
      imports: [PlatformModule.forRoot(config, { clock, bell: 'silent' }), ThingModule],
    }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(createAdapter(config), { logger: false });
    await configureHttp(app, config);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });
  const problem =
    (status: number, code: string) =>
    (response: request.Response): void => {
      expect({
        status: response.status,
        type: response.headers['content-type'],
        code: (response.body as { code: string }).code,
      }).toEqual({ status, type: 'application/problem+json; charset=utf-8', code });
      expect(response.text).not.toMatch(/stack|node_modules|\.ts:/);
    };

  describe('answers a problem document', () => {
    it('with every field at fault, its pointer and its rule', async () => {
      const response = await request(url)
        .post('/api/things/plain')
        .send({ count: 'x', marks: [{ text: 'abcdef' }, { text: 1, colour: 'red' }], more: 1 });
      problem(400, 'field-invalid')(response);
      const { errors } = response.body as { errors: { field: string; rule: string; code: string }[] };
      expect(errors.map(({ field, rule, code }) => `${field} ${rule} ${code}`).sort()).toEqual([
        '/count isInt field-invalid',
        '/marks/0/text maxLength field-invalid',
        '/marks/1/colour knownField field-unknown',
        '/marks/1/text isString field-invalid',
        '/marks/1/text maxLength field-invalid',
        '/more knownField field-unknown',
      ]);
    });

    it('to a field that is not known', () =>
      request(url)
        .post('/api/things/plain')
        .send({ ...thing, more: 1 })
        .expect(problem(400, 'field-unknown')));
    it('to broken JSON', () =>
      request(url)
        .post('/api/things/plain')
        .type('application/json')
        .send('{"count":')
        .expect(problem(400, 'json-broken')));
    it('to an empty body that says it is JSON', () =>
      request(url).post('/api/things/plain').type('application/json').send('').expect(problem(400, 'json-broken')));
    it('to a poisoned prototype', () =>
      request(url)
        .post('/api/things/plain')
        .type('application/json')
        .send('{"__proto__":{"count":1}}')
        .expect(problem(400, 'json-broken')));
    it('to a body that is too large', () =>
      request(url)
        .post('/api/things/plain')
        .send({ ...thing, text: 'x'.repeat(3000) })
        .expect(problem(413, 'body-too-large')));
    it('to an unknown content type', () =>
      request(url)
        .post('/api/things/plain')
        .type('application/xml')
        .send('<a/>')
        .expect(problem(415, 'media-type-unknown')));
    it('to a route that does not exist', () =>
      request(url)
        .get('/api/nothing?serial=K12345')
        .expect(problem(404, 'not-found'))
        .expect((response) => {
          expect(response.text).not.toContain('K12345');
        }));
    it('to a limit out of range', () =>
      request(url).get('/api/things?limit=201').expect(problem(400, 'field-invalid')));
    it('to a cursor of another alphabet', () =>
      request(url).get("/api/things?after='--").expect(problem(400, 'field-invalid')));
    it('to a path that is no UTF-8', () => request(url).get('/api/things/%ff').expect(problem(400, 'field-invalid')));
    it('to a path that is too long for a name', () =>
      request(url)
        .get(`/api/things/defect/${'x'.repeat(300)}`)
        .expect((response) => {
          expect(response.status).toBe(400);
          problem(400, 'field-invalid')(response);
        }));
    it('to a defect, without its story', async () => {
      const response = await request(url).get('/api/things/defect/K12345');
      problem(500, 'defect')(response);
      expect(response.text).not.toContain('secret');
    });
    it('to a change without a version', () =>
      request(url).patch('/api/things/1').expect(problem(428, 'if-match-missing')));
    it('to a change of an older version', () =>
      request(url).patch('/api/things/1').set('if-match', '"2"').expect(problem(412, 'version-stale')));
    it('to no change of the version that was read', () =>
      request(url).patch('/api/things/1').set('if-match', '"3"').expect(200, { version: 3 }));
  });

  it('reads the limit of a page as a number', () => request(url).get('/api/things?limit=7').expect(200, { limit: 7 }));

  it('sends the headers that keep a browser in its place', async () => {
    const { headers } = await request(url).get('/health/live');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('documents the API as OpenAPI 3.1', async () => {
    const { body } = await request(url).get('/api/docs-json').expect(200);
    expect(body).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./), paths: { '/api/things': { post: {} } } });
  });

  describe('carries a creating call out once', () => {
    it('asks for a key', () =>
      request(url).post('/api/things').send(thing).expect(problem(428, 'idempotency-key-missing')));
    it('refuses a key of another form', () =>
      request(url)
        .post('/api/things')
        .set('idempotency-key', 'short')
        .send(thing)
        .expect(problem(400, 'field-invalid')));

    it('and gives a repeated call the first answer, with its version', async () => {
      const first = await request(url).post('/api/things').set(key('repeat')).send(thing).expect(201);
      const made = gate.made;
      const second = await request(url).post('/api/things').set(key('repeat')).send(thing).expect(201);
      expect(second.body).toEqual(first.body);
      expect(second.headers).toMatchObject({ 'etag': '"1"', 'idempotency-replayed': 'true' });
      expect(gate.made).toBe(made);
    });

    it('and refuses the key for another content', async () => {
      await request(url).post('/api/things').set(key('other')).send(thing).expect(201);
      await request(url)
        .post('/api/things')
        .set(key('other'))
        .send({ ...thing, count: 2 })
        .expect(problem(422, 'idempotency-key-reused'));
    });

    it('and tells a call at the same moment that the first is under way', async () => {
      let open = (): void => undefined;
      gate.hold = new Promise((resolve) => {
        open = () => {
          resolve();
        };
      });
      const made = gate.made;
      const calls = [1, 2, 3].map(() =>
        request(url)
          .post('/api/things')
          .set(key('race'))
          .send(thing)
          .then((response) => response),
      );
      // The first holds the key until both others have been told so.
      const early: number[] = [];
      await new Promise<void>((resolve) => {
        for (const call of calls)
          void call.then((response) => {
            if (early.push(Number(response.headers['retry-after'])) === 2) resolve();
          });
      });
      expect(early).toEqual([1, 1]);
      open();
      const answers = await Promise.all(calls);
      gate.hold = Promise.resolve();
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
      expect(gate.made).toBe(made + 1);
    });

    it('and lets a refused call be made again under its key', async () => {
      gate.fail = true;
      await request(url).post('/api/things').set(key('refused')).send(thing).expect(problem(404, 'not-found'));
      gate.fail = false;
      await request(url).post('/api/things').set(key('refused')).send(thing).expect(201);
    });

    it('and takes a key over whose call died with its lease, but for the same content only', async () => {
      const tx = app.get(Transactions);
      const row = await request(url).post('/api/things').set(key('dead')).send(thing).expect(201);
      await tx.run((t) =>
        t.execute("UPDATE idempotency_key SET answer = NULL, lease_until = $1 WHERE key = 'key-of-dead'", [
          clock.now(),
        ]),
      );
      await request(url)
        .post('/api/things')
        .set(key('dead'))
        .send(thing)
        .expect(problem(409, 'idempotency-key-in-use'));
      clock.advance(1);
      await request(url)
        .post('/api/things')
        .set(key('dead'))
        .send({ ...thing, count: 9 })
        .expect(problem(422, 'idempotency-key-reused'));
      const again = await request(url).post('/api/things').set(key('dead')).send(thing).expect(201);
      expect((again.body as { number: number }).number).toBeGreaterThan((row.body as { number: number }).number);
    });

    it('keeps no answer readable in the database, and forgets it in time', async () => {
      const tx = app.get(Transactions);
      await request(url)
        .post('/api/things')
        .set(key('sealed'))
        .send({ ...thing, count: 424242 })
        .expect(201);
      const [row] = await tx.read<{ answer: Buffer }>("SELECT answer FROM idempotency_key WHERE key = 'key-of-sealed'");
      expect(row?.answer.toString('latin1')).not.toContain('424242');
      const sweep = app
        .get(Sweeps)
        .all()
        .find((one) => one.name === 'idempotency.forget');
      expect(await sweep?.run()).toBe(0);
      clock.advance(25 * 3_600_000);
      expect(await sweep?.run()).toBeGreaterThan(0);
      expect(await tx.read("SELECT 1 FROM idempotency_key WHERE key = 'key-of-sealed'")).toEqual([]);
    });
  });

  describe('keeps the plaintext of each case under its own key', () => {
    const [one, other] = ['0190b6a0-0000-7000-8000-000000000001', '0190b6a0-0000-7000-8000-000000000002'];
    const text = Buffer.from('what the letter says');

    it('opens it again in its own case only', async () => {
      const cipher = app.get(CaseCipher);
      await app.get(Transactions).run(async (tx) => {
        const sealed = await cipher.encrypt(tx, one, text);
        expect(await cipher.decrypt(tx, one, sealed)).toEqual(text);
        await cipher.encrypt(tx, other, text);
        await expect(cipher.decrypt(tx, other, sealed)).rejects.toThrow();
      });
    });

    it('finds nothing to open once the key is destroyed', async () => {
      const cipher = app.get(CaseCipher);
      await app.get(Transactions).run(async (tx) => {
        const sealed = await cipher.encrypt(tx, one, text);
        expect(await cipher.erase(tx, one)).toBe(true);
        expect(await cipher.erase(tx, one)).toBe(false);
        expect(await cipher.decrypt(tx, one, sealed)).toBeUndefined();
      });
    });

    it('makes one key where two transactions begin a case at once', async () => {
      const cipher = app.get(CaseCipher);
      const transactions = app.get(Transactions);
      const begun = '0190b6a0-0000-7000-8000-000000000003';
      const sealed = await Promise.all([1, 2, 3].map(() => transactions.run((tx) => cipher.encrypt(tx, begun, text))));
      for (const bytes of sealed)
        expect(await transactions.run((tx) => cipher.decrypt(tx, begun, bytes))).toEqual(text);
    });
  });

  describe('changes in one transaction', () => {
    it('rings after the commit, in order, and never after a rollback', async () => {
      const transactions = app.get(Transactions);
      const rung: string[] = [];
      await transactions.run((tx) => {
        tx.afterCommit(() => {
          rung.push('first');
        });
        tx.afterCommit(() => {
          rung.push('second');
        });
        expect(rung).toEqual([]);
        return Promise.resolve();
      });
      await expect(
        transactions.run((tx) => {
          tx.afterCommit(() => {
            rung.push('never');
          });
          return tx.execute('SELECT 1/0');
        }),
      ).rejects.toThrow('division by zero');
      expect(rung).toEqual(['first', 'second']);
    });

    it('undoes what came before a refusal where all or nothing is asked for, and answers the refusal', async () => {
      const transactions = app.get(Transactions);
      const cipher = app.get(CaseCipher);
      const begun = '0190b6a0-0000-7000-8000-000000000004';
      let sealed: Buffer = Buffer.alloc(0);
      const rung: string[] = [];
      const refused = await transactions.runWhole<string>(async (tx) => {
        sealed = await cipher.encrypt(tx, begun, Buffer.from('never kept'));
        tx.afterCommit(() => {
          rung.push('never');
        });
        return refuse('not-found', { field: '/id' });
      });
      expect(refused).toMatchObject({ ok: false, code: 'not-found', field: '/id' });
      expect(rung).toEqual([]);
      expect(await transactions.run((tx) => cipher.decrypt(tx, begun, sealed))).toBeUndefined();
      expect(await transactions.runWhole(() => Promise.resolve(succeed('done')))).toEqual(succeed('done'));
    });

    it('gives the connection back after a failure', async () => {
      const transactions = app.get(Transactions);
      for (let i = 0; i < 12; i += 1)
        await expect(transactions.run((tx) => tx.query('SELECT nothing'))).rejects.toThrow();
      expect(await transactions.read('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    it('may not change the schema as the role that runs', async () => {
      const client = new Client({ connectionString: database.appUrl });
      await client.connect();
      for (const sql of [
        'CREATE TABLE x (a int)',
        'DROP TABLE case_key',
        'TRUNCATE case_key',
        'UPDATE case_key SET sealed_key = NULL',
        'DELETE FROM migration',
      ]) {
        await expect(client.query(sql)).rejects.toThrow(/permission denied|must be owner/);
      }
      await client.end();
    });
  });
});

describe('two nodes in one process', () => {
  let nodes: TestNode[];
  beforeAll(async () => {
    nodes = [await startTestNode(), await startTestNode({ config: { 'node.state': 'XBB' } })];
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
  });

  it('are both ready, each on its own database and clock', async () => {
    const [one, other] = nodes as [TestNode, TestNode];
    for (const node of nodes) {
      const { status, body } = await request(node.url).get('/health/ready');
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { ready: true, database: 'answers', migrations: 'up to date' },
      });
    }
    one.clock.advance(60_000);
    expect(one.get(Clock).now()).not.toBe(other.get(Clock).now());
    expect(one.config['database.url']).not.toBe(other.config['database.url']);
  });

  it('come to rest', async () => {
    for (const node of nodes) expect(await node.processAll()).toBeGreaterThanOrEqual(0);
  });

  it('are not ready where a migration is missing', async () => {
    const [one] = nodes as [TestNode, TestNode];
    const owner = new Client({ connectionString: one.database.ownerUrl });
    await owner.connect();
    await owner.query("UPDATE migration SET name = 'gone' WHERE name = 'Exchange1700000030000'");
    await request(one.url)
      .get('/health/ready')
      .expect(503)
      .expect((response) => {
        expect(response.body).toMatchObject({ ready: false, migrations: 'missing' });
      });
    await owner.query("UPDATE migration SET name = 'Exchange1700000030000' WHERE name = 'gone'");
    await owner.end();
  });
});

describe('the clock of an exercise', () => {
  it('is one row that every process of the node follows, and a node of the machine refuses to set', async () => {
    const database = await createTestDatabase();
    const booted = async (shared: boolean) => {
      const config = testConfig(database, {
        'clock.shared': shared,
        'clock.pollMs': 60_000,
        'node.masterKey': 'm'.repeat(32),
      });
      return (
        await Test.createTestingModule({ imports: [PlatformModule.forRoot(config, { bell: 'silent' })] }).compile()
      ).init();
    };
    const first = await booted(true);
    await first
      .get(ClockSettings)
      .set({ realAt: new SystemClock().now(), shownAt: '2030-06-01T00:00:00.000Z', rate: 0 });
    const second = await booted(true);
    const machine = await booted(false);
    expect(first.get(Clock)).toBeInstanceOf(OffsetClock);
    expect([first.get(Clock).now(), second.get(Clock).now()]).toEqual([
      '2030-06-01T00:00:00.000Z',
      '2030-06-01T00:00:00.000Z',
    ]);
    await expect(
      machine
        .get(ClockSettings)
        .set({ realAt: '2030-06-01T00:00:00.000Z', shownAt: '2030-06-01T00:00:00.000Z', rate: 1 }),
    ).rejects.toThrow('from the machine');
    expect(machine.get(Clock)).toBeInstanceOf(SystemClock);
    for (const app of [first, second, machine]) await app.close();
    await database.drop();
  });
});
