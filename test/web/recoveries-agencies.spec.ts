import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactions } from '../../src/platform/transaction.js';
import { CaseStage } from '../support/case-stage.js';
import { LETTERS } from '../support/letters.js';
import { PageClient, textOf } from '../support/page-client.js';
import { call, signIn, type Answer } from '../support/people.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

/** Everybody but the police officer and the contact point: a colleague, and another authority's officer and investigator. */
const OTHERS = ['harbour.two', 'stranger.one', 'customs.one'] as const;

let stage: CaseStage;
beforeAll(async () => {
  stage = await CaseStage.start();
});
afterAll(() => stage.node.close());

const page = (name: string): Promise<PageClient> => new PageClient(stage.node.url).signIn(name);
const api = async (name: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  call(stage.node, await signIn(stage.node, name), method, path, body);
const listed = async (name: string, path: string): Promise<readonly string[]> =>
  ((await api(name, 'GET', path)).body as { items?: { id: string }[] }).items?.map(({ id }) => id) ?? [];

async function handIn(serial: string, more: object = {}, by = 'harbour.one'): Promise<string> {
  const weapons = [
    {
      weapon: recoveredPistol(serial),
      nationalCheck: [{ holder: 'own registry', result: 'no record', on: '2026-01-11' }],
    },
  ];
  const made = await api(by, 'POST', '/api/incidents', { common: completeParts('XAA'), weapons, ...more });
  expect(made.status).toBe(201);
  expect(made.body['opened']).toEqual([]);
  return made.body['id'] as string;
}

async function takeOver(id: string, by = 'officer.one'): Promise<string> {
  const taken = await (await page(by)).submit(`/incidents/${id}`, {});
  expect(textOf(taken.html)).toContain('officer.one');
  const [opened = ''] = await listed(by, `/api/cases?incidentId=${id}`);
  return opened;
}

/** The ways by which somebody finds it: none, where everything answers as if it were not there. */
async function waysTo(name: string, id: string, caseId?: string): Promise<readonly string[]> {
  const client = await page(name);
  const pages = [`/incidents/${id}`, `/recoveries/${id}`, ...(caseId === undefined ? [] : [`/cases/${caseId}`])];
  const calls = [`/api/incidents/${id}`, ...(caseId === undefined ? [] : [`/api/cases/${caseId}`])];
  const found: string[] = [];
  for (const path of pages) if ((await client.get(path)).status !== 404) found.push(path);
  for (const path of calls) if ((await api(name, 'GET', path)).status !== 404) found.push(path);
  for (const path of ['/incidents', '/recoveries']) if ((await client.get(path)).html.includes(id)) found.push(path);
  if ((await listed(name, '/api/incidents?limit=200')).includes(id)) found.push('/api/incidents');
  if (caseId !== undefined && (await listed(name, '/api/cases?limit=200')).includes(caseId)) found.push('/api/cases');
  if (![403, 404].includes((await api(name, 'POST', `/api/incidents/${id}/cases`)).status)) found.push('taking over');
  return found;
}

describe('a recovery that another authority handed in', () => {
  it('is seen, taken over and worked by the officers of the contact point', async () => {
    const id = await handIn('HARBOUR1');
    const before = await (await page('officer.one')).get('/incidents');
    expect(before.html).toContain(`/incidents/${id}`);
    const kase = await takeOver(id);
    await stage.act('officer.two', kase, { type: 'choose addressee', partner: 'AUT' });
    expect(await listed('officer.two', '/api/cases?limit=200')).toContain(kase);
    expect((await api('officer.two', 'POST', `/api/incidents/${id}/cases`)).body['opened']).toEqual([]);
  });

  it('is followed by its reporter without what the other State wrote', async () => {
    const id = await handIn('HARBOUR2');
    const kase = await takeOver(id);
    const { thread } = await stage.delivered(
      await stage.act('officer.one', await stage.approve(kase), { type: 'send' }),
    );
    const facts = [{ field: 'company' as const, level: 1 as const, value: 'Secret Importer' }];
    await stage.receive(thread, { seq: 1, seen: 1 }, { kind: 'ANSWER', body: { ...LETTERS.ANSWER.body, facts } });

    const reporter = await page('harbour.one');
    const followed = await reporter.get(`/recoveries/${id}`);
    expect(textOf(followed.html)).toMatch(/The contact point has a reply \(reached\) Closed/);
    for (const path of [`/recoveries/${id}`, `/cases/${kase}`]) {
      const { status, html } = await reporter.get(path);
      expect(status).toBe(200);
      expect(html).toContain('HARBOUR2');
      expect(html).not.toContain('Secret Importer');
    }
    const read = await api('harbour.one', 'GET', `/api/cases/${kase}`);
    expect(JSON.stringify(read.body)).not.toContain('Secret Importer');
    expect((await api('harbour.one', 'POST', `/api/cases/${kase}/exports`, { purpose: 'intelligence' })).status).toBe(
      403,
    );
    expect((await (await page('officer.one')).get(`/cases/${kase}`)).html).toContain('Secret Importer');
  });

  it.each(OTHERS)('is not there for %s, neither before it is taken over nor after', async (name) => {
    const id = await handIn(`UNSEEN${name.slice(0, 4).toUpperCase()}`);
    expect(await waysTo(name, id)).toEqual([]);
    expect(await waysTo(name, id, await takeOver(id))).toEqual([]);
  });

  it('covertly, is for its reporter and those named, also once it is taken over', async () => {
    const head = stage.person('head.one').id;
    const id = await handIn('HARBOUR4', { sealedFor: [head] });
    for (const name of ['officer.one', 'supervisor.one', ...OTHERS]) expect(await waysTo(name, id)).toEqual([]);
    const taken = await api('head.one', 'POST', `/api/incidents/${id}/cases`);
    const [{ id: kase = '' } = {}] = taken.body['opened'] as { id?: string }[];
    expect(kase).not.toBe('');
    for (const name of ['officer.one', 'supervisor.one', ...OTHERS]) expect(await waysTo(name, id, kase)).toEqual([]);
    expect((await (await page('harbour.one')).get(`/recoveries/${id}`)).status).toBe(200);
    expect((await (await page('head.one')).get(`/cases/${kase}`)).status).toBe(200);
  });

  it('stays with an authority that works on cases itself', async () => {
    const own = await stage.drafted('CUSTOMS1', 'stranger.one');
    expect(await listed('stranger.one', '/api/cases?limit=200')).toContain(own);
    expect(await listed('officer.one', '/api/cases?limit=200')).not.toContain(own);
  });

  it('before this rule, goes over with its cases when the head of the contact point takes it', async () => {
    const id = await handIn('HARBOUR6');
    const { agencyId } = stage.person('harbour.one');
    await stage.node
      .get(Transactions)
      .read("UPDATE incident SET owning_agency_id = $2, named_person_ids = '{}' WHERE id = $1", [id, agencyId]);
    expect(await waysTo('officer.one', id)).toEqual([]);
    const taken = await api('head.one', 'POST', `/api/incidents/${id}/cases`);
    const [{ id: kase = '' } = {}] = taken.body['opened'] as { id?: string }[];
    expect(await listed('officer.one', '/api/cases?limit=200')).toContain(kase);
    expect((await (await page('harbour.one')).get(`/cases/${kase}`)).status).toBe(200);
    const [entry] = await stage.node
      .get(Transactions)
      .read<{ text: string }>(
        "SELECT convert_from(canonical, 'UTF8') AS text FROM audit_entry WHERE act = 'incident.handed-over' ORDER BY id DESC LIMIT 1",
      );
    expect(entry?.text).toContain(id);
    expect(await waysTo('harbour.two', id, kase)).toEqual([]);
  });
});
