import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fold } from '../../src/domain/tracing/evolve.js';
import { Transactions } from '../../src/platform/transaction.js';
import { CaseRepository } from '../../src/tracing/cases/case.repository.js';
import { paperContent, paperLetter, paperWith } from '../support/paper.js';
import { addPeople, call, foundNode, signIn, somebody, type Answer, type Caller } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const STAFF = [somebody('olga', ['officer']), somebody('omar', ['officer']), somebody('abel', ['auditor'])];
type Fields = Readonly<Record<string, unknown>>;

let node: TestNode;
const callers = new Map<string, Caller>();
const as = (name: string): Caller => callers.get(name) ?? {};
const get = (name: string, path: string): Promise<Answer> => call(node, as(name), 'GET', path);
const codeOf = ({ status, body }: Answer): string => `${String(status)} ${String(body['code'])}`;

const asked = (more: object = {}): object => ({
  role: 'requester',
  partner: 'AUT',
  exercise: true,
  ...paperContent('XAA'),
  ...more,
});
const wasAsked = (): object => ({ role: 'responder', partner: 'AUT', exercise: true, ...paperContent('AUT') });

async function open(body: object): Promise<string> {
  const answer = await call(node, as('olga'), 'POST', '/api/paper-cases', body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return String(answer.body['id']);
}
async function act(name: string, id: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const etag = (await get('olga', `/api/cases/${id}`)).headers.get('etag') ?? '"0"';
  return call(node, as(name), method, `/api/cases/${id}/${path}`, body, { 'if-match': etag });
}
const confirm = (name: string, id: string): Promise<Answer> => act(name, id, 'POST', 'paper/confirmation');
const work = async (name: string, group: string): Promise<readonly Fields[]> =>
  ((await get(name, `/api/work-list?scope=me&group=${group}`)).body['items'] ?? []) as readonly Fields[];
const holds = (list: readonly Fields[], id: string): boolean => list.some((line) => line['id'] === id);

beforeAll(async () => {
  node = await startTestNode();
  await addPeople(node, await foundNode(node), STAFF);
  for (const { signInName } of STAFF) callers.set(signInName, await signIn(node, signInName));
});
afterAll(() => node.close());

describe('a case on paper over the API', () => {
  it('waits for the second person alone, in that person’s list of what to sign', async () => {
    const id = await open(asked());
    expect((await get('olga', `/api/cases/${id}`)).body).toMatchObject({ state: 'keyed in' });
    expect(holds(await work('omar', 'sign'), id)).toBe(true);
    expect(holds(await work('olga', 'sign'), id)).toBe(false);
  });

  it('is confirmed by a second person, is overdue at once, and rings for none of it', async () => {
    const id = await open(asked());
    expect(codeOf(await confirm('olga', id))).toBe('422 own-work');
    const confirmed = await confirm('omar', id);
    expect(confirmed.body).toMatchObject({ state: 'delivered', sharedState: 'requested' });
    const rows = await node.get(Transactions).read<{ clock: string; started: string; late: boolean; rings: boolean }>(
      `SELECT clock, started_at::text AS started, due_at < now() AS late, next_at <= now() AS rings
       FROM deadline WHERE case_id = $1 AND state = 'running'`,
      [id],
    );
    expect(rows.find(({ clock }) => clock === 'answer')?.late).toBe(true);
    expect(rows.every(({ rings }) => !rings)).toBe(true);
  });

  it('sends nothing, and refuses every letter', async () => {
    const id = await open(wasAsked());
    await confirm('omar', id);
    const written = await act('olga', id, 'POST', 'letters', { kind: 'ACKNOWLEDGE', body: { reference: 'X' } });
    expect(codeOf(written)).toBe('409 paper-case');
    const taken = await act('olga', id, 'POST', 'acceptance');
    expect(taken.status).toBe(200);
    const sent = await node.get(Transactions).read('SELECT 1 FROM outbox WHERE case_id = $1', [id]);
    expect(sent).toEqual([]);
  });

  it('takes the answer that came since, and what was confirmed stands', async () => {
    const id = await open(asked());
    await confirm('omar', id);
    const answered = paperWith(paperContent('XAA'), paperLetter('answer', '2025-12-01', { channel: 'fax' }));
    expect(codeOf(await act('olga', id, 'PUT', 'paper', paperContent('XAA')))).toBe('409 paper-confirmed');
    expect((await act('olga', id, 'PUT', 'paper', answered)).status).toBe(200);
    expect((await confirm('omar', id)).body).toMatchObject({ state: 'answered' });
    const events = await node.get(Transactions).run((tx) => node.get(CaseRepository).events(tx, id));
    const stored = await node.get(Transactions).run((tx) => node.get(CaseRepository).find(tx, id));
    expect(fold(events)).toEqual(stored?.kase);
  });

  it('comes back with words, and is keyed in anew', async () => {
    const id = await open(asked());
    expect((await act('omar', id, 'POST', 'paper/return', { reason: 'The serial ends in 6.' })).status).toBe(200);
    expect(codeOf(await confirm('omar', id))).toBe('409 nothing-proposed');
    expect((await act('olga', id, 'PUT', 'paper', paperContent('XAA'))).status).toBe(200);
    expect((await confirm('omar', id)).status).toBe(200);
  });

  it('answers every reason at once, at its field', async () => {
    const letters = [paperLetter('request', '2999-01-01'), paperLetter('delay', '2025-01-01', { until: '2024-01-01' })];
    const answer = await call(
      node,
      as('olga'),
      'POST',
      '/api/paper-cases',
      asked({ letters, ownReference: undefined }),
    );
    expect(codeOf(answer)).toBe('422 paper-blocked');
    expect((answer.body['errors'] as Fields[]).map(({ code, field }) => `${String(code)} ${String(field)}`)).toEqual([
      'paper-reference-missing /ownReference',
      'paper-day-future /letters/0/sentOn',
      'paper-day-order /letters/1/sentOn',
      'paper-day-order /letters/1/until',
    ]);
  });

  it.each([
    ['a day that does not exist', { letters: [paperLetter('request', '2025-02-30')] }],
    ['no letter', { letters: [] }],
    ['a channel of its own', { letters: [{ ...paperLetter('request', '2025-02-03'), channel: 'pigeon' }] }],
    ['a State that is none', { partner: 'Q1' }],
    ['a field of its own', { surprise: true }],
  ])('refuses %s by its form', async (_what, more) => {
    expect((await call(node, as('olga'), 'POST', '/api/paper-cases', asked(more))).status).toBe(400);
  });

  it('writes into the ledger who keyed in, who confirmed and which days, and no content', async () => {
    const id = await open(asked());
    await confirm('omar', id);
    const entries = await node
      .get(Transactions)
      .read<{ body: string }>("SELECT convert_from(canonical, 'UTF8') AS body FROM audit_entry WHERE case_id = $1", [
        id,
      ]);
    const text = entries.map(({ body }) => body).join('\n');
    for (const told of ['case.open-paper-case', 'case.confirm-paper', 'transcribedBy', 'confirmedBy', '2025-11-03'])
      expect(text).toContain(told);
    expect(text).not.toContain('ABC12345');
    expect(text).not.toContain('MOI/44-2025');
  });

  it('is found by the other State’s reference', async () => {
    const id = await open(asked({ partnerReference: 'BMI-PAPER-77' }));
    const { body } = await get('olga', '/api/cases?reference=BMI-PAPER-77');
    expect(holds((body['items'] ?? []) as readonly Fields[], id)).toBe(true);
  });
});
