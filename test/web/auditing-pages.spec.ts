import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AUDIT_ACTS } from '../../src/domain/audit/acts.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { AuditSequencer } from '../../src/ledgers/audit/audit-sequencer.service.js';
import { Transactions } from '../../src/platform/transaction.js';
import { MarkingsService } from '../../src/registries/markings/markings.service.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

let node: TestNode;
let officer: PersonActor;
let auditor: PageClient;
let guardian: PageClient;
let caseId: string;
let reference: string;
const SERIAL = 'QZ-77<i>31';

beforeAll(async () => {
  node = await startTestNode();
  const people = await addPeople(node, await foundNode(node), [
    somebody('officer.one', ['officer']),
    somebody('auditor.one', ['auditor']),
    somebody('guardian.one', ['data protection officer']),
  ]);
  officer = people[0] as PersonActor;
  const opened = await node.get(IncidentsService).handIn(officer, {
    exercise: true,
    common: completeParts('XAA'),
    weapons: [{ weapon: recoveredPistol() }],
  });
  if (!opened.ok) throw new Error(opened.code);
  const [first] = opened.value.opened;
  if (first === undefined) throw new Error('no case was opened');
  ({ id: caseId, reference } = first);
  await node.get(MarkingsService).lookUp(officer, {
    purpose: 'criminal investigation',
    caseNumber: 'K-1',
    serial: SERIAL,
  });
  await node.get(AuditSequencer).run();
  auditor = await new PageClient(node.url).signIn('auditor.one');
  guardian = await new PageClient(node.url).signIn('guardian.one');
});
afterAll(() => node.close());

async function entryOf(act: string): Promise<string> {
  const [row] = await node
    .get(Transactions)
    .read<{ id: string }>('SELECT id FROM audit_entry WHERE act = $1 ORDER BY id DESC LIMIT 1', [act]);
  if (row === undefined) throw new Error(`no entry of ${act}`);
  return row.id;
}

async function lastOf(act: string): Promise<{ data: Record<string, unknown>; personal?: object }> {
  const [row] = await node
    .get(Transactions)
    .read<{ text: string }>(
      "SELECT convert_from(canonical, 'UTF8') AS text FROM audit_entry WHERE act = $1 ORDER BY id DESC LIMIT 1",
      [act],
    );
  return JSON.parse(row?.text ?? '{"data":{}}') as { data: Record<string, unknown> };
}

describe('the ledger', () => {
  it('is read newest first, in words, with who did what on which case', async () => {
    const { status, html } = await auditor.get('/ledger');
    expect(status).toBe(200);
    const text = textOf(html);
    expect(text).toContain('Serial number looked up');
    expect(text).toContain('Case opened');
    expect(text).toContain('Name of officer.one');
    expect(text).toContain(reference);
    expect(text).not.toMatch(/case\.open-case|markings\.looked-up/);
    expect(html).not.toContain('QZ-77');
    expect(html.indexOf('Serial number looked up</a>')).toBeLessThan(html.indexOf('Case opened</a>'));
    expect((await lastOf('ledger.read')).data).toHaveProperty('count');
  });

  it('is filtered by act, person, case and days', async () => {
    const rows = async (query: string): Promise<readonly string[]> =>
      [...(await auditor.get(`/ledger?${query}`)).html.matchAll(/href="\/ledger\/entries\/\d+">([^<]+)</g)].map(
        ([, act]) => act ?? '',
      );
    expect(await rows('act=markings.looked-up')).toEqual(['Serial number looked up']);
    expect(new Set(await rows(`case=${reference}`))).toEqual(new Set(['Case opened']));
    expect(await rows('case=XAA-1999-000001')).toEqual([]);
    expect(await rows(`person=${officer.id}`)).toEqual([
      'Serial number looked up',
      'Case opened',
      'Recovery handed in',
    ]);
    const today = node.clock.now().slice(0, 10);
    expect((await rows(`person=${officer.id}&from=${today}&until=${today}`)).length).toBe(3);
    expect(await rows(`person=${officer.id}&until=2020-01-01`)).toEqual([]);
    expect((await rows('from=2026-02-31&act=nonsense%3B&after=%20')).length).toBeGreaterThan(0);
  });

  it('says what to do where no entry fits', async () => {
    expect(textOf((await auditor.get('/ledger?until=2020-01-01')).html)).toContain('Choose a longer period');
  });

  it('turns to older entries by a link', async () => {
    for (let i = 0; i < 60; i += 1)
      await node.get(MarkingsService).lookUp(officer, { purpose: 'audit', caseNumber: 'K-2', serial: 'A1' });
    const { html } = await auditor.get('/ledger?act=markings.looked-up');
    const next = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const older = await auditor.get(next);
    expect(older.html.match(/\/ledger\/entries\/\d+"/g)).toHaveLength(11);
  });

  it('shows one entry with its proof, its personal values behind a reason', async () => {
    await node.get(AuditSequencer).run();
    const id = (
      await node
        .get(Transactions)
        .read<{ id: string }>("SELECT id FROM audit_entry WHERE act = 'markings.looked-up' ORDER BY id LIMIT 1")
    )[0]?.id;
    const path = `/ledger/entries/${String(id)}`;
    const masked = await auditor.get(path);
    expect(textOf(masked.html)).toContain('is in the signed tree of');
    expect(textOf(masked.html)).toContain('Serial number');
    expect(masked.html).not.toContain('QZ-77');

    const refused = await auditor.submit(path, { reason: 'short' });
    expect(refused.html).toContain('value="short"'.replace('value="short"', 'short</textarea>'));
    expect(refused.html).toContain('govuk-error-summary');
    expect(refused.html).not.toContain('QZ-77');

    const shown = await auditor.post(path, { reason: 'Complaint 12 about this very query' });
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('QZ-77&lt;i&gt;31');
    expect(shown.headers.get('cache-control')).toBe('no-store');
    const entry = await lastOf('ledger.unmasked');
    expect(entry).toMatchObject({ data: { entry: id, count: 1 } });
    expect(Object.keys(entry.personal ?? {})).toEqual(['reason']);
  });

  it('does not know an entry that is not there', async () => {
    for (const id of ['999999', 'abc', '0']) expect((await auditor.get(`/ledger/entries/${id}`)).status).toBe(404);
  });

  it('is downloaded whole and by case by the auditor alone, and each download is an entry', async () => {
    await node.get(AuditSequencer).run();
    const whole = await auditor.get('/ledger/bundle');
    expect(whole.headers.get('content-disposition')).toContain('XAA.ledger.jsonl');
    expect(whole.html.split('\n').at(-2)).toContain('"type":"end"');
    const one = await auditor.get(`/ledger/cases/${caseId}/bundle`);
    expect(one.html).toContain('proofmark-case/1');
    expect(Number(await entryOf('ledger.case-exported'))).toBeGreaterThan(Number(await entryOf('ledger.exported')));
    for (const path of ['/ledger/bundle', `/ledger/cases/${caseId}/bundle`, '/ledger/verification'])
      expect((await guardian.get(path)).status).toBe(404);
    expect((await guardian.get('/ledger')).html).not.toContain('/ledger/bundle');
  });

  it('is judged by the node itself only as what the node says of itself', async () => {
    const { html } = await auditor.get('/ledger/verification/node');
    expect(textOf(html)).toContain('The node finds nothing wrong with its');
    expect(textOf(html)).toContain('This is no evidence');
    expect((await lastOf('ledger.node-checked')).data).toMatchObject({ findings: 0 });
  });

  it('explains the command to a browser without JavaScript', async () => {
    const { html } = await auditor.get('/ledger/verification');
    expect(html).toContain('npm run verify-audit -- XAA.ledger.jsonl');
    expect(html).toContain('href="/ledger/bundle"');
  });

  it.each(['fr', 'es', 'ar', 'ru', 'zh'])('speaks %s, with no key and no code on its pages', async (locale) => {
    const reader = await new PageClient(node.url, locale).signIn('auditor.one');
    for (const path of ['/ledger', '/ledger/verification', `/ledger/entries/${await entryOf('case.open-case')}`]) {
      const { status, html } = await reader.get(path);
      expect([path, status]).toEqual([path, 200]);
      const words = textOf(html.replaceAll(/<pre.*?<\/pre>/gs, ''));
      expect(words).not.toMatch(/\b(?:auditing|auditActs|vocabulary)\.[a-z]/);
    }
  });
});

describe('the acts of the ledger', () => {
  it('that this node wrote so far are all in the list', async () => {
    const rows = await node.get(Transactions).read<{ act: string }>('SELECT DISTINCT act FROM audit_entry');
    expect(rows.map(({ act }) => act).filter((act) => !(AUDIT_ACTS as readonly string[]).includes(act))).toEqual([]);
  });
});
