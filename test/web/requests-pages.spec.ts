import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { Transactions } from '../../src/platform/transaction.js';
import { RegistrationService } from '../../src/registries/markings/registration.service.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { type IncidentContent } from '../../src/tracing/incidents/incident.js';
import { LOCALES } from '../../src/web/i18n/locales.js';
import { type Fields, type PageAnswer, PageClient, textOf } from '../support/page-client.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

let node: TestNode;
let officer: PersonActor;
let registrar: PersonActor;
let investigator: PersonActor;

beforeAll(async () => {
  node = await startTestNode();
  [officer, registrar, investigator] = (await addPeople(node, await foundNode(node), [
    somebody('officer.one', ['officer']),
    somebody('registrar.one', ['registrar']),
    somebody('investigator.one', ['investigator']),
    somebody('supervisor.one', ['supervisor']),
    somebody('auditor.one', ['auditor']),
  ])) as [PersonActor, PersonActor, PersonActor];
});
afterAll(() => node.close());

const as = (name = 'officer.one', locale = 'en'): Promise<PageClient> => new PageClient(node.url, locale).signIn(name);

async function handIn(content: Partial<IncidentContent> = {}, by = officer): Promise<{ id: string; caseId: string }> {
  const done = await node.get(IncidentsService).handIn(by, {
    exercise: true,
    common: completeParts('XAA'),
    weapons: [{ weapon: recoveredPistol() }],
    ...content,
  });
  if (!done.ok) throw new Error(done.code);
  return { id: done.value.id, caseId: done.value.opened[0]?.id ?? '' };
}

async function acts(act: string): Promise<readonly string[]> {
  const rows = await node
    .get(Transactions)
    .read<{ entry: string }>(
      "SELECT convert_from(canonical, 'UTF8') AS entry FROM audit_entry WHERE act = $1 ORDER BY id",
      [act],
    );
  return rows.map((row) => row.entry);
}

/** Posts a form of a case's draft with the version that its page shows. */
async function change(client: PageClient, path: string, fields: Fields): Promise<PageAnswer> {
  const version = /name="_version" value="(\d+)"/.exec((await client.get(path)).html)?.[1] ?? '';
  return client.post(path, { ...fields, _version: version });
}

const FIND = {
  'recovery-kind': 'seized',
  'recovery-date-day': '10',
  'recovery-date-month': '1',
  'recovery-date-year': '2026',
  'recovery-place': 'Harbour of Northport',
};

describe('recording a recovery', () => {
  beforeEach(async () => {
    const client = await as();
    await client.post('/incidents/new', {});
  });

  it('goes from page to page, is saved as it goes, and opens a case for each weapon', async () => {
    const client = await as();
    expect((await client.post('/incidents/new/find', FIND)).location).toBe('/incidents/new/circumstances');
    // Another browser, another session: what was written is there.
    const elsewhere = await as();
    expect((await elsewhere.get('/incidents/new/find')).html).toContain('value="Harbour of Northport"');
    expect(textOf((await elsewhere.get('/incidents/new')).html)).toContain('1 of 8 parts done');
    const steps: readonly (readonly [string, Fields, string])[] = [
      ['circumstances', { 'recovery-circumstances': 'In a car at a road check.' }, '/incidents/new/weapons'],
      [
        'weapons/1/weapon',
        { 'weapon-type': 'self-loading pistol', 'weapon-make': 'Glock' },
        '/incidents/new/weapons/1/serial',
      ],
      [
        'weapons/1/serial',
        { reading: 'sure', serial: 'ABC12345', component: 'frame', condition: 'legible' },
        '/incidents/new/weapons/1/marks',
      ],
      [
        'weapons/1/marks',
        { 'do': 'add', 'mark-kind': 'import', 'mark-country': 'FRA', 'mark-year': '1998', 'mark-condition': 'legible' },
        '/incidents/new/weapons/1/marks',
      ],
      ['weapons/1/marks', { do: 'continue' }, '/incidents/new/weapons'],
      [
        'grounds',
        { 'grounds': ['6a', '6e'], 'law-6a': 'Weapons Act, section 12', 'law-6e': 'Export Act' },
        '/incidents/new/use',
      ],
      ['use', { 'intendedUse-use': 'criminal investigation' }, '/incidents/new/confidentiality'],
      ['confidentiality', { guaranteed: 'yes' }, '/incidents/new/handling'],
      [
        'handling',
        {
          'handling-purposes': 'criminal investigation',
          'handling-onwardRelease': 'no',
          'handling-evidenceUse': 'with consent',
          'handling-label': 'TLP:AMBER',
        },
        '/incidents/new/urgency',
      ],
      ['urgency', { urgency: 'routine' }, '/incidents/new/check'],
    ];
    for (const [step, fields, next] of steps)
      expect([step, (await client.post(`/incidents/new/${step}`, fields)).location]).toEqual([step, next]);
    const check = textOf((await client.get('/incidents/new/check')).html);
    for (const part of [
      'Harbour of Northport',
      'ABC12345',
      'France',
      'Export Act',
      'Glock',
      'Record it and open its case',
    ])
      expect(check).toContain(part);
    const done = await client.submit('/incidents/new/check', {});
    expect(textOf(done.html)).toMatch(/XAA-INC-\d{4}-\d{6} is recorded\. Its case is open/);
    expect(textOf(done.html)).toContain('2 things are missing');
    expect(textOf((await client.get('/incidents/new')).html)).toContain('0 of 8 parts done');
  });

  it('gives a refused page back with what was typed and what to do about it', async () => {
    const client = await as();
    const find = await client.submit('/incidents/new/find', {
      ...FIND,
      'recovery-date-month': '13',
      'recovery-kind': '',
    });
    expect(textOf(find.html)).toContain('Enter a day of the calendar');
    expect(textOf(find.html)).toContain('Say how it was recovered.');
    expect(find.html).toContain('value="Harbour of Northport"');
    const future = await client.submit('/incidents/new/find', { ...FIND, 'recovery-date-year': '2999' });
    expect(textOf(future.html)).toContain('The date lies in the future.');
    const early = await client.submit('/incidents/new/circumstances', { 'recovery-circumstances': 'In a car.' });
    expect(textOf(early.html)).toContain('Say first when and where the weapons were found.');
    const grounds = await client.submit('/incidents/new/grounds', { 'grounds': '6b', 'explanation-6b': 'Kept words' });
    expect(textOf(grounds.html)).toContain('Name the law.');
    expect(grounds.html).toContain('Kept words');
    const urgent = await client.submit('/incidents/new/urgency', { urgency: 'urgent' });
    expect(textOf(urgent.html)).toContain('Say why it is urgent.');
    const open = await client.submit('/incidents/new/confidentiality', { guaranteed: 'no' });
    expect(textOf(open.html)).toContain('Name the law that may force disclosure.');
  });

  it('takes dates in the digits of another script', async () => {
    const client = await as();
    await client.post('/incidents/new/find', {
      ...FIND,
      'recovery-date-day': '١٠',
      'recovery-date-month': '١',
      'recovery-date-year': '٢٠٢٦',
    });
    expect((await client.get('/incidents/new/find')).html).toContain('value="2026"');
  });

  it('holds a day that is not known as on or before', async () => {
    const client = await as();
    await client.post('/incidents/new/find', { ...FIND, unsure: 'yes' });
    await client.post('/incidents/new/weapons/1/weapon', { 'weapon-type': 'rifle' });
    expect(textOf((await client.get('/incidents/new/check')).html)).toContain(
      'Not known; on or before January 10, 2026',
    );
  });

  it('goes through a doubtful serial number character by character and names the look-alikes', async () => {
    const client = await as();
    await client.post('/incidents/new/weapons/1/weapon', {
      'weapon-type': 'another',
      'otherType': 'mortar under 100 mm',
    });
    const asked = await client.post('/incidents/new/weapons/1/serial', {
      reading: 'doubt',
      serial: 'AO7',
      condition: 'legible',
    });
    expect(asked.location).toBe('/incidents/new/weapons/1/characters');
    const page = await client.get(asked.location);
    expect(textOf(page.html)).toContain('O is easily taken for 0, Q, and D.');
    const wrong = await client.submit(asked.location, {
      'place-0': 'sure',
      'place-1': 'one of',
      'choices-1': 'O',
      'place-2': 'illegible',
    });
    expect(textOf(wrong.html)).toContain('Name at least two characters.');
    await client.post(asked.location, {
      'place-0': 'sure',
      'place-1': 'one of',
      'choices-1': 'o0',
      'place-2': 'illegible',
    });
    const list = textOf((await client.get('/incidents/new/weapons')).html);
    expect(list).toContain('A[O0]?');
    expect(list).toContain('Character 2 is one of O, 0.');
    expect(list).toContain('Character 3 cannot be read.');
    expect(list).toContain('Partly legible');
    // A second look makes the character sure again.
    await client.post(asked.location, {
      'place-0': 'sure',
      'place-1': 'one of',
      'choices-1': '0',
      'place-2': 'illegible',
    });
    expect(textOf((await client.get('/incidents/new/weapons')).html)).toContain('A0?');
  });

  it('says at its character what is wrong with a sign for a doubt', async () => {
    const client = await as();
    await client.post('/incidents/new/weapons/1/weapon', { 'weapon-type': 'rifle' });
    for (const [serial, said] of [
      ['AB[0', 'Character 3: a [ is not closed.'],
      ['??', 'At least one letter or digit must be read'],
      ['', 'Enter the serial number.'],
    ] as const) {
      const answer = await client.submit('/incidents/new/weapons/1/serial', { reading: 'sure', serial });
      expect(textOf(answer.html)).toContain(said);
      expect(answer.html).toContain(`value="${serial}"`);
    }
    const none = await client.submit('/incidents/new/weapons/1/serial', { reading: 'none' });
    expect(textOf(none.html)).toContain('Say why there is no serial number.');
  });

  it('takes a mark and a weapon out again, and adds a hundred', async () => {
    const client = await as();
    await client.post('/incidents/new/weapons/1/weapon', { 'weapon-type': 'rifle' });
    await client.post('/incidents/new/weapons/1/serial', { reading: 'none', noMarkReason: 'Ground off' });
    const marks = '/incidents/new/weapons/1/marks';
    for (let i = 0; i < 40; i += 1)
      await client.post(marks, {
        'do': 'add',
        'mark-kind': 'proof',
        'mark-text': `P${String(i)}`,
        'mark-condition': 'legible',
      });
    const full = await client.submit(marks, { 'do': 'add', 'mark-kind': 'proof', 'mark-text': 'ONE MORE' });
    expect(textOf(full.html)).toContain('A weapon has 40 marks at most.');
    await client.post(marks, { do: 'remove-0' });
    expect(textOf((await client.get(marks)).html)).not.toMatch(/\bP0\b/);
    await client.post('/incidents/new/weapons', { remove: '1' });
    expect(textOf((await client.get('/incidents/new/weapons')).html)).toContain('No weapon yet.');
  }, 30_000);

  it('escapes everything that was typed, long names too', async () => {
    const client = await as();
    const name = `<script>alert(1)</script>${'x'.repeat(170)}`;
    await client.post('/incidents/new/find', { ...FIND, 'recovery-place': name });
    await client.post('/incidents/new/weapons/1/weapon', { 'weapon-type': 'rifle', 'weapon-make': name });
    for (const page of [
      '/incidents/new/find',
      '/incidents/new/weapons',
      '/incidents/new/weapons/1/weapon',
      '/incidents/new/check',
    ])
      expect((await client.get(page)).html).not.toContain('<script>alert');
    const long = await client.submit('/incidents/new/find', { ...FIND, 'recovery-place': 'x'.repeat(201) });
    expect(textOf(long.html)).toContain('200');
  });

  it('answers a page that is not there as any other', async () => {
    const client = await as();
    for (const path of [
      '/incidents/new/nothing',
      '/incidents/new/weapons/7/weapon',
      '/incidents/new/weapons/1/nothing',
      '/incidents/nothing',
    ])
      expect([path, (await client.get(path)).status]).toEqual([path, 404]);
  });

  it('keeps one person’s unrecorded recovery from every other', async () => {
    await (await as()).post('/incidents/new/find', FIND);
    expect((await (await as('supervisor.one')).get('/incidents/new/find')).html).not.toContain('Northport');
  });
});

describe('the request of a case', () => {
  it('lists what is missing, each leading to the page that mends it, and is proposed once nothing is', async () => {
    const client = await as();
    const { caseId } = await handIn({ common: { ...completeParts('XAA'), illicit: [] } });
    const page = `/cases/${caseId}/request`;
    const first = await client.get(page);
    expect(textOf(first.html)).toContain('3 things are missing');
    for (const step of ['grounds', 'national-check', 'addressee'])
      expect(first.html).toContain(`href="${page}/${step}"`);
    expect(first.html).toMatch(/<button[^>]* disabled/);
    expect((await change(client, page, {})).location).toContain('draft=');
    await change(client, `${page}/grounds`, { 'grounds': '6a', 'law-6a': 'Weapons Act' });
    await change(client, `${page}/national-check`, { parallelReason: 'A suspect is in custody.' });
    const choice = await change(client, `${page}/addressee`, { state: 'FRA' });
    expect(choice.location).toBe(page);
    expect(textOf((await client.get(page)).html)).toContain('One thing is missing');
  });

  it('refuses a change of what somebody else has changed since, and keeps what was typed', async () => {
    const client = await as();
    const { caseId } = await handIn();
    const step = `/cases/${caseId}/request/circumstances`;
    const back = await client.submit(step, { 'recovery-circumstances': 'Typed by me', '_version': '99' });
    expect(textOf(back.html)).toContain('Somebody has changed this since you read it.');
    expect(back.html).toContain('Typed by me');
    await change(client, step, { 'recovery-circumstances': 'Typed by me' });
    expect(textOf((await client.get(`/cases/${caseId}/request`)).html)).toContain('Typed by me');
  });

  it('warns of other cases with the same number, and of no case of its own', async () => {
    const client = await as();
    const first = await handIn({ weapons: [{ weapon: recoveredPistol('TWICE001') }] });
    expect(textOf((await client.get(`/cases/${first.caseId}/request`)).html)).not.toContain('the same serial number');
    const second = await handIn({ weapons: [{ weapon: recoveredPistol('twice-001') }] });
    const page = await client.get(`/cases/${second.caseId}/request`);
    expect(textOf(page.html)).toContain('Other cases tell of the same serial number.');
    expect(page.html).toContain(`href="/cases/${first.caseId}"`);
  });

  it('sends no reason of urgency along that has become none', async () => {
    const client = await as();
    const { caseId } = await handIn();
    const page = `/cases/${caseId}/request`;
    await change(client, `${page}/urgency`, { urgency: 'urgent', urgencyReason: 'In custody' });
    expect(textOf((await client.get(page)).html)).toContain('In custody');
    await change(client, `${page}/urgency`, { urgency: 'routine' });
    expect(textOf((await client.get(page)).html)).not.toContain('In custody');
  });

  it('shows leads out of our own registry, and says in the ledger for which case they were looked up', async () => {
    const client = await as();
    const registered = await node.get(RegistrationService).register(registrar, {
      type: 'self-loading pistol',
      manufacture: 'industrial',
      make: 'GLOCK',
      components: [
        {
          kind: 'frame',
          reference: true,
          replaced: false,
          marks: [{ kind: 'serial', text: 'HOME0001', condition: 'legible' }],
        },
      ],
      holders: [{ kind: 'natural person', role: 'private holder', name: 'Joan Invented' }],
      events: [],
    });
    if (!registered.ok) throw new Error(registered.code);
    const { caseId } = await handIn({ weapons: [{ weapon: recoveredPistol('HOMEO001') }] });
    const page = await client.get(`/cases/${caseId}/request/national-check`);
    expect(textOf(page.html)).toContain('One record of our registry may be this weapon');
    expect(textOf(page.html)).toContain('Look-alike');
    expect(page.html).not.toContain('Joan Invented');
    expect((await acts('markings.looked-up')).at(-1)).toContain('national check before a request');
  });

  it('ends at home where a holder has the record, or goes on abroad', async () => {
    const client = await as();
    const { caseId } = await handIn();
    const page = `/cases/${caseId}/request`;
    const missing = await change(client, `${page}/national-check`, { 'result-0': 'record found' });
    expect(textOf((await client.get(missing.location)).html)).toContain('Enter the date of the answer.');
    const nothing = await change(client, `${page}/national-check`, {});
    expect(textOf((await client.get(nothing.location)).html)).toContain('Record what at least one holder answered');
    const date = { 'on-0-day': '11', 'on-0-month': '1', 'on-0-year': '2026' };
    const found = await change(client, `${page}/national-check`, {
      'result-0': 'record found',
      ...date,
      'result-3': 'not asked',
    });
    expect(found.location).toBe(`${page}/found-at-home`);
    expect(textOf((await client.get(found.location)).html)).toContain('Own registry');
    expect(textOf((await client.get((await change(client, found.location, {})).location)).html)).toContain(
      'Choose the outcome.',
    );
    const closed = await change(client, found.location, { outcome: 'traced to last lawful holder' });
    expect(closed.location).toBe(`/cases/${caseId}`);
    expect((await client.get(page)).location).toBe(`/cases/${caseId}`);
  });

  it('says whom to ask and why, and takes no State that is none', async () => {
    const client = await as();
    const weapon = recoveredPistol('ROUTE1', {
      marks: [
        { kind: 'serial', text: 'ROUTE1', condition: 'legible' },
        { kind: 'country of manufacture', country: 'AUT', condition: 'legible' },
        { kind: 'import', country: 'SUN', year: 1984, condition: 'legible' },
      ],
    });
    const { caseId } = await handIn({ weapons: [{ weapon }] });
    const path = `/cases/${caseId}/request/addressee`;
    const page = textOf((await client.get(path)).html);
    for (const part of ['Austria', 'Russia', 'has ended', 'Not in the directory']) expect(page).toContain(part);
    const wrong = await change(client, path, { state: 'another', anotherState: 'QQQQ' });
    expect(textOf((await client.get(wrong.location)).html)).toContain('Choose the State to ask.');
    await change(client, path, { state: 'AUT' });
    expect(textOf((await client.get(`/cases/${caseId}/request`)).html)).toContain(
      'The directory has no entry for this State.',
    );
  });

  it('is not there for who may not work on it', async () => {
    const { caseId, id } = await handIn();
    for (const path of [`/cases/${caseId}/request`, `/cases/${caseId}/request/find`, `/incidents/${id}`])
      expect([path, (await (await as('auditor.one')).get(path)).status]).toEqual([path, 404]);
  });
});

describe('incidents', () => {
  it('are listed the latest first, with the weapons that wait for an officer', async () => {
    const { id } = await handIn(
      { weapons: [{ weapon: recoveredPistol() }, { weapon: recoveredPistol('B2') }] },
      investigator,
    );
    const client = await as();
    const list = await client.get('/incidents');
    expect(list.html).toContain(`/incidents/${id}`);
    expect(textOf(list.html)).toContain('2 wait for an officer');
    const taken = await client.submit(`/incidents/${id}`, {});
    expect(textOf(taken.html)).toContain('2 cases were opened.');
    expect(await acts('incident.read')).not.toEqual([]);
    expect(textOf((await client.get(`/incidents/${id}`)).html)).not.toContain('Take it over');
  });

  it('open no case for an investigator, and offer none', async () => {
    const { id } = await handIn({}, investigator);
    const client = await as('investigator.one');
    const page = await client.get(`/incidents/${id}`);
    expect(page.status).toBe(200);
    expect(textOf(page.html)).not.toContain('Take it over');
    expect((await client.post(`/incidents/${id}`, {}, '/incidents')).status).toBe(404);
  });

  it.each(LOCALES)('speak %s on every page of the journey', async (locale) => {
    const client = await as('supervisor.one', locale);
    await client.post('/incidents/new/find', FIND);
    await client.post('/incidents/new/weapons/1/weapon', { 'weapon-type': 'rifle' });
    await client.post('/incidents/new/weapons/1/serial', { reading: 'doubt', serial: 'A1', condition: 'legible' });
    const { caseId, id } = await handIn();
    const draft = `/cases/${caseId}/request`;
    const pages = [
      '/incidents',
      '/incidents/new',
      ...['find', 'circumstances', 'grounds', 'use', 'confidentiality', 'handling', 'urgency', 'check', 'weapons'].map(
        (one) => `/incidents/new/${one}`,
      ),
      ...['weapon', 'serial', 'characters', 'marks'].map((one) => `/incidents/new/weapons/1/${one}`),
      `/incidents/${id}`,
      draft,
      ...['find', 'national-check', 'addressee', 'found-at-home'].map((one) => `${draft}/${one}`),
    ];
    for (const path of pages) {
      const { status, html } = await client.get(path);
      expect([locale, path, status]).toEqual([locale, path, 200]);
      expect([locale, path, /\b(?:requests|forms|letters|vocabulary)\.[\w.]+/.exec(textOf(html))]).toEqual([
        locale,
        path,
        null,
      ]);
    }
  });
});
