import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { Client } from 'pg';
import { run as importVerb } from '../../src/cli/import.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { SeedService } from '../../src/registries/identity/seed.service.js';
import { ImportsService } from '../../src/registries/markings/imports.service.js';
import { MarkingsService } from '../../src/registries/markings/markings.service.js';
import { ReferenceService } from '../../src/registries/reference/reference.service.js';
import { Transactions } from '../../src/platform/transaction.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const PASSWORD = 'correct horse battery';
const AGENCY = 'National Point of Contact';
const REASON = { purpose: 'criminal investigation', caseNumber: 'C-17/2026' };
const HEADING = 'record_id,make,calibre,serial,holder,sold_on,exported_to\n';

let node: TestNode;
let database: Client;
let registrar: PersonActor;
const cookies = new Map<string, string>();
let calls = 0;

const person = (signInName: string) => ({
  name: `Person ${signInName}`,
  signInName,
  password: PASSWORD,
  agency: AGENCY,
});

beforeAll(async () => {
  node = await startTestNode({ config: { 'markings.importMaxBytes': 4000, 'markings.importMaxRows': 20 } });
  const seed = node.get(SeedService);
  const administrators = await seed.found(person('ada'), person('ben'));
  [registrar] = (await seed.addPeople(administrators, [
    { ...person('registrar'), roles: ['registrar'] },
    { ...person('officer'), roles: ['officer'] },
    { ...person('examiner'), roles: ['firearms examiner'] },
    { ...person('auditor'), roles: ['auditor'] },
  ])) as [PersonActor];
  for (const name of ['registrar', 'officer', 'examiner', 'auditor']) {
    const answer = await request(node.url)
      .post('/api/auth/sign-in')
      .send({ signInName: name, password: PASSWORD })
      .expect(200);
    cookies.set(
      name,
      (answer.headers['set-cookie'] as unknown as string[]).map((cookie) => cookie.split(';')[0]).join('; '),
    );
  }
  database = new Client({ connectionString: node.database.ownerUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await node.close();
});

const as = (who: string, test: request.Test): request.Test =>
  test.set('cookie', cookies.get(who) ?? '').set('x-proofmark', '1');
const post = (who: string, path: string, body: object | string): request.Test =>
  as(who, request(node.url).post(path))
    .set('idempotency-key', `test-key-${String(++calls)}`)
    .send(body);
const read = (who: string, id: string, query: object = REASON): request.Test =>
  as(who, request(node.url).get(`/api/firearms/${id}`)).query(query);
const load = (csv: string, query: object, who = 'registrar'): request.Test =>
  as(who, request(node.url).post('/api/firearms/imports')).query(query).set('content-type', 'text/csv').send(csv);

async function entries(act: string): Promise<{ data: Record<string, unknown>; personal?: Record<string, string> }[]> {
  const { rows } = await database.query<{ canonical: Buffer }>(
    'SELECT canonical FROM audit_entry WHERE act = $1 ORDER BY id',
    [act],
  );
  return rows.map((row) => JSON.parse(row.canonical.toString('utf8')) as { data: Record<string, unknown> });
}
async function count(table: string): Promise<number> {
  const { rows } = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0]?.n ?? 0;
}

const glock = (serial: string, more: object = {}): object => ({
  type: 'self-loading pistol',
  manufacture: 'industrial',
  make: 'Glock',
  model: '17',
  calibre: '9x19',
  countryOfManufacture: 'AUT',
  components: [
    {
      kind: 'frame',
      reference: true,
      replaced: false,
      material: 'polymer',
      marks: [{ kind: 'serial', text: serial, method: 'embedded plate', sizeMm: 1.6, condition: 'legible' }],
    },
    {
      kind: 'slide',
      reference: false,
      replaced: true,
      marks: [
        { kind: 'serial', text: `${serial}9`, condition: 'legible' },
        { kind: 'proof', text: 'NPv', condition: 'legible', country: 'AUT', year: 2015 },
      ],
    },
  ],
  holders: [
    { kind: 'company', role: 'maker', name: 'Glock Ges.m.b.H.', country: 'AUT' },
    { kind: 'natural person', role: 'private holder', name: 'Jo Example' },
  ],
  events: [
    { kind: 'manufactured', on: '2015-03-04', country: 'AUT', holder: 0 },
    { kind: 'transferred', on: '2016-01-02', holder: 1 },
  ],
  ...more,
});

describe('registering a firearm', () => {
  it('keeps components, marks, events and holders, and writes one entry without the number in it', async () => {
    const { body: firearm } = await post('registrar', '/api/firearms', glock('REG-0001'))
      .expect(201)
      .expect('etag', '"1"');
    const { body } = await read('registrar', firearm.id).expect(200);
    expect(body).toEqual(firearm);
    expect(body).toMatchObject(
      JSON.parse(JSON.stringify(glock('REG-0001'), (key, value: unknown) => (key === 'events' ? undefined : value))),
    );
    expect(body.events[1]).toMatchObject({ kind: 'transferred', on: '2016-01-02', holderId: body.holders[1].id });
    const [entry] = (await entries('markings.registered')).slice(-1);
    expect(entry?.data).toMatchObject({ firearmId: firearm.id });
    expect(JSON.stringify(entry)).not.toContain('REG-0001');
  });

  it.each([
    [
      'two reference components',
      glock('X1', {
        components: [
          { kind: 'frame', reference: true, replaced: false, marks: [] },
          { kind: 'slide', reference: true, replaced: false, marks: [] },
        ],
      }),
      422,
      '/components',
    ],
    [
      'no reference component',
      glock('X1', { components: [{ kind: 'frame', reference: false, replaced: false, marks: [] }] }),
      422,
      '/components',
    ],
    ['a serial number without letter or digit', glock('---'), 422, '/components/0/marks/0/text'],
    ['an event that names no holder', glock('X1', { events: [{ kind: 'sold', holder: 7 }] }), 422, '/events/0/holder'],
    ['an unknown weapon type', glock('X1', { type: 'cannon' }), 400, '/type'],
    ['an unknown State', glock('X1', { countryOfManufacture: 'BBB' }), 400, '/countryOfManufacture'],
    ['the 31st of February', glock('X1', { events: [{ kind: 'sold', on: '2020-02-31' }] }), 400, '/events/0/on'],
    ['an unknown field', glock('X1', { colour: 'black' }), 400, '/colour'],
    ['an over-long serial number', glock('1'.repeat(201)), 400, '/components/0/marks/0/text'],
    ['a control character', glock('A\u0000B'), 400, '/components/0/marks/0/text'],
  ])('refuses %s, with field and rule, and changes nothing', async (_, body, status, field) => {
    const before = await count('firearm');
    const answer = await post('registrar', '/api/firearms', body).expect(status);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field, rule: expect.any(String) }));
    expect(await count('firearm')).toBe(before);
  });

  it('refuses a record of a source that is here already', async () => {
    const body = glock('REG-0002', { source: 'old cards', sourceRecordId: '7' });
    await post('registrar', '/api/firearms', body).expect(201);
    expect((await post('registrar', '/api/firearms', body).expect(409)).body.code).toBe('record-known');
  });

  it('refuses a call without an Idempotency-Key, and carries one with it out once', async () => {
    await as('registrar', request(node.url).post('/api/firearms')).send(glock('REG-0003')).expect(428);
    const call = (): request.Test =>
      as('registrar', request(node.url).post('/api/firearms'))
        .set('idempotency-key', 'the-same-key')
        .send(glock('REG-0003'));
    const [first, second] = [await call().expect(201), await call().expect(201)];
    expect(second.body.id).toBe(first.body.id);
  });

  it('is for the registrar alone', async () => {
    await post('officer', '/api/firearms', glock('REG-0004')).expect(403);
    await request(node.url).post('/api/firearms').send(glock('REG-0004')).expect(401);
  });
});

describe('reading a record', () => {
  it('shows natural persons to the officer and not to the examiner', async () => {
    const { body } = await post('registrar', '/api/firearms', glock('READ-1')).expect(201);
    expect((await read('officer', body.id).expect(200)).body.holders[1]).toMatchObject({ name: 'Jo Example' });
    const seen = await read('examiner', body.id).expect(200);
    expect(seen.body.holders[1]).toMatchObject({ kind: 'natural person' });
    expect(JSON.stringify(seen.body)).not.toContain('Jo Example');
  });

  it.each([
    ['without a purpose', { caseNumber: 'C-1' }, '/purpose'],
    ["with a purpose of one's own", { purpose: 'curiosity', caseNumber: 'C-1' }, '/purpose'],
    ['without a case number', { purpose: 'audit' }, '/caseNumber'],
  ])('is refused %s', async (_, query, field) => {
    const answer = await read('officer', '018f0000-0000-7000-8000-000000000000', query).expect(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  it('answers a missing record as missing, writes it down, and takes no other spelling of an id', async () => {
    const before = (await entries('markings.read')).length;
    await read('officer', '018f0000-0000-7000-8000-000000000000').expect(404);
    expect((await entries('markings.read')).slice(before).map((entry) => entry.data['count'])).toEqual([0]);
    await read('officer', 'not-an-id').expect(404);
    await read('auditor', '018f0000-0000-7000-8000-000000000000').expect(403);
  });
});

describe('looking a number up', () => {
  const ask = (serial: string, more: object = {}, who = 'officer'): request.Test =>
    as(who, request(node.url).post('/api/marking-queries')).send({ ...REASON, serial, ...more });

  beforeAll(async () => {
    await load(`${HEADING}a1,GLOCK,9mm,QO-1701,,,\na2,TAURUS,.38,Q01701,,,\na3,,,QO17O1,,,\na4,RUGER,.22,СТ-445,,,\n`, {
      source: 'look-ups',
    }).expect(201);
  });

  it('finds it exactly and by its look-alikes, the best first, with reasons', async () => {
    const { body } = await ask('qo 1701').expect(200);
    const [best, ...others] = body.candidates as {
      recorded: { text: string };
      basis: string;
      differences: unknown;
      reasons: { text: string }[];
      score: number;
    }[];
    expect(best).toMatchObject({ recorded: { text: 'QO-1701' }, basis: 'exact' });
    expect(others.map((one) => [one.recorded.text, one.basis]).sort()).toEqual([
      ['Q01701', 'look-alike'],
      ['QO17O1', 'look-alike'],
    ]);
    const zero = others.find((one) => one.recorded.text === 'Q01701');
    expect(zero?.differences).toEqual([{ position: 1, asked: 'O', recorded: '0' }]);
    expect(zero?.reasons[0]?.text).toContain('look alike');
    expect(best?.score).toBeGreaterThan(zero?.score ?? 1);
  });

  it('finds a Cyrillic number by its Latin reading', async () => {
    expect((await ask('CT445').expect(200)).body.candidates).toHaveLength(1);
  });

  it('finds only the exact number where look-alikes are not wanted', async () => {
    expect((await ask('QO1701', { lookAlikes: false }).expect(200)).body.candidates).toHaveLength(1);
  });

  it('finds it by a reading with doubt, and says what each doubt met', async () => {
    const found = async (serial: string, more: object = {}): Promise<unknown> =>
      (await ask(serial, { lookAlikes: false, ...more }).expect(200)).body.candidates.map(
        ({ recorded, differences }: { recorded: { text: string }; differences: unknown[] }) => [
          recorded.text,
          differences,
        ],
      );
    expect(await found('QO?701')).toEqual([['QO-1701', [{ position: 2, asked: '?', recorded: '1' }]]]);
    expect(await found('?01701')).toEqual([['Q01701', [{ position: 0, asked: '?', recorded: 'Q' }]]]);
    expect(await found('Q[0O]1701')).toEqual(
      expect.arrayContaining([
        ['QO-1701', [{ position: 1, asked: '[0O]', recorded: 'O' }]],
        ['Q01701', [{ position: 1, asked: '[0O]', recorded: '0' }]],
      ]),
    );
    expect(await found('QO-17*')).toEqual(
      expect.arrayContaining([['QO-1701', [{ position: 4, asked: '*', recorded: '01' }]]]),
    );
    expect(await found('Q{t:O}1701', { make: 'Glock' })).toEqual([
      ['QO-1701', [{ position: 1, asked: '?', recorded: 'O' }]],
    ]);
    const near = (await found('QO1791', { oneEdit: true })) as readonly unknown[];
    expect(near).toHaveLength(2);
    expect(near).toEqual(
      expect.arrayContaining([
        ['QO-1701', [{ position: 4, asked: '9', recorded: '0' }]],
        ['QO17O1', [{ position: 4, asked: '9', recorded: 'O' }]],
      ]),
    );
  });

  it.each([
    ['QO[17', 'mark-notation', 'choice-open', 'character 3'],
    ['QO{1}', 'mark-notation', 'part-unknown', 'character 3'],
    ['??', 'serial-empty', undefined, undefined],
  ])('refuses the reading %j at its character', async (serial, code, reason, rule) => {
    const { body } = await ask(serial).expect(422);
    expect(body).toMatchObject({ code, field: '/serial' });
    expect((body.errors as { code: string; rule: string }[] | undefined)?.[0]?.code).toBe(reason);
    expect((body.errors as { code: string; rule: string }[] | undefined)?.[0]?.rule).toBe(rule);
  });

  it('leaves out another make and another calibre, and keeps what has none', async () => {
    const texts = async (more: object): Promise<string[]> =>
      (await ask('QO1701', more).expect(200)).body.candidates.map(
        (one: { recorded: { text: string } }) => one.recorded.text,
      );
    expect(await texts({ make: 'Glock Inc.' })).toEqual(['QO-1701', 'QO17O1']);
    expect(await texts({ calibre: '9 mm Parabellum' })).toEqual(['QO-1701', 'QO17O1']);
    expect(await texts({ calibre: '.38 Special' })).toEqual(['Q01701', 'QO17O1']);
    expect(await texts({ make: 'Colt' })).toEqual(['QO17O1']);
  });

  it('answers an empty list for a number that is not here', async () => {
    expect((await ask('NOWHERE99').expect(200)).body).toEqual({
      candidates: [],
      truncated: false,
      tooWide: false,
      counted: 0,
    });
  });

  it('writes purpose, case, filter and count into the ledger, the number only as a hash', async () => {
    await ask('QO1701', { make: 'Glock' }).expect(200);
    const [entry] = (await entries('markings.looked-up')).slice(-1);
    expect(entry?.data).toMatchObject({ ...REASON, filter: { make: 'Glock', lookAlikes: true }, count: 2 });
    expect(entry?.personal).toEqual({ serial: expect.stringMatching(/^[\w-]{43}$/) });
    expect(JSON.stringify(entry)).not.toContain('QO1701');
  });

  it('lets no result leave where the entry cannot be written', async () => {
    await database.query('REVOKE INSERT ON audit_entry FROM proofmark_app');
    try {
      const answer = await ask('QO1701');
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(answer.text).not.toContain('candidates');
    } finally {
      await database.query('GRANT INSERT ON audit_entry TO proofmark_app');
    }
  });

  it.each([
    ['without a purpose', { purpose: undefined }, 400],
    ['without a case number', { caseNumber: undefined }, 400],
    ['with an empty case number', { caseNumber: ' ' }, 400],
    ['with an unknown field', { colour: 'black' }, 400],
    ['with a number that is no text', { serial: 1701 }, 400],
  ])('is refused %s', async (_, more, status) => {
    expect((await ask('QO1701', more)).status).toBe(status);
  });

  it('is refused for a number without a letter or digit, and to the auditor', async () => {
    expect((await ask('-- / --').expect(422)).body).toMatchObject({ code: 'serial-empty', field: '/serial' });
    await ask('QO1701', {}, 'auditor').expect(403);
  });
});

describe('correcting a record', () => {
  it('keeps what it said before, searches the new reading and no longer the old one', async () => {
    const { body: before } = await post('registrar', '/api/firearms', glock('WRONG-77')).expect(201);
    const markId: string = before.components[0].marks[0].id;
    const correction = { reason: 'Read again from the plate.', make: 'Taurus', marks: [{ markId, text: 'RIGHT-77' }] };
    const { body } = await post('registrar', `/api/firearms/${String(before.id)}/corrections`, correction)
      .set('if-match', '"1"')
      .expect(201)
      .expect('etag', '"2"');
    expect(body.make).toBe('Taurus');
    expect(
      body.components[0].marks.map((mark: { text: string; superseded: boolean }) => [mark.text, mark.superseded]),
    ).toEqual([
      ['WRONG-77', true],
      ['RIGHT-77', false],
    ]);
    expect(body.corrections).toEqual([
      expect.objectContaining({
        reason: correction.reason,
        before: expect.objectContaining({ make: 'Glock' }),
        after: expect.objectContaining({ make: 'Taurus' }),
      }),
    ]);
    expect((await read('officer', before.id)).body).toEqual(body);
    const ask = (serial: string): request.Test =>
      as('officer', request(node.url).post('/api/marking-queries')).send({ ...REASON, serial, make: 'Taurus' });
    expect((await ask('RIGHT-77')).body.candidates).toHaveLength(1);
    expect((await ask('WRONG-77')).body.candidates).toHaveLength(0);
    await post('registrar', `/api/firearms/${String(before.id)}/corrections`, correction)
      .set('if-match', '"1"')
      .expect(412);
  });

  it.each([
    ['without the version that was read', { reason: 'Read again from the plate.', make: 'Colt' }, undefined, 428],
    ['without a reason', { make: 'Colt' }, '"1"', 400],
    ['that changes nothing', { reason: 'Read again from the plate.' }, '"1"', 422],
    [
      'of a mark that the record does not have',
      { reason: 'Read again from the plate.', marks: [{ markId: '018f0000-0000-4000-8000-000000000000', text: 'A1' }] },
      '"1"',
      422,
    ],
  ])('is refused %s', async (_, correction, version, status) => {
    const { body } = await post('registrar', '/api/firearms', glock(`C${String(calls)}`)).expect(201);
    const call = post('registrar', `/api/firearms/${String(body.id)}/corrections`, correction);
    await (version === undefined ? call : call.set('if-match', version)).expect(status);
    expect((await read('registrar', body.id)).body.version).toBe(1);
  });
});

describe('loading a file', () => {
  const csv = `${HEADING}1,Glock,9mm,LOAD1,Jo Example,2020-01-02,\n2,Glock,9mm,,,,\n3,Glock,9mm,LOAD3,,2020-02-31,\n4,Glock,9mm\n5,Glock,9mm,LOAD5,,,Austria\n6,Glock,9mm,LOAD6,,,USA\n`;

  it('takes the good rows, reports each bad one by line, field and rule, and writes one entry', async () => {
    const before = (await entries('markings.imported')).length;
    const { body } = await load(csv, { source: 'cards' }).expect(201);
    expect(body).toMatchObject({ source: 'cards', read: 6, loaded: 2, known: 0, refused: 4 });
    expect(body.errors.map((error: { line: number; field: string }) => [error.line, error.field])).toEqual([
      [3, 'serial'],
      [4, 'sold_on'],
      [5, ''],
      [6, 'exported_to'],
    ]);
    const fresh = (await entries('markings.imported')).slice(before);
    expect(fresh.map((entry) => entry.data)).toEqual([
      expect.objectContaining({
        batchId: body.id,
        fileDigest: body.fileDigest,
        acceptedDigest: body.acceptedDigest,
        loaded: 2,
        refused: 4,
      }),
    ]);
    const page = await as('registrar', request(node.url).get(`/api/firearms/imports/${String(body.id)}/errors`))
      .query({ limit: 3 })
      .expect(200);
    expect(page.body.items).toHaveLength(3);
    const rest = await as('registrar', request(node.url).get(`/api/firearms/imports/${String(body.id)}/errors`))
      .query({ limit: 3, after: page.body.next })
      .expect(200);
    expect(rest.body).toEqual({ items: [expect.objectContaining({ line: 6, field: 'exported_to' })], next: null });
  });

  it('changes nothing the second time', async () => {
    const before = [await count('firearm'), await count('mark_key'), await count('holder_person')];
    expect((await load(csv, { source: 'cards' }).expect(201)).body).toMatchObject({ loaded: 0, known: 2, refused: 4 });
    expect([await count('firearm'), await count('mark_key'), await count('holder_person')]).toEqual(before);
  });

  it('knows a row without a record id by its content, also twice in one file', async () => {
    const rows = 'make,serial\nGlock,NOID1\nGlock,NOID1\nGlock,NOID2\n';
    expect((await load(rows, { source: 'no ids' }).expect(201)).body).toMatchObject({ loaded: 2, known: 1 });
    expect((await load(rows, { source: 'no ids' }).expect(201)).body).toMatchObject({ loaded: 0, known: 3 });
    expect((await load(rows, { source: 'another source' }).expect(201)).body).toMatchObject({ loaded: 2 });
  });

  it('does not overwrite a known record that says something else now', async () => {
    const { body } = await load(csv.replace('LOAD1', 'LOAD1X'), { source: 'cards' }).expect(201);
    expect(body.errors).toContainEqual({ line: 2, field: 'record_id', rule: expect.stringContaining('correction') });
  });

  it('checks a file without storing a row of it', async () => {
    const before = await count('firearm');
    expect((await load(csv, { source: 'never', mode: 'check' }).expect(201)).body).toMatchObject({
      mode: 'check',
      loaded: 2,
      refused: 4,
    });
    expect(await count('firearm')).toBe(before);
  });

  it('loads a file whose columns have other names', async () => {
    const file =
      'make_as_recorded,serial_as_recorded,calibre_as_recorded,last_retail_sale\nGLOCK,RETAIL77,9mm,2019-01-02\n';
    const columns =
      'make:make_as_recorded,serial:serial_as_recorded,calibre:calibre_as_recorded,sold_on:last_retail_sale';
    expect((await load(file, { source: 'retail', columns }).expect(201)).body).toMatchObject({ loaded: 1 });
  });

  it.each([
    ['without the column of the serial number', 'make\nGlock\n', {}, 422, 'import-columns-missing'],
    ['that is empty', '', {}, 400, 'import-not-csv'],
    ['that names a column twice', 'serial,serial\nA1,A1\n', {}, 400, 'import-not-csv'],
    ['with columns of fields we do not know', 'serial\nA1\n', { columns: 'colour:farbe' }, 400, 'field-invalid'],
    ['with an unknown mode', 'serial\nA1\n', { mode: 'replace' }, 400, 'field-invalid'],
  ])('refuses a file %s', async (_, file, query, status, code) => {
    expect((await load(file, { source: 'bad', ...query }).expect(status)).body.code).toBe(code);
  });

  it('refuses another content type, and everybody but the registrar', async () => {
    await as('registrar', request(node.url).post('/api/firearms/imports'))
      .query({ source: 'x' })
      .send({ serial: 'A1' })
      .expect(415);
    expect((await load('serial\nA1\n', { source: 'x' }, 'officer')).status).toBe(403);
  });

  it('refuses a file over the limit of rows or of bytes, and keeps none of it', async () => {
    const before = await count('firearm');
    const rows = (n: number, width: number): string =>
      `serial,model\n${Array.from({ length: n }, (_, i) => `BIG${String(i)},${'m'.repeat(width)}\n`).join('')}`;
    expect((await load(rows(21, 1), { source: 'big' }).expect(413)).body).toMatchObject({
      code: 'import-too-large',
      rule: 'at most 20 rows',
    });
    expect((await load(rows(20, 199), { source: 'big' }).expect(413)).body).toMatchObject({
      code: 'import-too-large',
      rule: 'at most 4000 bytes',
    });
    expect(await count('firearm')).toBe(before);
    expect((await load(rows(20, 1), { source: 'big' }).expect(201)).body.loaded).toBe(20);
  });

  it('loads broken quotes and bytes that are no UTF-8 as bad rows, not as a failure', async () => {
    const bytes = Buffer.concat([
      Buffer.from('serial,make\nGOOD1,Glock\nBAD"2,Glock\nBAD'),
      Buffer.from([0xff]),
      Buffer.from(',Glock\nGOOD4,Glock\n'),
    ]);
    const report = await node.get(ImportsService).importCsv(
      registrar,
      (async function* () {
        yield bytes;
      })(),
      { source: 'bytes' },
    );
    expect(report).toMatchObject({ ok: true, value: { loaded: 2, refused: 2 } });
  });
});

describe('the registry seen by tracing', () => {
  it('matches every number of the weapon and ranks by make and calibre without leaving anything out', async () => {
    await load(`${HEADING}m1,GLOCK,9mm,MATCH1,,2020-01-01,\nm2,COLT,.45,MATCHI,,,USA\n`, { source: 'match' }).expect(
      201,
    );
    const markings = node.get(MarkingsService);
    const found = await node.get(Transactions).run((tx) =>
      markings.match(tx, {
        marks: [
          { kind: 'serial', text: 'MATCH1' },
          { kind: 'model', text: '17' },
        ],
        make: 'Glock Inc',
        calibre: '9x19',
      }),
    );
    expect(found.candidates.map((one) => [one.recorded.text, one.basis])).toEqual([
      ['MATCH1', 'exact'],
      ['MATCHI', 'look-alike'],
    ]);
    expect(found.candidates[0]?.score).toBe(1);
    const chain = await node
      .get(Transactions)
      .run((tx) => markings.record(tx, found.candidates[1]?.firearmId ?? '', { persons: false }));
    expect(chain).toMatchObject({ outcome: 'traced to export', nextState: 'USA', serial: 'MATCHI' });
  });

  it('reads nothing of level 2 before it is asked to', async () => {
    const { body } = await post('registrar', '/api/firearms', glock('LEVEL2')).expect(201);
    const levels = async (persons: boolean): Promise<number[]> =>
      node
        .get(Transactions)
        .run(
          async (tx) =>
            (await node.get(MarkingsService).record(tx, body.id, { persons }))?.facts.map((fact) => fact.level) ?? [],
        );
    expect(Math.max(...(await levels(false)))).toBe(1);
    expect(Math.max(...(await levels(true)))).toBe(2);
  });

  it('matches nothing where no number was read', async () => {
    const found = await node
      .get(Transactions)
      .run((tx) =>
        node.get(MarkingsService).match(tx, { marks: [{ kind: 'serial' }, { kind: 'serial', text: '--' }] }),
      );
    expect(found.candidates).toEqual([]);
  });
});

describe('the search index', () => {
  it('answers exact numbers, look-alikes, beginnings and ends by an index of its own', async () => {
    await database.query('SET enable_seqscan = off');
    const plan = async (condition: string): Promise<string> => {
      const { rows } = await database.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT 1 FROM mark_key WHERE ${condition}`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    expect(await plan(`norm = 'A1'`)).toContain('mark_key_by_norm');
    expect(await plan(`skeleton = 'A1'`)).toContain('mark_key_by_skeleton');
    expect(await plan(`norm ~>=~ 'A1' AND norm ~<~ 'A2'`)).toContain('mark_key_by_norm');
    expect(await plan(`reverse(norm) ~>=~ 'A1' AND reverse(norm) ~<~ 'A2'`)).toContain('mark_key_by_end');
  });

  it('refuses a key that is no normal form, and the node deletes no firearm', async () => {
    const app = new Client({ connectionString: node.database.appUrl });
    await app.connect();
    try {
      await expect(
        app.query(`INSERT INTO mark_key SELECT id, firearm_id, 'a-1', 'A1', 0 FROM mark LIMIT 1`),
      ).rejects.toThrow('mark_key_norm');
      for (const sql of [
        'DELETE FROM firearm',
        'TRUNCATE mark_key',
        'DELETE FROM firearm_correction',
        'UPDATE import_batch SET rows_read = 0',
        'DELETE FROM mark',
      ]) {
        await expect(app.query(sql)).rejects.toThrow('permission denied');
      }
      await expect(app.query('DELETE FROM holder_person WHERE false')).resolves.toBeDefined();
    } finally {
      await app.end();
    }
  });
});

describe('the reference lists', () => {
  const codes =
    'list,code,text\nmake,ZZ9,"GLOCK, INC."\nmake,ZZ8,NOBODY WE KNOW\nplanet,1,MARS\ncalibre,09,"9 MM LUGER/9X19, 9 MM MAKAROV/9X18"\n';
  const send = (who: string): request.Test =>
    as(who, request(node.url).post('/api/reference/codes'))
      .query({ source: 'a published list' })
      .set('content-type', 'text/csv')
      .send(codes);

  it('take loaded codes, report bad rows, and change nothing the second time', async () => {
    expect((await send('registrar').expect(200)).body).toMatchObject({
      read: 4,
      loaded: 3,
      known: 0,
      refused: 1,
      errors: [{ line: 4, field: 'list' }],
    });
    expect((await send('registrar').expect(200)).body).toMatchObject({ loaded: 0, known: 3 });
    expect(await node.get(ReferenceService).makeOf('ZZ9')).toMatchObject({ kind: 'known', one: { key: 'glock' } });
    expect(await node.get(ReferenceService).calibreOf('09')).toMatchObject({ kind: 'ambiguous' });
    expect(await entries('reference.loaded')).toHaveLength(2);
  });

  it('answer a name with what it stands for, and say what is not verified', async () => {
    const { body } = await as('auditor', request(node.url).get('/api/reference/makes'))
      .query({ name: 'GLOCK, INC' })
      .expect(200);
    expect(body).toEqual({
      found: 'known',
      items: [
        expect.objectContaining({
          key: 'glock',
          countries: ['AUT', 'USA'],
          countrySources: { AUT: 'firearms-data', USA: 'niem-ncic' },
          verified: true,
        }),
      ],
    });
    expect(
      (await as('auditor', request(node.url).get('/api/reference/makes')).query({ name: 'Phoenix Arms' }).expect(200))
        .body,
    ).toMatchObject({ found: 'known', items: [{ verified: false, source: 'not opened' }] });
    expect(
      (await as('auditor', request(node.url).get('/api/reference/calibres')).query({ name: '.45' }).expect(200)).body
        .found,
    ).toBe('ambiguous');
    expect(
      (await as('auditor', request(node.url).get('/api/reference/makes')).query({ name: 'Nobody' }).expect(200)).body,
    ).toEqual({ found: 'unknown', items: [] });
  });

  it('give the models of a make, by any of its names, and the publications that were opened', async () => {
    const { body } = await as('officer', request(node.url).get('/api/reference/models'))
      .query({ make: 'Вальтер' })
      .expect(200);
    expect(body.found).toBe('known');
    expect(body.items).toContainEqual(
      expect.objectContaining({ make: 'walther', name: 'PPK', calibres: ['32-acp', '9x17', '22-lr'], from: 1931 }),
    );
    const sources = await as('officer', request(node.url).get('/api/reference/sources')).expect(200);
    expect(sources.body.items).toContainEqual(expect.objectContaining({ key: 'niem-ncic', standing: 'official' }));
  });

  it('decode the marks of a weapon, with reasons and their source, and leave no entry in the ledger', async () => {
    const ask = (body: object): request.Test =>
      as('examiner', request(node.url).post('/api/reference/origin')).send(body);
    const { body } = await ask({ symbols: ['P in a bomb'], yearCodes: ['I2'], make: 'Star' }).expect(200);
    expect(body.made).toMatchObject([
      {
        country: 'ESP',
        years: { from: 1989, to: 1989 },
        confidence: 'fair',
        reasons: [{ source: 'spanish-proofs' }, { source: 'spanish-year-codes' }, { on: 'make' }],
      },
    ]);
    expect((await ask({ symbols: ['a smiling face'] })).status).toBe(400);
    expect((await ask({ inscriptions: Array.from({ length: 21 }, () => 'A') })).status).toBe(400);
    expect((await ask({}).expect(200)).body).toMatchObject({ made: [], conflict: false });
  });

  it('are loaded by the registrar and the administrator alone', async () => {
    expect((await send('officer')).status).toBe(403);
  });
});

describe('the import verb', () => {
  const file = join(tmpdir(), `proofmark-import-${String(process.pid)}.csv`);
  const written: string[] = [];
  const before = { ...process.env };

  beforeAll(() => {
    writeFileSync(file, `${HEADING}v1,Glock,9mm,VERB1,,,\nv2,Glock,9mm,,,,\n`);
    Object.assign(process.env, {
      PROOFMARK_MODE: 'test',
      PROOFMARK_STATE: 'XAA',
      DATABASE_URL: node.database.appUrl,
      PROOFMARK_DATA: node.config['node.dataFolder'],
      PROOFMARK_LOG: 'silent',
    });
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((text) => {
        written.push(String(text));
        return true;
      });
    }
  });
  afterAll(() => {
    jest.restoreAllMocks();
    process.env = before;
    rmSync(file, { force: true });
  });

  it('loads a file as the API does, prints the bad rows and answers 1 for them', async () => {
    expect(await importVerb([file, '--source', 'verb'])).toBe(1);
    expect(written.join('')).toContain('2 rows read, 1 new, 0 known before, 1 refused');
    expect(written.join('')).toContain('line 3, serial: a serial number');
    expect((await entries('markings.imported')).at(-1)?.data).toMatchObject({ source: 'verb', loaded: 1, refused: 1 });
  });

  it('refuses to start without a source or a file', async () => {
    expect(await importVerb([file])).toBe(2);
    expect(await importVerb(['/nowhere.csv', '--source', 'verb'])).toBe(2);
    expect(await importVerb([file, '--source', 'verb', '--columns', 'colour:farbe'])).toBe(2);
  });
});
