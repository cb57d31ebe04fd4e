import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { derivedId } from '../../src/domain/shared/ids.js';
import { TracingService } from '../../src/tracing/tracing.service.js';
import { PageClient, textOf } from '../support/page-client.js';
import { call, signIn } from '../support/people.js';
import { PARTNER, WorkedNode } from '../support/work.js';

let work: WorkedNode;
const as = (name: string): Promise<PageClient> => new PageClient(work.node.url).signIn(name);
const found = (html: string): readonly string[] =>
  [...html.matchAll(/href="\/cases\/([0-9a-f-]{36})"><bdi/g)].map(([, id]) => id ?? '');

describe('the search over all cases', () => {
  let asked: string;
  let own: string;
  let sealed: string;

  beforeAll(async () => {
    work = await WorkedNode.start({ config: { 'web.workListMax': 5 } });
    asked = await work.asked('AB-12 345');
    [own = ''] = await work.drafted(work.staff.officer, ['77[0O]1']);
    [sealed = ''] = await work.drafted(work.staff.colleague, ['SECRET9'], [work.staff.colleague.id]);
    await work.act(work.staff.officer, asked, { type: 'assign', personId: work.staff.officer.id });
  });
  afterAll(() => work.node.close());

  const search = async (name: string, fields: Record<string, string>): Promise<string> =>
    (await (await as(name)).submit('/cases', fields)).html;

  it('finds by either State’s reference, State, part, person, state and date', async () => {
    expect(found(await search('officer.one', { reference: 'AUT-AB-12 345' }))).toEqual([asked]);
    const reference = /XAA-\d{4}-\d{6}/.exec(await search('officer.one', { role: 'requester' }))?.[0] ?? '';
    expect(found(await search('officer.one', { reference }))).toEqual([own]);
    expect(found(await search('officer.one', { partner: PARTNER }))).toEqual([asked]);
    expect(found(await search('officer.one', { state: 'draft' }))).toEqual([own]);
    expect(found(await search('officer.one', { assigneeId: work.staff.officer.id }))).toEqual([asked]);
    expect([...found(await search('officer.one', { from: '2026-03-02', until: '2026-03-02' }))].sort()).toEqual(
      [own, asked].sort(),
    );
    expect(found(await search('officer.one', { until: '2026-03-01' }))).toEqual([]);
  });

  it('finds by the number on the weapon as typed, and by each reading where it is in doubt', async () => {
    for (const mark of ['AB12345', 'ab-12-345', ' AB 12345 '])
      expect(found(await search('officer.one', { mark }))).toEqual([asked]);
    for (const mark of ['7701', '77O1', '77[0O]1']) expect(found(await search('officer.one', { mark }))).toEqual([own]);
    expect(found(await search('officer.one', { mark: 'AB1234' }))).toEqual([]);
  });

  it('finds what is sealed for its named persons alone', async () => {
    expect(found(await search('officer.two', { mark: 'SECRET9' }))).toEqual([sealed]);
    for (const name of ['officer.one', 'supervisor.one', 'head.one', 'auditor.one'])
      expect(found(await search(name, { mark: 'SECRET9' }))).toEqual([]);
    expect(found((await (await as('officer.far')).get('/cases')).html)).toEqual([]);
  });

  it('puts no number of a weapon into an address or the ledger, and says by what was asked', async () => {
    const { location } = await (await as('officer.one')).post('/cases', { mark: 'AB12345', partner: PARTNER });
    expect(location).toMatch(/^\/cases\?query=[0-9a-f-]{36}$/);
    await search('officer.one', { mark: 'AB12345', partner: PARTNER });
    const entry = (await work.entries('case.list-read')).at(-1);
    expect(entry).toEqual({ list: 'search', by: ['mark', 'partner'], count: 1 });
  });

  it('keeps what was typed, with what is wrong at its field', async () => {
    for (const [field, value, says] of [
      ['mark', '--', 'letter or a digit'],
      ['from', '2026-02-31', 'date'],
      ['reference', 'x'.repeat(201), 'Something is not right yet'],
    ] as const) {
      const html = await search('officer.one', { [field]: value });
      expect(textOf(html)).toContain('Something is not right yet');
      expect(textOf(html)).toContain(says);
      expect(html).toContain(`value="${value}"`);
    }
    expect(textOf(await search('officer.one', { mark: 'NOTHING1' }))).toContain('No case that you may see fits.');
  });

  it('goes on page by page, the newest first, also for an address with filters', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      work.node.clock.advance(1000);
      ids.unshift(await work.asked(`PAGE${String(i)}`));
    }
    const client = await as('officer.one');
    for (const start of ['/cases?partner=AUT', (await client.post('/cases', { partner: PARTNER })).location]) {
      const first = (await client.get(start)).html;
      expect(found(first)).toEqual(ids.slice(0, 5));
      const next = (/href="([^"]+)" rel="next"/.exec(first)?.[1] ?? '').replaceAll('&amp;', '&');
      expect(found((await client.get(next)).html)).toEqual([...ids.slice(5), asked]);
    }
    expect(textOf((await client.get('/cases?after=nonsense')).html)).toContain('Something is not right yet');
  });

  it('answers programs alike', async () => {
    const caller = await signIn(work.node, 'officer.one');
    const answer = await call(work.node, caller, 'POST', '/api/case-searches', { mark: 'AB12345' });
    expect(answer.body['items']).toMatchObject([{ id: asked }]);
    expect((await call(work.node, caller, 'POST', '/api/case-searches', { mark: '..' })).body['code']).toBe(
      'serial-empty',
    );
  });
});

describe('the workload', () => {
  let html: string;

  beforeAll(async () => {
    work = await WorkedNode.start();
    const { officer } = work.staff;
    const late = await work.asked('OLD1', { at: '2026-01-05T08:00:00.000Z' });
    await work.act(officer, late, { type: 'assign', personId: officer.id });
    await work.asked('NEW1');
    await work.drafted(work.staff.colleague, ['HID1'], [work.staff.colleague.id]);
    html = (await (await as('supervisor.one')).get('/workload')).html;
  });
  afterAll(() => work.node.close());

  it('counts by person and by State what is open, late and due, without what is sealed', () => {
    const text = textOf(html);
    expect(text).toMatch(/Name of officer.one 1 0 1 0 /);
    expect(text).toMatch(/Nobody yet 1 0 0 1 /);
    expect(text).toMatch(/Austria 2 0 1 1 /);
    expect(text).not.toContain('officer.two');
  });

  it('leads from each count to its list', async () => {
    const client = await as('supervisor.one');
    const address = /href="([^"]+group=reminder[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(textOf((await client.get(address)).html)).toContain('1 case');
    const open = /href="(\/cases\?assigneeId=[^"]+)"/.exec(html)?.[1] ?? '';
    expect(found((await client.get(open)).html)).toHaveLength(1);
  });
});

describe('absences and hand-over', () => {
  beforeAll(async () => {
    work = await WorkedNode.start();
  });
  afterAll(() => work.node.close());

  const days = { from: '2026-03-02', until: '2026-03-06' };

  it('lets a deputy see the absent colleague’s cases, marked so', async () => {
    const { officer, colleague } = work.staff;
    const id = await work.asked('AWAY1');
    await work.act(officer, id, { type: 'assign', personId: officer.id });
    const client = await as('officer.one');
    const named = await client.submit('/absences/deputies', { deputyId: colleague.id, ...days }, '/absences');
    expect(textOf(named.html)).toContain('Your deputy is named.');
    expect(textOf(named.html)).toContain(
      'Name of officer.two looks after your cases from March 2, 2026 to March 6, 2026.',
    );
    expect((await work.entries('identity.deputy-named')).at(-1)).toMatchObject({ deputyId: colleague.id, ...days });
    const mine = (await (await as('officer.two')).get('/?scope=mine')).html;
    expect(found(mine)).toEqual([id]);
    expect(textOf(mine)).toContain('Absent: you stand in');
    expect(textOf(mine)).toContain('You stand in for Name of officer.one');
  });

  it('gives a deputy no signature: who wrote it still cannot sign, and no role came along', async () => {
    const { officer, colleague } = work.staff;
    const id = await work.proposed(officer, 'FOUREYES1');
    const kase = await work.act(officer, id, { type: 'assign', personId: officer.id });
    const { digest = '', factsDigest = '' } = kase.proposal ?? {};
    const approve = { type: 'approve', digest, factsDigest } as const;
    const own = await work.node.get(TracingService).execute(officer, id, approve);
    expect(own).toMatchObject({ ok: false, code: 'own-work' });
    expect((await work.node.get(TracingService).execute(colleague, id, approve)).ok).toBe(true);
  });

  it('refuses a deputy who may not do the work, days that end before they begin, and two deputies for one day', async () => {
    const client = await as('officer.one');
    const { colleague, registrar, stranger, officer } = work.staff;
    const name = async (fields: Record<string, string>): Promise<string> =>
      textOf((await client.submit('/absences/deputies', fields, '/absences')).html);
    for (const deputyId of [registrar.id, stranger.id, officer.id, derivedId('nobody')])
      expect(await name({ deputyId, from: '2026-04-01', until: '2026-04-02' })).toContain(
        'Choose a colleague of your agency who may work on the same cases.',
      );
    const deputyId = colleague.id;
    expect(await name({ deputyId, from: '2026-04-05', until: '2026-04-02' })).toContain('Something is not right yet');
    expect(await name({ deputyId, from: '2026-02-30', until: '2026-04-02' })).toContain('Something is not right yet');
    expect(await name({ deputyId, from: '2026-01-01', until: '2026-01-02' })).toContain('Something is not right yet');
    expect(await name({ deputyId, from: '2026-04-01', until: '2027-05-02' })).toContain('Something is not right yet');
    expect(await name({ ...days, deputyId })).toContain('You have named a deputy for some of these days already.');
  });

  it('ends an absence for its person alone', async () => {
    const client = await as('officer.one');
    const id = /\/absences\/([0-9a-f-]{36})\/end/.exec((await client.get('/absences')).html)?.[1] ?? '';
    const other = await as('officer.two');
    expect(textOf((await other.get('/absences')).html)).toContain('You look after the cases of Name of officer.one');
    expect((await other.post(`/absences/${id}/end`, {}, '/absences')).status).toBe(404);
    expect(textOf((await client.submit(`/absences/${id}/end`, {}, '/absences')).html)).toContain(
      'The absence is ended.',
    );
    expect(textOf((await other.get('/absences')).html)).not.toContain('You look after the cases');
  });

  it('hands every open case over with its reason, and names what did not move', async () => {
    const { officer, colleague } = work.staff;
    const [sealed = ''] = await work.drafted(officer, ['SEALMOVE1'], [officer.id]);
    await work.act(officer, sealed, { type: 'assign', personId: officer.id });
    const client = await as('officer.one');
    const missing = await client.submit('/absences/hand-over', { toPersonId: colleague.id }, '/absences');
    expect(textOf(missing.html)).toContain('Something is not right yet');
    const done = await client.submit(
      '/absences/hand-over',
      { toPersonId: colleague.id, reason: 'A new post in another office.' },
      '/absences',
    );
    expect(textOf(done.html)).toMatch(/Handed over: 2. Not handed over: 1 \(XAA-2026-\d+\)/);
    const caller = await signIn(work.node, 'officer.two');
    const [first = ''] = found((await (await as('officer.two')).get('/?scope=mine')).html);
    const history = await call(work.node, caller, 'GET', `/api/cases/${first}/history`);
    expect(history.body['items']).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'assigned', text: 'A new post in another office.' })]),
    );
  });

  it('lets a supervisor hand over for somebody, and no officer for another', async () => {
    const { officer, colleague } = work.staff;
    const fields = { fromPersonId: colleague.id, toPersonId: officer.id, reason: 'On sick leave from today.' };
    const refused = await (await as('officer.one')).submit('/absences/hand-over', fields, '/absences');
    expect(textOf(refused.html)).toContain('Your role does not allow this.');
    const done = await (await as('supervisor.one')).submit('/absences/hand-over', fields, '/absences');
    expect(textOf(done.html)).toContain('2 cases are handed over.');
  });

  it('ends by itself with its last day, in the zone of the contact point', async () => {
    const { officer, colleague } = work.staff;
    await (await as('officer.one')).submit('/absences/deputies', { deputyId: colleague.id, ...days }, '/absences');
    const id = await work.asked('AWAY2');
    await work.act(officer, id, { type: 'assign', personId: officer.id });
    work.node.clock.set('2026-03-06T22:00:00.000Z');
    expect(found((await (await as('officer.two')).get('/?scope=mine')).html)).toContain(id);
    work.node.clock.set('2026-03-07T08:00:00.000Z');
    expect(found((await (await as('officer.two')).get('/?scope=mine')).html)).not.toContain(id);
  });
});
