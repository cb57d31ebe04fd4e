import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { erasureRefusals, keptUntil } from '../../src/domain/firearm/holder-erasure.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { Transactions } from '../../src/platform/transaction.js';
import { MarkingsService } from '../../src/registries/markings/markings.service.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { TracingService } from '../../src/tracing/tracing.service.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { recordedPistol, register } from '../support/registry-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

const NAME = 'Joan Invented';
const YEAR_MS = 366 * 86_400_000;
let node: TestNode;
let officer: PersonActor;
let guardian: PageClient;
let firearm: string;
let opened: readonly { readonly id: string; readonly reference: string; readonly version: number }[];

beforeAll(async () => {
  node = await startTestNode();
  const people = await addPeople(node, await foundNode(node), [
    somebody('officer.one', ['officer']),
    somebody('registrar.one', ['registrar']),
    somebody('auditor.one', ['auditor']),
    somebody('guardian.one', ['data protection officer']),
  ]);
  officer = people[0] as PersonActor;
  firearm = await register(node, people[1] as PersonActor, recordedPistol('SUBJECT-1'));
  const parts = completeParts('XAA');
  const common = {
    ...parts,
    recovery: { ...parts.recovery, circumstances: `Found at the home of ${NAME.toUpperCase()}.` },
  };
  const handed = await node
    .get(IncidentsService)
    .handIn(officer, { exercise: true, common: common as typeof parts, weapons: [{ weapon: recoveredPistol() }] });
  if (!handed.ok) throw new Error(handed.code);
  opened = handed.value.opened;
  await signInGuardian();
});
afterAll(() => node.close());

async function signInGuardian(): Promise<void> {
  guardian = await new PageClient(node.url).signIn('guardian.one');
}

const form = (more: Record<string, string | readonly string[]> = {}): Record<string, string | readonly string[]> => ({
  name: NAME,
  contact: '1 Invented Street\nInvented Town',
  identity: 'identity document',
  asks: ['access', 'erasure'],
  receivedOn: node.clock.now().slice(0, 10),
  ...more,
});

async function newRequest(more: Record<string, string> = {}): Promise<string> {
  const { status, location } = await guardian.post('/data-subjects/new', form(more));
  expect(status).toBe(303);
  expect(location).toMatch(/^\/data-subjects\/[0-9a-f-]{36}$/);
  return location;
}

const decide = (path: string, fields: Record<string, string>): ReturnType<PageClient['submit']> =>
  guardian.submit(`${path}/decisions`, { reason: 'As the law of this State asks', ...fields }, path);

async function readByOfficer(): Promise<string> {
  const read = await node.get(MarkingsService).get(officer, firearm, { purpose: 'audit', caseNumber: 'K-1' });
  return JSON.stringify(read);
}

describe("a data subject's request", () => {
  it('says what to do where there is none', async () => {
    expect(textOf((await guardian.get('/data-subjects')).html)).toContain('No request yet.');
  });

  it.each([
    [{ name: 'J' }, 'J'],
    [{ identity: 'a friend' }, NAME],
    [{ asks: [] }, NAME],
    [{ receivedOn: '2999-01-01' }, NAME],
  ])('is refused with %j, and what was typed is kept', async (more, kept) => {
    const { html } = await guardian.submit('/data-subjects/new', form(more));
    expect(html).toContain('govuk-error-summary');
    expect(html).toContain(`value="${kept}"`);
  });

  it('is listed with its due date, its name sealed in the database', async () => {
    await newRequest();
    const text = textOf((await guardian.get('/data-subjects')).html);
    expect(text).toContain('To know what is held and Erasure');
    expect(text).toContain(NAME);
    const rows = await node.get(Transactions).read<{ content: Buffer }>('SELECT content FROM data_subject_request');
    expect(rows.every(({ content }) => !content.toString('latin1').includes('Invented'))).toBe(true);
  });

  it('finds what is held in marking records and cases, leads to who looked, and leaves an entry', async () => {
    const path = await newRequest();
    const { html } = await guardian.submit(`${path}/searches`, { name: '' }, path);
    const text = textOf(html);
    expect(text).toContain('Found in 2 places. 1 of 1 cases were looked through');
    expect(text).toContain('GLOCK');
    expect(text).toContain('In the text of the case');
    expect(html).toContain(opened[0]?.reference);
    expect(html).toContain(`/looks?firearm=${firearm}`);
    expect(text).toContain('(ITI 12)');
    await guardian.submit(`${path}/searches`, { name: 'joan' }, path);
    const [row] = await node
      .get(Transactions)
      .read<{ n: number }>('SELECT count(*)::int AS n FROM data_subject_finding WHERE request_id = $1', [
        path.split('/').at(-1),
      ]);
    expect(row?.n).toBe(2);
    const none = await guardian.submit(`${path}/searches`, { name: '100% _other' }, path);
    expect(textOf(none.html)).toContain('Found in 0 places.');
    const entries = await node
      .get(Transactions)
      .read<{ text: string }>(
        "SELECT convert_from(canonical, 'UTF8') AS text FROM audit_entry WHERE act = 'data-subjects.searched'",
      );
    expect(entries).toHaveLength(3);
    expect(entries.every(({ text: entry }) => !entry.includes('Joan'))).toBe(true);
  });

  it('restricts a name: nobody is shown it until the restriction is lifted', async () => {
    const path = await newRequest();
    await guardian.submit(`${path}/searches`, { name: '' }, path);
    expect(await readByOfficer()).toContain(NAME);
    const { html } = await decide(path, { kind: 'restrict', finding: '1' });
    expect(textOf(html)).toContain('The decision was saved and carried out.');
    expect(textOf(html)).toContain('Restricted');
    expect(await readByOfficer()).not.toContain(NAME);
    await decide(path, { kind: 'lift restriction', finding: '1' });
    expect(await readByOfficer()).toContain(NAME);
  });

  it('rectifies a name, and asks for the right one', async () => {
    const path = await newRequest();
    await guardian.submit(`${path}/searches`, { name: '' }, path);
    const refused = await decide(path, { kind: 'rectify', finding: '1', reason: 'A letter was wrong' });
    expect(refused.html).toContain('govuk-error-summary');
    expect(refused.html).toContain('A letter was wrong');
    await decide(path, { kind: 'rectify', finding: '1', newName: 'Joanne Invented' });
    expect(await readByOfficer()).toContain('Joanne Invented');
    await decide(path, { kind: 'rectify', finding: '1', newName: NAME });
  });

  it('erases no name that must be kept, and says until when', async () => {
    const path = await newRequest();
    await guardian.submit(`${path}/searches`, { name: '' }, path);
    const { html } = await decide(path, { kind: 'erase', finding: '1' });
    expect(textOf(html)).toContain('The record must be kept longer (ITI 12).');
    expect(await readByOfficer()).toContain(NAME);
  });

  it('does nothing to the content of a case', async () => {
    const path = await newRequest();
    await guardian.submit(`${path}/searches`, { name: '' }, path);
    const { html } = await decide(path, { kind: 'erase', finding: '2' });
    expect(textOf(html)).toContain('Content of a case is corrected by a letter');
  });

  it('is deferred only with ground and a day to come, and is not closed before its review', async () => {
    const path = await newRequest();
    expect((await decide(path, { kind: 'defer' })).html).toContain('govuk-error-summary');
    expect((await decide(path, { kind: 'defer', ground: 'court order', reviewOn: '2020-01-01' })).html).toContain(
      'govuk-error-summary',
    );
    const done = await decide(path, { kind: 'defer', ground: 'court order', reviewOn: '2027-01-01' });
    expect(textOf(done.html)).toContain('Court order');
    expect(textOf(done.html)).toContain('Deferred');
    const closed = await guardian.submit(`${path}/closing`, {}, path);
    expect(textOf(closed.html)).toContain('a deferred request stays open');
  });

  it('is answered by a letter and closed; then nothing is decided any more', async () => {
    const path = await newRequest();
    await guardian.submit(`${path}/searches`, { name: '' }, path);
    expect(textOf((await guardian.submit(`${path}/closing`, {}, path)).html)).toContain('Decide what was asked first');
    await decide(path, { kind: 'inform', reason: 'We hold you as a <b>former</b> holder.' });
    const letter = await guardian.get(`${path}/letter`);
    expect(letter.html).toContain('We hold you as a &lt;b&gt;former&lt;/b&gt; holder.');
    expect(textOf(letter.html)).toContain('Your request on personal data');
    await guardian.submit(`${path}/closing`, {}, path);
    const page = await guardian.get(path);
    expect(textOf(page.html)).toContain('Closed');
    expect(page.html).not.toContain(`${path}/decisions`);
    const late = await guardian.submit(`${path}/decisions`, { kind: 'inform', reason: 'One thing more to say' }, path);
    expect(textOf(late.html)).toContain('was answered and closed');
  });

  it('is for the data protection officer alone', async () => {
    const auditor = await new PageClient(node.url).signIn('auditor.one');
    expect((await auditor.get('/data-subjects')).status).toBe(404);
    expect((await auditor.get('/ledger')).html).not.toContain('/data-subjects');
  });

  it.each(['fr', 'es', 'ar', 'ru', 'zh'])('speaks %s, with no key on its pages', async (locale) => {
    const reader = await new PageClient(node.url, locale).signIn('guardian.one');
    const path = /\/data-subjects\/[0-9a-f-]{36}/.exec((await reader.get('/data-subjects')).html)?.[0] ?? '';
    for (const at of ['/data-subjects', '/data-subjects/new', path, `${path}/letter`, '/purges']) {
      const { status, html } = await reader.get(at);
      expect([at, status]).toEqual([at, 200]);
      expect(textOf(html)).not.toMatch(/\b(?:dataSubjects|auditing|vocabulary)\.[a-z]/);
    }
  });
});

describe('what must be kept', () => {
  const holder = { role: 'private holder', recordedOn: '2010-03-01', openCases: 0 } as const;

  it('is kept twenty years, and a record of manufacture thirty (ITI 12)', () => {
    expect(keptUntil(holder)).toBe('2030-03-01');
    expect(keptUntil({ ...holder, role: 'maker' })).toBe('2040-03-01');
    expect(keptUntil({ ...holder, heldFrom: '2015-05-05' })).toBe('2035-05-05');
    expect(keptUntil({ ...holder, heldFrom: '1990-05-05' })).toBe('2030-03-01');
  });

  it('names every reason against erasing', () => {
    expect(erasureRefusals({ ...holder, openCases: 1 }, '2026-01-01').map(({ code }) => code)).toEqual([
      'record-held',
      'retention-runs',
    ]);
    expect(erasureRefusals(holder, '2030-03-01')).toEqual([]);
  });
});

describe('after the years of retention', () => {
  it('a name is erased, and that there was a holder stays', async () => {
    node.clock.advance(21 * YEAR_MS);
    await signInGuardian();
    const path = await newRequest();
    await guardian.submit(`${path}/searches`, { name: '' }, path);
    const { html } = await decide(path, { kind: 'erase', finding: '1' });
    expect(textOf(html)).toContain('The decision was saved and carried out.');
    const record = await readByOfficer();
    expect(record).not.toContain(NAME);
    expect(record).toContain('natural person');
  });

  it('the content of a case that is over is erased; one that goes on is not offered', async () => {
    const list = await guardian.get('/purges');
    expect(textOf(list.html)).toContain('No case has reached the end of its retention.');
    const { id = '', reference = '', version = 0 } = opened[0] ?? {};
    const closed = await node
      .get(TracingService)
      .execute(officer, id, { type: 'close', outcome: 'not in records', established: 'not established' }, version);
    if (!closed.ok) throw new Error(closed.code);
    expect((await guardian.get('/purges')).html).not.toContain(reference);
    node.clock.advance(21 * YEAR_MS);
    await signInGuardian();
    const due = await guardian.get('/purges');
    expect(due.html).toContain(reference);
    const form = /name="version" value="(\d+)"/.exec(due.html)?.[1] ?? '';
    const stale = await guardian.submit(`/purges/${id}`, { version: '1' }, '/purges');
    expect(stale.html).toContain('govuk-error-summary');
    const done = await guardian.submit(`/purges/${id}`, { version: form }, '/purges');
    expect(textOf(done.html)).toContain('The content of the case was erased.');
    expect(done.html).not.toContain(reference);
  });
});
