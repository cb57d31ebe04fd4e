import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnsweringNode, type Name } from '../support/answering-node.js';
import { call, signIn, type Answer, type Caller } from '../support/people.js';

let home: AnsweringNode;
const callers = new Map<Name, Caller>();
const ask = (name: Name, method: string, path: string, body?: unknown, etag?: string): Promise<Answer> =>
  call(home.node, callers.get(name) ?? {}, method, path, body, etag === undefined ? {} : { 'if-match': etag });

beforeAll(async () => {
  home = await AnsweringNode.start();
  for (const name of ['olga', 'omar', 'abel'] as const) callers.set(name, await signIn(home.node, name));
});
afterAll(() => home.close());

describe('answering over the API', () => {
  it('compares a request with the registry as it is now, and looks again under the version that was read', async () => {
    const id = await home.asked('APIA0001');
    await home.act('olga', id, { type: 'accept request' });
    const firearmId = await home.register('APIA0001');
    const seen = await ask('olga', 'GET', `/api/cases/${id}/answering`);
    expect(seen.body).toMatchObject({ changed: true, matches: { candidates: [{ firearmId, basis: 'exact' }] } });
    const { version } = (seen.body as unknown as { view: { case: { version: number } } }).view.case;
    expect((await ask('olga', 'POST', `/api/cases/${id}/matching`, {}, '"1"')).status).toBe(412);
    const again = await ask('olga', 'POST', `/api/cases/${id}/matching`, {}, `"${String(version)}"`);
    expect(again).toMatchObject({ status: 200, body: { candidates: 1 } });
    expect((await ask('olga', 'GET', `/api/cases/${id}/answering`)).body).toMatchObject({ changed: false });
  });

  it('looks again for nothing that cannot be answered any more', async () => {
    const id = await home.asked('APIA0002');
    const { version } = await home.caseOf(id);
    const refused = await ask('olga', 'POST', `/api/cases/${id}/matching`, {}, `"${String(version)}"`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'state-forbids' } });
  });

  it('shows an answer before it is proposed, and writes nothing', async () => {
    const id = await home.chosen('APIA0003');
    const before = (await home.caseOf(id)).version;
    const shown = await ask('olga', 'POST', `/api/cases/${id}/answer-preview`, { part: 'final', level: 1 });
    expect(shown.body).toMatchObject({ needs: 'second person', letter: { kind: 'ANSWER', body: { level: 1 } } });
    expect(JSON.stringify(shown.body)).not.toContain('Joan Invented');
    expect((await home.caseOf(id)).version).toBe(before);
    const over = await ask('olga', 'POST', `/api/cases/${id}/answer-preview`, { part: 'final', level: 2 });
    expect(over).toMatchObject({ status: 422, body: { code: 'level-not-allowed' } });
  });

  it('takes narrower terms and held-back fields in their form only', async () => {
    const id = await home.chosen('APIA0004');
    const answer = { part: 'final', level: 1 };
    for (const wrong of [
      { heldBack: { fields: ['company'] } },
      { heldBack: { fields: ['shoe size'], ground: 'national security consistent with the Charter' } },
      { handling: { recipients: 'all' } },
      { handling: { recipients: [], purposes: [], onwardRelease: 'yes', evidenceUse: 'no' } },
    ])
      expect(await ask('olga', 'POST', `/api/cases/${id}/answer-preview`, { ...answer, ...wrong })).toMatchObject({
        status: 400,
        body: { code: 'field-invalid' },
      });
  });

  it('shows what waits with the reasons against a signature, and lists whose it is', async () => {
    const id = await home.proposed('APIA0005');
    const own = await ask('olga', 'GET', `/api/cases/${id}/proposal`);
    expect(own.body).toMatchObject({
      approve: { code: 'own-work' },
      changes: [],
      proposal: { needs: 'second person' },
    });
    const other = await ask('omar', 'GET', `/api/cases/${id}/proposal`);
    expect(other.body).not.toHaveProperty('approve');
    expect((await ask('omar', 'GET', '/api/approvals')).body).toMatchObject({
      mine: expect.arrayContaining([expect.objectContaining({ caseId: id, kind: 'ANSWER' })]) as unknown,
    });
    expect((await ask('olga', 'GET', '/api/approvals')).body).toMatchObject({
      mine: [],
      others: expect.arrayContaining([expect.objectContaining({ caseId: id })]) as unknown,
    });
  });

  it('keeps all of it from an auditor, and answers where nothing waits', async () => {
    const id = await home.chosen('APIA0006');
    for (const path of [`/api/cases/${id}/answering`, `/api/cases/${id}/proposal`, '/api/approvals'])
      expect((await ask('abel', 'GET', path)).status).toBe(403);
    expect(await ask('olga', 'GET', `/api/cases/${id}/proposal`)).toMatchObject({
      status: 409,
      body: { code: 'nothing-proposed' },
    });
  });
});
