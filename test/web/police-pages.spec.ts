import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { entriesOf, recordedPistol, register } from '../support/registry-node.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const QUERY = { serial: 'ABCO123', lookAlikes: 'yes', purpose: 'criminal investigation', caseNumber: 'C-17/2026' };

let node: TestNode;
let registrar: PersonActor;

beforeAll(async () => {
  node = await startTestNode({ config: { 'markings.candidatesMax': 3 } });
  [registrar] = (await addPeople(node, await foundNode(node), [
    somebody('registrar.one', ['registrar']),
    somebody('investigator.one', ['investigator']),
    somebody('investigator.two', ['investigator']),
    somebody('examiner.one', ['firearms examiner']),
    somebody('officer.one', ['officer']),
    somebody('auditor.one', ['auditor']),
  ])) as [PersonActor];
});
afterAll(() => node.close());

const as = (name: string, locale = 'en'): Promise<PageClient> => new PageClient(node.url, locale).signIn(name);

const record = (serial: string): Promise<string> => register(node, registrar, recordedPistol(serial));
const entries = (act: string) => entriesOf(node, act);

describe('a query of the marking records', () => {
  beforeAll(() => record('ABC0123'));

  it('shows each candidate as a lead, with its reasons and every character that differs', async () => {
    const page = await (await as('investigator.one')).submit('/markings', QUERY);
    expect(page.status).toBe(200);
    const text = textOf(page.html);
    expect(text).toContain('1 record may be this weapon');
    expect(text).toContain('a lead and no hit');
    expect(text).toContain('Character 4: O was read and 0 is recorded; the two look alike.');
    expect(text).toContain('Score 0.70 of 1');
    expect(text).toContain('GLOCK');
    expect(text).not.toContain('Joan Invented');
  });

  it('puts no serial number into an address', async () => {
    const { location } = await (await as('investigator.one')).post('/markings', QUERY);
    expect(location).toMatch(/^\/markings\?query=[0-9a-f-]{36}$/);
  });

  it('is in the ledger with purpose, case number and count, each time its result is shown', async () => {
    const client = await as('investigator.one');
    const { location } = await client.post('/markings', { ...QUERY, caseNumber: 'L-1' });
    await client.get(location);
    await client.get(location);
    const mine = (await entries('markings.looked-up')).filter(({ caseNumber }) => caseNumber === 'L-1');
    expect(mine).toEqual([
      expect.objectContaining({ purpose: 'criminal investigation', count: 1 }),
      expect.objectContaining({ count: 1 }),
    ]);
  });

  it('is shown to nobody else', async () => {
    const { location } = await (await as('investigator.one')).post('/markings', QUERY);
    const page = await (await as('investigator.two')).get(location);
    expect(page.html).not.toContain('ABCO123');
    expect(page.html).toContain('Query marking records');
  });

  it('without purpose or case number reads nothing, says so at the fields and keeps what was typed', async () => {
    const before = (await entries('markings.looked-up')).length;
    const client = await as('investigator.one');
    const page = await client.submit('/markings', { serial: '<b>X1</b>', make: 'Colt', caseNumber: '!' });
    const text = textOf(page.html);
    expect(text).toContain('Choose one.');
    expect(text).toContain('Begin with a letter or a digit');
    expect(page.html).toContain('value="&lt;b&gt;X1&lt;/b&gt;"');
    expect(page.html).toContain('value="Colt"');
    expect(page.html).not.toMatch(/id="lookAlikes"[^>]*checked/);
    expect((await entries('markings.looked-up')).length).toBe(before);
  });

  it('of a number without a letter or a digit comes back to its form', async () => {
    const client = await as('investigator.one');
    const { location } = await client.post('/markings', { ...QUERY, serial: '--' });
    const page = await client.submit('/markings', { ...QUERY, serial: '--' });
    expect(location).toContain('query=');
    expect(page.status).toBe(303);
    const form = await client.get(page.location);
    expect(textOf(form.html)).toContain('A serial number needs a letter or a digit.');
    expect(form.html).toContain('value="--"');
  });

  it('that finds too much says what to add; one that finds nothing says what to try', async () => {
    for (let copy = 0; copy < 4; copy += 1) await record('777');
    const client = await as('examiner.one');
    const many = textOf((await client.submit('/markings', { ...QUERY, serial: '777' })).html);
    expect(many).toContain('only the first 3 are shown');
    expect(many).toContain('add the make and the calibre');
    const none = textOf((await client.submit('/markings', { ...QUERY, serial: 'NOTHING9', make: 'Colt' })).html);
    expect(none).toContain('No record was found');
    expect(none).toContain('without make and calibre');
  });

  it('is taken out as a file with its use limits, its purpose and case, and one more entry', async () => {
    const client = await as('investigator.one');
    const { location } = await client.post('/markings', { ...QUERY, caseNumber: 'FILE-1' });
    const page = await client.get(location);
    const link = /href="(\/markings\/file\?query=[0-9a-f-]{36})"/.exec(page.html)?.[1] ?? '';
    const file = await client.get(link);
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="marking-records-[0-9a-f]{12}\.csv"$/,
    );
    expect(file.headers.get('cache-control')).toBe('no-store');
    const lines = file.html.split('\r\n');
    expect(lines[0]).toMatch(/Marking records of .*taken out by Name of investigator.one on .* for case FILE-1/);
    expect(lines.at(-2)).toBe(lines[0]?.replace('\uFEFF', ''));
    for (const said of [
      'Exercise: nothing',
      'only for this purpose (Criminal investigation)',
      'a lead and no hit',
      'ITI 15',
    ])
      expect(file.html).toContain(said);
    const lead = lines.find((line) => line.startsWith('1,')) ?? '';
    expect(lead).toContain('ABC0123');
    expect(lead).toContain('GLOCK');
    expect(file.html).not.toContain('Joan Invented');
    const mine = (await entries('markings.looked-up')).filter(({ caseNumber }) => caseNumber === 'FILE-1');
    expect(mine).toEqual([
      expect.not.objectContaining({ as: 'file' }),
      expect.objectContaining({ as: 'file', count: 1, purpose: 'criminal investigation' }),
    ]);
  });

  it('as a file is for nobody else, and starts no formula', async () => {
    await record('=HYPERLINK1');
    const client = await as('registrar.one');
    const { location } = await client.post('/markings', { ...QUERY, serial: '=HYPERLINK1', make: '' });
    const path = location.replace('/markings?', '/markings/file?');
    expect((await client.get(path)).html).toMatch(/^1,0\.\d\d,[^,]*,'=HYPERLINK1,/m);
    expect((await client.get(path)).html).toMatch(/,'=HYPERLINK1\r\n/);
    const before = (await entries('markings.looked-up')).length;
    expect((await (await as('investigator.two')).get(path)).location).toBe('/markings');
    expect((await (await as('auditor.one')).get(path)).status).toBe(404);
    expect((await entries('markings.looked-up')).length).toBe(before);
  });

  it('opens a record only for who may read one', async () => {
    const mayNot = await (await as('investigator.one')).submit('/markings', QUERY);
    expect(mayNot.html).not.toContain('href="/firearms/');
    expect(textOf(mayNot.html)).toContain('ask the National Point of Contact');
    const may = await (await as('examiner.one')).submit('/markings', QUERY);
    expect(may.html).toMatch(
      /href="\/firearms\/[0-9a-f-]{36}\?purpose=criminal\+investigation&amp;caseNumber=C-17%2F2026"/,
    );
  });

  it('is not there for an auditor', async () => {
    expect((await (await as('auditor.one')).get('/markings')).status).toBe(404);
  });

  it.each(['fr', 'es', 'ar', 'ru', 'zh'])('speaks %s', async (locale) => {
    const page = await (await as('examiner.one', locale)).submit('/markings', QUERY);
    expect(page.html).toContain(`lang="${locale}"`);
    expect(page.html).toContain('GLOCK');
    const link = /href="(\/markings\/file\?query=[^"]+)"/.exec(page.html)?.[1] ?? '';
    expect((await (await as('examiner.one', locale)).get(link)).html).toContain('GLOCK');
  });
});

describe('a wide search', () => {
  const begin = async (client: PageClient, query: object = QUERY) => {
    const { location } = await client.post('/markings', { ...QUERY, ...query });
    return client.post('/markings/wide', { query: location.split('query=')[1] ?? '' }, location);
  };
  beforeAll(() => record('WIDE5678'));

  it('is begun from the result of a query, shows how far it is, then its candidates', async () => {
    const client = await as('investigator.one');
    const { status, location } = await begin(client, { serial: 'WXDE5679' });
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/markings\/wide\/[0-9a-f-]{36}$/)]);
    const waiting = await client.get(location);
    expect(textOf(waiting.html)).toContain('Under way: 0 of about');
    expect(waiting.html).toContain('<progress');
    expect(waiting.html).not.toContain('WIDE5678');
    await node.processAll();
    const done = await client.get(location);
    const text = textOf(done.html);
    expect(text).toContain('Ended:');
    expect(text).toContain('1 record may be this weapon');
    expect(text).toContain('Number differs');
    expect(done.html).not.toContain('data-pm-progress');
    expect(textOf((await client.get('/markings/wide')).html)).toContain('C-17/2026');
  });

  it('is one at a time: a second one is told of the first', async () => {
    const client = await as('examiner.one');
    const first = await begin(client, { serial: 'A1' });
    const second = await begin(client, { serial: 'A2' });
    expect(second.location).toMatch(/^\/markings\/wide\?draft=/);
    const list = await client.get(second.location);
    expect(textOf(list.html)).toContain('You have a wide search under way');
    expect(list.html).toContain(`href="${first.location}"`);
    const { location } = await client.post(`${first.location}/cancellation`, {}, first.location);
    expect(textOf((await client.get(location)).html)).toContain('Cancelled after 0 numbers');
    expect((await client.post(`${first.location}/cancellation`, {}, '/markings')).location).toBe(first.location);
  });

  it('is there for nobody else', async () => {
    const { location } = await begin(await as('investigator.one'), { serial: 'A3' });
    const other = await as('investigator.two');
    expect((await other.get(location)).status).toBe(404);
    expect((await other.post(`${location}/cancellation`, {}, '/markings')).status).toBe(404);
    await node.processAll();
  });

  it('by a query that is not there answers like a missing page', async () => {
    const client = await as('investigator.one');
    expect((await client.post('/markings/wide', { query: 'no' }, '/markings')).status).toBe(404);
  });

  it.each(['fr', 'es', 'ar', 'ru', 'zh'])('speaks %s', async (locale) => {
    const client = await as('examiner.one', locale);
    const { location } = await begin(client, { serial: 'WIDE5678' });
    expect((await client.get(location)).html).toContain('<progress');
    await node.processAll();
    expect((await client.get(location)).html).toContain('GLOCK');
  });
});

describe('what else is known of the weapon', () => {
  it('leaves out records of another, and is shown among what was asked', async () => {
    const client = await as('examiner.one');
    const asked = { ...QUERY, serial: 'WIDE5678', model: '17', type: 'self-loading pistol', yearFrom: '1990' };
    const found = textOf((await client.submit('/markings', asked)).html);
    expect(found).toContain('1 record may be this weapon');
    expect(found).toContain('1990');
    const none = await client.submit('/markings', { ...asked, type: 'revolver' });
    expect(textOf(none.html)).toContain('No record was found');
  });

  it('that is no year comes back at its field, with its part of the form open', async () => {
    const client = await as('examiner.one');
    const page = await client.submit('/markings', { ...QUERY, yearFrom: 'old' });
    expect(page.html).toContain('value="old"');
    expect(page.html).toMatch(/<details class="govuk-details" open>/);
  });

  it('is found with one wrong character where that is ticked', async () => {
    const client = await as('examiner.one');
    const asked = { ...QUERY, serial: 'WIDE5679' };
    expect(textOf((await client.submit('/markings', asked)).html)).toContain('No record was found');
    const page = await client.submit('/markings', { ...asked, oneEdit: 'yes' });
    expect(textOf(page.html)).toContain('1 record may be this weapon');
  });
});

describe('a file of marks', () => {
  const FIELDS = { lookAlikes: 'yes', purpose: QUERY.purpose, caseNumber: 'F-1' };
  const file = (content: string) => ({ name: 'marks.csv', content });

  it('is answered by a file, in the language of its reader, and stands in the ledger', async () => {
    const client = await as('investigator.one', 'fr');
    const answer = await client.upload(
      '/markings/batch',
      FIELDS,
      file('mark,year_from\nABCO123,\nAB[1,\nABC0123,old\n'),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const rows = answer.html.split('\r\n');
    expect(rows[1]).toContain('candidate,1,');
    expect(rows[1]).toContain('ABC0123');
    expect(answer.html).not.toContain('The make');
    expect(answer.html).not.toContain('choice-open');
    expect(rows.at(-2)).toContain(',end,');
    expect((await entries('markings.looked-up')).at(-1)).toMatchObject({ caseNumber: 'F-1', marks: 3, whole: true });
  });

  it.each([
    ['without a purpose', { purpose: '' }, 'mark\nA1\n', 'Choose one.'],
    ['without a case number', { caseNumber: '' }, 'mark\nA1\n', 'Fill this in.'],
    ['without a column of marks', {}, 'serial\nA1\n', 'The heading line has no column mark'],
  ])('%s comes back to its form with the reason', async (_, lack, content, said) => {
    const client = await as('investigator.one');
    const answer = await client.upload('/markings/batch', { ...FIELDS, ...lack }, file(content));
    expect(answer.status).toBe(303);
    expect(textOf((await client.get(answer.location)).html)).toContain(said);
  });

  it('is not there for an auditor', async () => {
    expect((await (await as('auditor.one')).get('/markings/batch')).status).toBe(404);
  });
});
