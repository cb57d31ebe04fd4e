import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { Transactions } from '../../src/platform/transaction.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { LOCALES } from '../../src/web/i18n/locales.js';
import { POLICE_STEPS, stepReached } from '../../src/web/police/police-steps.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

let node: TestNode;
let officer: PersonActor;
let head: PersonActor;
let investigator: PersonActor;

beforeAll(async () => {
  node = await startTestNode();
  [officer, head, investigator] = (await addPeople(node, await foundNode(node), [
    somebody('officer.one', ['officer']),
    somebody('head.one', ['head of NPC']),
    somebody('investigator.one', ['investigator']),
    somebody('examiner.one', ['firearms examiner']),
    somebody('registrar.one', ['registrar']),
  ])) as [PersonActor, PersonActor, PersonActor];
});
afterAll(() => node.close());

const as = (name = 'investigator.one', locale = 'en'): Promise<PageClient> =>
  new PageClient(node.url, locale).signIn(name);

const FIND = {
  'recovery-kind': 'found',
  'recovery-date-day': '10',
  'recovery-date-month': '1',
  'recovery-date-year': '2026',
  'recovery-place': 'Harbour of Northport',
};

/** The whole way of a police officer; answers the page of the recovery. */
async function handIn(client: PageClient, flags: readonly string[] = []): Promise<string> {
  await client.post('/recoveries/new/find', FIND);
  await client.post('/recoveries/new/circumstances', { 'recovery-circumstances': 'In a bag under the pier.' });
  await client.post('/recoveries/new/weapons/1/weapon', { 'weapon-type': 'self-loading pistol' });
  await client.post('/recoveries/new/weapons/1/serial', {
    reading: 'doubt',
    serial: 'AB?1234',
    condition: 'partly legible',
  });
  await client.post('/recoveries/new/weapons/1/marks', {});
  await client.post('/recoveries/new/flags', { flags: [...flags] });
  const done = await client.post('/recoveries/new/check', {});
  return done.location;
}

describe('a recovery handed in by the police', () => {
  beforeEach(async () => {
    await (await as()).post('/recoveries/new', {});
  });

  it('says on an empty list what to do', async () => {
    const page = await (await as('examiner.one')).get('/recoveries');
    expect(textOf(page.html)).toContain('You have handed in nothing yet');
    expect(page.html).toContain('href="/recoveries/new"');
  });

  it('goes page by page to the contact point, and is followed from there', async () => {
    const client = await as();
    const place = await handIn(client);
    expect(place).toMatch(/^\/recoveries\/[0-9a-f-]{36}$/);
    const page = await client.get(place);
    const text = textOf(page.html);
    expect(text).toMatch(/Handed in\. Its reference is X\w{2}-INC-\d{4}-\d{6}\./);
    expect(text).toContain('In a bag under the pier.');
    expect(text).toContain('The contact point will take it over.');
    expect(page.html).toContain('AB?1234');
    const taken = await node.get(IncidentsService).takeOver(officer, place.split('/').at(-1) ?? '');
    expect(taken.ok).toBe(true);
    const later = await client.get(place);
    expect(textOf(later.html)).toContain('looks in the records at home and prepares a request');
    expect(later.html).toMatch(/aria-current="step">Taken over by the contact point/);
    expect(textOf((await client.get('/recoveries')).html)).toContain('Taken over by the contact point');
  });

  it('keeps every page, and is found again in another browser', async () => {
    await (await as()).post('/recoveries/new/find', FIND);
    const page = await (await as()).get('/recoveries/new/find');
    expect(page.html).toContain('value="Harbour of Northport"');
    expect(textOf((await (await as()).get('/recoveries')).html)).toContain('Go on where you left off');
  });

  it('is not handed in while something is open, and says what', async () => {
    const client = await as();
    await client.post('/recoveries/new/find', FIND);
    await client.post('/recoveries/new/weapons/1/weapon', { 'weapon-type': 'revolver' });
    const refused = await client.submit('/recoveries/new/check', {});
    const text = textOf(refused.html);
    expect(text).toContain('Not answered yet: What happened.');
    expect(text).toContain('Not answered yet: The weapons and their marks.');
    expect(text).toContain('Not answered yet: Who may know of it.');
  });

  it('that is covert is seen by its reporter and the head of the contact point, and by nobody else', async () => {
    const client = await as();
    const place = await handIn(client, ['covert', 'quiet']);
    const text = textOf((await client.get(place)).html);
    expect(text).toContain('Covert: only you and the head');
    expect(text).toContain('The holders named in the records are not contacted.');
    const id = place.split('/').at(-1) ?? '';
    expect((await (await as('officer.one')).get(place)).status).toBe(404);
    const [row] = await node
      .get(Transactions)
      .read<{ named: string[] }>('SELECT named_person_ids AS named FROM incident WHERE id = $1', [id]);
    expect([...(row?.named ?? [])].sort()).toEqual([head.id, investigator.id].sort());
    expect((await node.get(IncidentsService).read(officer, id)).ok).toBe(false);
    expect((await node.get(IncidentsService).read(head, id)).ok).toBe(true);
  });

  it('that is covert is not taken in where nobody could take it over, and says why', async () => {
    const headless = await startTestNode();
    try {
      await addPeople(headless, await foundNode(headless), [somebody('investigator.one', ['investigator'])]);
      const client = await new PageClient(headless.url).signIn('investigator.one');
      expect(await handIn(client, ['covert'])).toContain('/recoveries/new/check');
      const refused = await client.submit('/recoveries/new/check', {});
      expect(textOf(refused.html)).toContain('has no head of the National Point of Contact');
      expect((await client.post('/recoveries/new/flags', { flags: [] })).status).toBe(303);
      expect((await client.post('/recoveries/new/check', {})).location).toMatch(/^\/recoveries\/[0-9a-f-]{36}$/);
    } finally {
      await headless.close();
    }
  });

  it('of one person is not there for another who sees no incidents, nor for a registrar', async () => {
    const place = await handIn(await as());
    expect((await (await as('examiner.one')).get(place)).status).toBe(404);
    expect((await (await as('registrar.one')).get('/recoveries')).status).toBe(404);
    const own = await handIn(await as('examiner.one'));
    expect((await (await as('examiner.one')).get(own)).status).toBe(200);
  });

  it('says every step in words, for every state that a case can have', async () => {
    expect(stepReached(undefined)).toBe(POLICE_STEPS[0]);
    const place = await handIn(await as());
    for (const locale of LOCALES) {
      const page = await (await as('investigator.one', locale)).get(place);
      expect(page.status).toBe(200);
      expect(page.html).toContain(`lang="${locale}"`);
      expect(page.html).toContain('AB?1234');
    }
  });

  it('is the last page before any other of that name', async () => {
    expect((await (await as()).get('/recoveries/not-an-id')).status).toBe(404);
    expect((await (await as()).get('/recoveries/new/nothing')).status).toBe(404);
    expect((await (await as()).get('/recoveries/new/weapons/9/serial')).status).toBe(404);
  });
});
