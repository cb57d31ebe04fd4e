import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { Transactions } from '../../src/platform/transaction.js';
import { CaseSealsService } from '../../src/tracing/cases/case-seals.service.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, call, foundNode, signIn, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

let node: TestNode;
let supervisor: PersonActor;
let auditor: PageClient;
let guardian: PageClient;
let opened: readonly { readonly id: string; readonly reference: string; readonly version: number }[];
const REASON = 'Reading for complaint 7';

beforeAll(async () => {
  node = await startTestNode();
  const people = await addPeople(node, await foundNode(node), [
    somebody('officer.one', ['officer']),
    somebody('supervisor.one', ['supervisor']),
    somebody('auditor.one', ['auditor']),
    somebody('guardian.one', ['data protection officer']),
  ]);
  const [officer] = people as [PersonActor];
  supervisor = people[1] as PersonActor;
  const weapons = Array.from({ length: 12 }, (_, i) => ({ weapon: recoveredPistol(`SER${String(i)}`) }));
  const handed = await node
    .get(IncidentsService)
    .handIn(officer, { exercise: true, common: completeParts('XAA'), weapons });
  if (!handed.ok) throw new Error(handed.code);
  opened = handed.value.opened;
  node.clock.advance(60_000);
  auditor = await new PageClient(node.url).signIn('auditor.one');
  guardian = await new PageClient(node.url).signIn('guardian.one');
});
afterAll(() => node.close());

const referencesIn = (html: string): readonly string[] => [
  ...new Set([...html.matchAll(/<bdi>(XAA-\d{4}-\d{6})<\/bdi>/g)].map(([, reference]) => reference ?? '')),
];

async function lastOf(act: string): Promise<{ caseId?: string; data: Record<string, unknown>; personal?: object }> {
  const [row] = await node
    .get(Transactions)
    .read<{ text: string }>(
      "SELECT convert_from(canonical, 'UTF8') AS text FROM audit_entry WHERE act = $1 ORDER BY id DESC LIMIT 1",
      [act],
    );
  return JSON.parse(row?.text ?? '{"data":{}}') as { data: Record<string, unknown> };
}

describe('trace histories', () => {
  it('of all agencies are listed, and found by reference', async () => {
    const { html } = await auditor.get('/histories');
    expect([...referencesIn(html)].sort()).toEqual(opened.map((one) => one.reference).sort());
    const one = opened[3]?.reference ?? '';
    expect(referencesIn((await auditor.get(`/histories?reference=${one}`)).html)).toEqual([one]);
    expect(textOf((await auditor.get('/histories?until=2001-01-01')).html)).toContain('No case fits');
    expect((await lastOf('histories.list-read')).data).toMatchObject({ count: 0 });
  });

  it('are listed whole where the filter of an address is none', async () => {
    const { status, html } = await auditor.get('/histories?partner=nonsense&state=flying');
    expect(status).toBe(200);
    expect(referencesIn(html)).toHaveLength(12);
  });

  it('are read from their opening on, and the reading is an entry of the case', async () => {
    const { id = '', reference = '' } = opened[0] ?? {};
    const { html } = await auditor.get(`/histories/${id}`);
    expect(textOf(html)).toContain(`Trace history of ${reference}`);
    expect(textOf(html)).toContain('Case opened');
    expect(textOf(html)).toContain('Name of officer.one');
    expect(await lastOf('histories.read')).toMatchObject({ caseId: id });
  });

  it('do not exist for a case that is none, nor for one that is sealed', async () => {
    expect((await auditor.get('/histories/019ad000-0000-7000-8000-00000000dead')).status).toBe(404);
    const [first] = opened.slice(-1);
    const sealed = await node.get(CaseSealsService).change(supervisor, first?.id ?? '', first?.version ?? 0, {
      sealed: true,
      namedPersonIds: [supervisor.id],
      conflictPersonIds: [],
      reason: 'An informant is at risk',
    });
    expect(sealed.ok).toBe(true);
    expect((await auditor.get(`/histories/${first?.id ?? ''}`)).status).toBe(404);
    const list = await auditor.get('/histories');
    expect(referencesIn(list.html)).toHaveLength(11);
    expect(textOf(list.html)).toContain('1 sealed case is not shown.');
  });
});

describe('a sample of trace histories', () => {
  const draw = async (fields: Record<string, string>): Promise<{ path: string; html: string }> => {
    const { location } = await auditor.post('/histories/samples', fields, '/histories');
    return { path: location, html: (await auditor.get(location)).html };
  };

  it('is the same for the same seed, another for another', async () => {
    const one = await draw({ size: '4', seed: 'seven dice' });
    const again = await draw({ size: '4', seed: 'seven dice' });
    const other = await draw({ size: '4', seed: 'eight dice' });
    expect(referencesIn(one.html)).toHaveLength(4);
    expect(referencesIn(again.html)).toEqual(referencesIn(one.html));
    expect(referencesIn(other.html)).not.toEqual(referencesIn(one.html));
    expect(textOf(one.html)).toContain('The same seed gives the same cases.');
    expect((await lastOf('histories.sampled')).data).toMatchObject({ seed: 'eight dice', size: 4, population: 11 });
  });

  it('has a seed of the node where none was given', async () => {
    const { html } = await draw({ size: '2', seed: '' });
    expect(html).toMatch(/[0-9a-f]{16}/);
  });

  it('says that it can not be drawn again once a case of its population was sealed', async () => {
    const { path } = await draw({ size: '11', seed: 'all of them' });
    const { id = '', version = 0 } = opened[5] ?? {};
    await node.get(CaseSealsService).change(supervisor, id, version, {
      sealed: true,
      namedPersonIds: [supervisor.id],
      conflictPersonIds: [],
      reason: 'An informant is at risk',
    });
    const { html } = await auditor.get(path);
    expect(textOf(html)).toContain('The population has changed');
    expect(textOf(html)).toContain('This case was sealed since the draw.');
    expect(html).not.toContain(opened[5]?.reference);
  });

  it.each([
    [{ size: '0', seed: 'kept seed' }, 'kept seed'],
    [{ size: 'many', seed: 'kept seed' }, 'many'],
    [{ size: '5', until: '2001-01-01' }, 'nothing to draw from'],
  ])('is refused for %j, and what was typed is kept', async (fields, text) => {
    const { html } = await auditor.submit('/histories/samples', fields, '/histories');
    expect(html).toContain('govuk-error-summary');
    expect(html).toContain(text);
  });

  it('is reviewed case by case, with a note where something was found', async () => {
    const { path, html } = await draw({ size: '3', seed: 'review' });
    const [first = ''] = [...html.matchAll(/href="(\/histories\/[^"]+sample=[^"]+)"/g)].map(([, href]) => href ?? '');
    const sampleId = path.split('/').at(-1) ?? '';
    const caseId = first.split('/').at(-1)?.split('?')[0] ?? '';
    const review = `/histories/samples/${sampleId}/reviews/${caseId}`;
    const refused = await auditor.submit(review, { verdict: 'irregular', note: '' }, first);
    expect(refused.html).toContain('govuk-error-summary');
    expect((await auditor.submit(review, { note: 'kept <b>note</b>' }, first)).html).toContain(
      'kept &lt;b&gt;note&lt;/b&gt;',
    );
    const done = await auditor.submit(review, { verdict: 'irregular', note: 'No approval <b>at all</b>' }, first);
    expect(textOf(done.html)).toContain('1 of 3 cases reviewed.');
    expect(done.html).toContain('No approval &lt;b&gt;at all&lt;/b&gt;');
    expect(await lastOf('histories.reviewed')).toMatchObject({ caseId, data: { verdict: 'irregular' } });
    const rows = await node
      .get(Transactions)
      .read<{ note: Buffer }>('SELECT note FROM history_sample_case WHERE note IS NOT NULL');
    expect(rows.every(({ note }) => !note.toString('latin1').includes('approval'))).toBe(true);
  });

  it('is the auditor’s alone: the data protection officer reads histories and draws none', async () => {
    const page = await guardian.get('/histories');
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('/histories/samples');
    const answer = await guardian.post('/histories/samples', { size: '3' }, '/histories');
    expect(answer.status).toBe(404);
  });

  it('can be drawn and read by a program', async () => {
    const program = await signIn(node, 'auditor.one');
    node.clock.advance(1000);
    const drawn = await call(node, program, 'POST', '/api/histories/samples', { size: 2, seed: 'api' });
    expect(drawn.status).toBe(200);
    const sample = await call(node, program, 'GET', `/api/histories/samples/${String(drawn.body['id'])}`);
    expect(sample.body).toMatchObject({ repeatable: true, sample: { seed: 'api', size: 2 } });
  });
});

describe('personal data of a history', () => {
  it('are shown once for a reason, and the reason is in the ledger', async () => {
    const { id = '' } = opened[1] ?? {};
    const glass = await sealAndBreak(id, opened[1]?.version ?? 0);
    expect(glass).toBe(true);
    const path = `/histories/${id}`;
    const masked = await auditor.get(path);
    expect(masked.html).toContain('masked');
    expect(masked.html).not.toContain('Threat to life');
    expect((await auditor.submit(path, { reason: 'short' })).html).toContain('govuk-error-summary');
    const shown = await auditor.post(path, { reason: REASON });
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('Threat to life');
    expect(await lastOf('histories.unmasked')).toMatchObject({ caseId: id });
  });

  /** Breaks the seal, whose reason is a personal value, and opens the case again. */
  async function sealAndBreak(id: string, version: number): Promise<boolean> {
    const seals = node.get(CaseSealsService);
    const compartment = { namedPersonIds: [supervisor.id], conflictPersonIds: [], reason: 'An informant is at risk' };
    const sealed = await seals.change(supervisor, id, version, { ...compartment, sealed: true });
    const broken = await seals.break(supervisor, id, 'Threat to life of a witness');
    const after = sealed.ok ? sealed.value.version : 0;
    const open = await seals.change(supervisor, id, after, { ...compartment, namedPersonIds: [], sealed: false });
    return sealed.ok && broken.ok && open.ok;
  }
});
