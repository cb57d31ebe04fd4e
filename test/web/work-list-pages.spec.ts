import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { derivedId } from '../../src/domain/shared/ids.js';
import { PageClient, textOf } from '../support/page-client.js';
import { PARTNER, WorkedNode } from '../support/work.js';

const DAY_MS = 86_400_000;

let work: WorkedNode;
const as = (name: string, locale = 'en'): Promise<PageClient> => new PageClient(work.node.url, locale).signIn(name);
const home = async (name: string, search = ''): Promise<string> => (await (await as(name)).get(`/${search}`)).html;
/** References in the order of the list. */
const references = (html: string): readonly string[] =>
  [...html.matchAll(/<td[^>]*>\s*<a class="govuk-link" href="\/cases\/[^"]+"><bdi dir="ltr">([^<]+)<\/bdi>/g)].map(
    ([, reference]) => reference ?? '',
  );
const rowOf = (html: string, id: string): string => {
  const row = html.split('<tr ').find((part) => part.includes(`/cases/${id}"`));
  if (row === undefined) throw new Error('no such row');
  return textOf(`<tr ${row}`);
};

describe('what waits for an officer', () => {
  let late: string;
  let sealed: string;
  let draft: string;

  beforeAll(async () => {
    work = await WorkedNode.start({ config: { 'web.workListMax': 5 } });
    const { officer, colleague, stranger } = work.staff;
    // Seven that are due later, and then, last of all, one that has been waiting for two months.
    for (let i = 0; i < 7; i += 1) await work.asked(`EARLY${String(i)}`);
    late = await work.asked('LATE1', { at: '2026-01-05T08:00:00.000Z', urgency: 'urgent' });
    [draft = ''] = await work.drafted(officer, ['DRAFT1']);
    [sealed = ''] = await work.drafted(colleague, ['COVERT1'], [colleague.id]);
    await work.drafted(stranger, ['FAR1']);
  });
  afterAll(() => work.node.close());

  it('is sorted by what is due first, whatever came first, and goes on page by page', async () => {
    const first = await home('officer.one');
    expect(references(first)).toHaveLength(5);
    expect(rowOf(first, late)).toMatch(/Reminder passed \d+ days ago/);
    expect(first.indexOf(`/cases/${late}"`)).toBeLessThan(first.indexOf(references(first)[1] ?? 'nothing'));
    const next = /href="(\/\?after=[^"]+)" rel="next"/.exec(first)?.[1] ?? '';
    const second = (await (await as('officer.one')).get(next)).html;
    expect(references(second)).toHaveLength(4);
    expect(second).toContain(`/cases/${draft}"`);
    expect(references(first).filter((one) => references(second).includes(one))).toEqual([]);
    expect(textOf(second)).toContain('First page');
  });

  it('says of each case what is to be done, with its clock in UTC, our zone and the partner’s', async () => {
    const row = rowOf(await home('officer.one', '?group=reminder'), late);
    expect(row).toContain('Acknowledge the request');
    expect(row).toContain('Urgent');
    expect(row).toContain('AUT-LATE1');
    expect(row).toContain('Austria');
    expect(row).toContain('Nobody yet');
    expect(row).toMatch(/UTC.*New York/);
  });

  it('never calls our own reminder overdue', async () => {
    const text = textOf(await home('officer.one'));
    expect(text).toContain('past our reminder');
    expect(text).not.toMatch(/overdue/i);
  });

  it('shows a sealed case to its named persons alone, and counts it for nobody else', async () => {
    expect(await home('officer.two', '?scope=all&partner=')).toContain('10 cases');
    expect(await home('officer.one', '?scope=all')).toContain('9 cases');
    expect(await home('head.one', '?scope=all')).not.toContain(sealed);
    const pages = await Promise.all(['', 'supervisor.one', 'head.one'].filter(Boolean).map((name) => home(name)));
    for (const html of pages) expect(html).not.toContain(sealed);
  });

  it('shows another agency its own cases only', async () => {
    const html = await home('officer.far', '?scope=all');
    expect(references(html)).toHaveLength(1);
    expect(html).not.toContain(late);
  });

  it('writes an entry about the reading, with its filters and count, and none for who has no list', async () => {
    const before = (await work.entries('case.list-read')).length;
    await home('auditor.one');
    await home('registrar.one');
    expect((await work.entries('case.list-read')).length).toBe(before);
    await home('officer.one', '?group=reminder&scope=all');
    expect((await work.entries('case.list-read')).at(-1)).toMatchObject({
      list: 'work',
      scope: 'all',
      group: 'reminder',
      count: 1,
    });
  });

  it('is filtered by State, part, urgency and person, and says where nothing fits', async () => {
    expect(references(await home('officer.one', `?partner=${PARTNER}&urgency=urgent`))).toHaveLength(1);
    expect(references(await home('officer.one', '?role=requester'))).toHaveLength(1);
    const none = await home('officer.one', `?assigneeId=${work.staff.colleague.id}`);
    expect(textOf(none)).toContain('No case fits these filters.');
    expect(textOf(none)).toContain('Clear the filters');
  });

  it('tells what is wrong with a filter or a place that is none, and still shows the list', async () => {
    for (const search of ['?group=nonsense', '?partner=QQQQ', '?after=bm9uc2Vuc2U', '?assigneeId=1']) {
      const html = await home('officer.one', search);
      expect(textOf(html)).toContain('Something is not right yet');
      expect(references(html)).toHaveLength(5);
    }
  });
});

describe('signing, reading and other queues', () => {
  let own: string;

  beforeAll(async () => {
    work = await WorkedNode.start();
    own = await work.proposed(work.staff.officer, 'SIGN1');
    const asked = await work.asked('CONSENT1');
    await work.act(work.staff.officer, asked, { type: 'assign', personId: work.staff.officer.id });
  });
  afterAll(() => work.node.close());

  it('offer a signature to whoever may give it, and not to the author', async () => {
    const author = await home('officer.one');
    expect(author).not.toContain(`/cases/${own}"`);
    expect(rowOf(await home('officer.one', '?scope=all'), own)).toContain('Waits for another person to sign');
    const colleague = await home('officer.two');
    expect(rowOf(colleague, own)).toContain('Sign it or return it');
    expect(colleague).toContain(`/cases/${own}/approval"`);
    expect(textOf(colleague)).toContain('1 for you to sign');
  });

  it('give the head’s queue to the head alone', async () => {
    const [id = ''] = await work.drafted(work.staff.officer, ['COURT1']);
    await work.act(work.staff.officer, id, {
      type: 'edit draft',
      body: { requesterKind: 'international court' },
    } as never);
    await work.act(work.staff.officer, id, {
      type: 'record national check',
      check: { holder: 'own registry', result: 'no record', on: '2026-01-11' },
    });
    await work.act(work.staff.officer, id, { type: 'choose addressee', partner: PARTNER });
    await work.act(work.staff.officer, id, { type: 'propose request' });
    expect(textOf(await home('head.one', '?group=head'))).toContain('1 for the head alone');
    expect(await home('head.one', '?group=head')).toContain(`/cases/${id}/approval"`);
    expect(textOf(await home('supervisor.one'))).not.toContain('for the head alone');
    expect(await home('officer.two', '?group=sign')).not.toContain(id);
  });

  it('name a colleague’s case by the colleague, and leave it off the others’ own list', async () => {
    const html = await home('officer.two', '?scope=all');
    expect(textOf(html)).toContain('Name of officer.one');
    expect(textOf(await home('officer.two', '?scope=mine'))).toContain('Nothing waits for you.');
  });
});

describe('taking and assigning from the list', () => {
  beforeAll(async () => {
    work = await WorkedNode.start();
  });
  afterAll(() => work.node.close());

  it('lets an officer take what nobody has, and tells what is taken', async () => {
    const [a, b] = [await work.asked('TAKE1'), await work.asked('TAKE2')];
    const page = await (await as('officer.one')).submit('/work/assignments', { cases: [a, b] }, '/?scope=unassigned');
    expect(textOf(page.html)).toContain('2 cases are now yours.');
    expect(references(await home('officer.one', '?scope=mine'))).toHaveLength(2);
    const entry = (await work.entries('case.assign')).at(-1);
    expect(entry).toMatchObject({ events: [{ type: 'assigned' }] });
  });

  it('lets no officer take a colleague’s case or give one to another', async () => {
    const id = await work.asked('THEIRS1');
    await work.act(work.staff.colleague, id, { type: 'assign', personId: work.staff.colleague.id });
    const client = await as('officer.one');
    const taken = await client.submit('/work/assignments', { cases: [id] }, '/?scope=all');
    expect(textOf(taken.html)).toContain('Your role does not allow this.');
    expect(rowOf((await client.get('/?scope=all')).html, id)).toContain('Name of officer.two');
    const other = await work.asked('NOBODYS1');
    const given = await client.submit('/work/assignments', { cases: [other], personId: work.staff.colleague.id }, '/');
    expect(textOf(given.html)).toContain('Your role does not allow this.');
  });

  it('lets a supervisor assign to who may work on the case, and to nobody else', async () => {
    const id = await work.asked('ASSIGN1');
    const client = await as('supervisor.one');
    const refused = await client.submit('/work/assignments', { cases: [id], personId: work.staff.registrar.id }, '/');
    expect(textOf(refused.html)).toContain('Choose a person who may work on this case.');
    expect(refused.html).toMatch(new RegExp(`value="${id}"[^>]* checked`));
    const done = await client.submit('/work/assignments', { cases: [id], personId: work.staff.colleague.id }, '/');
    expect(textOf(done.html)).toContain('1 case is assigned.');
    expect(rowOf((await client.get('/?scope=all')).html, id)).toContain('Name of officer.two');
  });

  it('asks for at least one case, and hides what is sealed like what is missing', async () => {
    const client = await as('supervisor.one');
    expect(textOf((await client.submit('/work/assignments', {}, '/')).html)).toContain('Something is not right yet');
    const [sealed = ''] = await work.drafted(work.staff.colleague, ['SEALED1'], [work.staff.colleague.id]);
    for (const cases of [[sealed], [derivedId('nothing')]])
      expect(textOf((await client.submit('/work/assignments', { cases }, '/')).html)).toContain(
        'There is nothing here under that name.',
      );
  });
});

describe('views and notices', () => {
  beforeAll(async () => {
    work = await WorkedNode.start({ config: { 'web.savedViewsMax': 2, 'web.noticesMax': 3 } });
  });
  afterAll(() => work.node.close());

  it('keeps filters under a name of one’s own, for that person alone, and as many as the setting says', async () => {
    const client = await as('officer.one');
    const save = (name: string): Promise<{ html: string }> =>
      client.submit('/work/views', { name, query: 'scope=all&urgency=urgent' }, '/?scope=all&urgency=urgent');
    const saved = await save('Urgent <b>');
    expect(textOf(saved.html)).toContain('The view “Urgent &lt;b&gt;” is saved.');
    expect(saved.html).toMatch(/href="\/\?scope=all&amp;urgency=urgent" aria-current="true"><bdi>Urgent &lt;b&gt;/);
    expect((await save('urgent <B>')).html.match(/aria-current="true"><bdi>/g)).toHaveLength(1);
    await save('Second');
    const third = await save('Third');
    expect(textOf(third.html)).toContain('You have saved as many views as there may be.');
    expect(third.html).toContain('value="Third"');
    expect(textOf((await save('')).html)).toContain('Something is not right yet');
    expect(await home('officer.two')).not.toContain('Second');
    const id = /\/work\/views\/([0-9a-f-]{36})\/removal/.exec(third.html)?.[1] ?? '';
    expect((await (await as('officer.two')).post(`/work/views/${id}/removal`, {}, '/')).status).toBe(404);
    expect(textOf((await client.submit(`/work/views/${id}/removal`, {}, '/')).html)).toContain('The view is removed.');
  });

  it('shows unread notices above the list until they are read, each to its person', async () => {
    const id = await work.asked('NOTICE1', { at: '2026-02-20T08:00:00.000Z' });
    work.node.clock.advance(3 * DAY_MS);
    await work.node.processAll();
    const client = await as('officer.one');
    const { html } = await client.get('/');
    expect(textOf(html)).toMatch(/% of the time for “Acknowledge” has passed/);
    expect(html).toContain(`href="/cases/${id}"`);
    const upTo = /name="upTo" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const read = await client.submit('/work/notices/reading', { upTo }, '/');
    expect(textOf(read.html)).not.toContain('of the time for');
    expect(textOf(await home('officer.two'))).toContain('of the time for');
    expect(textOf((await client.submit('/work/notices/reading', { upTo: 'never' }, '/')).html)).toContain(
      'Something is not right yet',
    );
  });
});
