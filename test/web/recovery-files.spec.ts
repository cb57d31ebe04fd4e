import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { LOCALES } from '../../src/web/i18n/locales.js';
import { PageClient, textOf, type PageAnswer } from '../support/page-client.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const HEAD =
  'recovered_on,recovery_kind,circumstances,weapon_type,serial,incident,ground,law,intended_use,confidentiality,own_registry,own_registry_on,state_to_ask,no_serial_reason';
const row = (serial: string, more: Readonly<Record<string, string>> = {}): string => {
  const cells: Record<string, string> = {
    recovered_on: '2026-01-10',
    recovery_kind: 'seized',
    circumstances: 'At a road check',
    weapon_type: 'self-loading pistol',
    serial,
    ground: '6a',
    law: 'Weapons Act',
    intended_use: 'criminal investigation',
    confidentiality: 'yes',
    own_registry: 'no record',
    own_registry_on: '2026-01-11',
    ...more,
  };
  return HEAD.split(',')
    .map((name) => cells[name] ?? '')
    .join(',');
};
const fileOf = (...rows: readonly string[]): { name: string; content: string } => ({
  name: 'recoveries.csv',
  content: [HEAD, ...rows].join('\n'),
});

let node: TestNode;

beforeAll(async () => {
  node = await startTestNode();
  await addPeople(node, await foundNode(node), [
    somebody('officer.one', ['officer']),
    somebody('officer.two', ['officer']),
    somebody('investigator.one', ['investigator']),
  ]);
});
afterAll(() => node.close());

const as = (name = 'officer.one', locale = 'en'): Promise<PageClient> => new PageClient(node.url, locale).signIn(name);

async function owner(sql: string): Promise<readonly Record<string, string>[]> {
  const client = new Client({ connectionString: node.database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, string>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function check(client: PageClient, file: { name: string; content: string }): Promise<PageAnswer> {
  const answer = await client.upload('/incidents/files', {}, file);
  expect(answer.status).toBe(303);
  return client.get(answer.location);
}

describe('recoveries by the file', () => {
  it('have a template that itself can be loaded', async () => {
    const client = await as();
    const template = await client.get('/incidents/files/template');
    expect(template.headers.get('content-type')).toContain('text/csv');
    const page = await check(client, { name: 'template.csv', content: template.html });
    expect(textOf(page.html)).toContain('1 line can be loaded');
    expect(textOf(page.html)).not.toContain('cannot be loaded');
  });

  it('are judged line by line, each fault by its column, and nothing is loaded', async () => {
    const client = await as();
    const page = await check(
      client,
      fileOf(
        row('GOOD1'),
        row('BAD1', { recovered_on: '31.01.2026', weapon_type: 'blaster' }),
        row('', {}),
        row('BAD[2'),
        row('GOOD1'),
        row('BAD3', { law: '', state_to_ask: 'ZZ' }),
        row('BAD4', { recovered_on: '2999-01-01', confidentiality: 'no' }),
        'one,two',
      ),
    );
    const text = textOf(page.html);
    expect(text).toContain('1 line can be loaded');
    expect(text).toContain('7 lines cannot be loaded');
    for (const said of [
      'Write the day as 2026-01-31.',
      'Use a word of the list for this column.',
      'Fill this in.',
      'The serial number is not written in the signs that are taken.',
      'This weapon stands in the file twice.',
      'Use a State code of three letters.',
      'The day lies in the future.',
      'This is no line of CSV',
    ])
      expect(text).toContain(said);
    const errors = await client.get('/incidents/files/check/errors');
    expect(errors.html).toContain('3,recovered_on,Write the day as 2026-01-31.');
    expect(textOf((await client.get('/incidents')).html)).toContain('No incident yet');
  });

  it('open a case for each line, gathered into incidents, and warn where they come twice', async () => {
    const client = await as();
    const file = fileOf(
      row('LOAD1', { incident: 'A' }),
      row('LOAD2', { incident: 'A', state_to_ask: 'FRA' }),
      row('LOAD3'),
    );
    expect(textOf((await check(client, file)).html)).toContain('3 lines can be loaded; incidents: 2.');
    const loaded = await client.submit('/incidents/files/check', {});
    expect(textOf(loaded.html)).toContain('3 recoveries were loaded.');
    expect(textOf(loaded.html)).toContain('France');
    expect((await client.get('/incidents/files/check')).location).toBe('/incidents/files');
    expect(textOf((await check(client, file)).html)).toContain('This very file was loaded before.');
    expect(textOf((await client.submit('/incidents/files/check', {})).html)).toContain(
      'Tick that you mean to load this file again.',
    );
    expect((await client.post('/incidents/files/check', { again: 'yes' })).location).toMatch(
      /^\/incidents\/files\/[0-9a-f-]{36}$/,
    );
  });

  it('are in whole or not at all: a load that fails at its last step can be made again', async () => {
    const client = await as();
    const file = fileOf(row('WHOLE1'), row('WHOLE2', { state_to_ask: 'FRA' }));
    const counts = async (): Promise<readonly string[]> => {
      const [found] = await owner(
        'SELECT (SELECT count(*) FROM incident)::text AS incidents, (SELECT count(*) FROM trace_case)::text AS cases, (SELECT count(*) FROM audit_entry)::text AS entries',
      );
      return [found?.['incidents'] ?? '', found?.['cases'] ?? '', found?.['entries'] ?? ''];
    };
    await check(client, file);
    await owner(`CREATE FUNCTION fail_at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$;
      CREATE TRIGGER fail_at_the_end BEFORE INSERT ON recovery_file FOR EACH ROW EXECUTE FUNCTION fail_at_the_end()`);
    const before = await counts();
    expect((await client.post('/incidents/files/check', {})).status).toBe(500);
    expect(await counts()).toEqual(before);
    await owner('DROP TRIGGER fail_at_the_end ON recovery_file');
    const loaded = await client.submit('/incidents/files/check', {});
    expect(textOf(loaded.html)).toContain('2 recoveries were loaded.');
    const [incidents, cases] = (await counts()).map(Number);
    expect([incidents, cases]).toEqual([Number(before[0]) + 2, Number(before[1]) + 2]);
  });

  it('refuse an incident whose lines tell of two finds', async () => {
    const client = await as();
    const page = await check(
      client,
      fileOf(row('TWO1', { incident: 'B' }), row('TWO2', { incident: 'B', recovered_on: '2026-01-09' })),
    );
    expect(textOf(page.html)).toContain('Lines of one incident differ');
  });

  it('are sent for approval at once where they are complete, and say of the others what is missing', async () => {
    const client = await as();
    await check(client, fileOf(row('READY1'), row('OPEN1', { own_registry: '', own_registry_on: '' })));
    const { location } = await client.post('/incidents/files/check', {});
    const done = await client.submit(location, {});
    const text = textOf(done.html);
    expect(text).toContain('Approval asked for: 0. Not complete yet: 2.');
    expect(text).toContain('Choose the State to ask.');
    expect(text).toContain('Record what the holders at home answered');
    expect(textOf((await client.get('/incidents/files')).html)).toContain('2 of 2 lines taken');
  });

  it('refuse what is no table, has no such columns, or is empty', async () => {
    const client = await as();
    for (const [content, said] of [
      ['', 'The file has no row that could be loaded.'],
      ['a,b\n1,2', 'The heading line has no column recovered_on.'],
    ] as const) {
      const answer = await client.upload('/incidents/files', {}, { name: 'x.csv', content });
      const page = await client.get(answer.location);
      const shown = page.status === 303 ? await client.get(page.location) : page;
      expect(textOf(shown.html)).toContain(said);
    }
  });

  it('stay with who brought them until they are loaded, and are nothing for the police', async () => {
    const client = await as();
    await check(client, fileOf(row('MINE1')));
    expect((await (await as('officer.two')).get('/incidents/files/check')).location).toBe('/incidents/files');
    expect((await (await as('investigator.one')).get('/incidents/files')).status).toBe(404);
  });

  it.each(LOCALES)('speak %s', async (locale) => {
    const client = await as('officer.two', locale);
    await check(client, fileOf(row('SPEAK1'), row('')));
    for (const path of ['/incidents/files', '/incidents/files/check', '/incidents/files/check/errors']) {
      const { status, html } = await client.get(path);
      expect([path, status, /\bbulk\.[\w.]+/.exec(textOf(html))]).toEqual([path, 200, null]);
    }
  });
});
