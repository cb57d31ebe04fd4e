import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addPeople, call, foundNode, signIn, somebody, type Answer, type Caller } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { Transactions } from '../../src/platform/transaction.js';
import { MarkingsService } from '../../src/registries/markings/markings.service.js';

const LOST = { kind: 'reported lost', reason: 'Lost during a move, reported by the depot.', document: 'R-12/2026' };
const PISTOL = {
  type: 'self-loading pistol',
  manufacture: 'industrial',
  make: 'Glock',
  components: [
    {
      kind: 'frame',
      reference: true,
      replaced: false,
      marks: [{ kind: 'serial', text: 'LOST-1', condition: 'legible' }],
    },
  ],
  holders: [],
  events: [{ kind: 'manufactured', on: '2015-03-04' }],
};

interface RecordSeen {
  readonly version: number;
  readonly events: readonly { readonly kind: string }[];
  readonly reports: readonly { readonly withdrawn: unknown }[];
}

let node: TestNode;
let registrar: Caller;
let officer: Caller;

beforeAll(async () => {
  node = await startTestNode();
  await addPeople(node, await foundNode(node), [
    somebody('registrar.one', ['registrar']),
    somebody('officer.one', ['officer']),
  ]);
  [registrar, officer] = await Promise.all([signIn(node, 'registrar.one'), signIn(node, 'officer.one')]);
});
afterAll(() => node.close());

const api = (as: Caller, method: string, path: string, body?: unknown, version = 1): Promise<Answer> =>
  call(node, as, method, path, body, { 'if-match': `"${String(version)}"` });
const newPistol = async (): Promise<string> =>
  String((await api(registrar, 'POST', '/api/firearms', PISTOL)).body['id']);
const report = (id: string, body: unknown, version = 1): Promise<Answer> =>
  api(registrar, 'POST', `/api/firearms/${id}/reports`, body, version);
const read = async (id: string): Promise<RecordSeen> =>
  (await api(officer, 'GET', `/api/firearms/${id}?purpose=audit&caseNumber=R-1`)).body as unknown as RecordSeen;

async function lastEntry(act: string): Promise<{ data: Record<string, unknown> }> {
  const [row] = await node
    .get(Transactions)
    .read<{ entry: string }>(
      "SELECT convert_from(canonical, 'UTF8') AS entry FROM audit_entry WHERE act = $1 ORDER BY id DESC LIMIT 1",
      [act],
    );
  return JSON.parse(row?.entry ?? '{}') as { data: Record<string, unknown> };
}

describe('a lost, stolen or recovered firearm', () => {
  it('has the report in its life and in its history, with who and why', async () => {
    const id = await newPistol();
    const answer = await report(id, { ...LOST, on: '2026-01-05', country: 'XAA' });
    expect([answer.status, answer.headers.get('etag')]).toEqual([201, '"2"']);
    const record = await read(id);
    expect(record).toMatchObject({ version: 2 });
    expect(record.events.at(-1)).toMatchObject({ kind: 'reported lost', on: '2026-01-05', country: 'XAA' });
    expect(record.reports).toEqual([
      expect.objectContaining({ kind: 'reported lost', reason: LOST.reason, document: 'R-12/2026', withdrawn: null }),
    ]);
    const entry = await lastEntry('markings.reported');
    expect(entry.data).toMatchObject({ firearmId: id, kind: 'reported lost', version: 2 });
    expect(JSON.stringify(entry)).not.toContain('depot');
  });

  it('counts as lost in an answer until the report is withdrawn, which keeps it in the history', async () => {
    const id = await newPistol();
    const eventId = String((await report(id, LOST)).body['eventId']);
    const outcome = async (): Promise<unknown> =>
      node
        .get(Transactions)
        .run(async (tx) => (await node.get(MarkingsService).record(tx, id, { persons: false }))?.outcome);
    expect(await outcome()).toBe('reported lost or stolen');
    const path = `/api/firearms/${id}/reports/${eventId}/withdrawal`;
    const reason = 'Found in the wrong rack at the count.';
    expect((await api(registrar, 'POST', path, { reason }, 2)).status).toBe(201);
    expect(await outcome()).toBe('traced to dealer only');
    const record = await read(id);
    expect(record.events.map(({ kind }) => kind)).toEqual(['manufactured']);
    expect(record.reports[0]?.withdrawn).toMatchObject({ reason });
    expect((await api(registrar, 'POST', path, { reason }, 3)).status).toBe(404);
  });

  it('is reported once, and recovered after that', async () => {
    const id = await newPistol();
    await report(id, LOST);
    expect((await report(id, LOST, 2)).body).toMatchObject({ code: 'report-open' });
    expect((await report(id, { ...LOST, kind: 'recovered' }, 2)).status).toBe(201);
  });

  it('is reported of the version that was read, by a registrar, with a reason', async () => {
    const id = await newPistol();
    expect((await report(id, LOST, 7)).status).toBe(412);
    expect((await api(officer, 'POST', `/api/firearms/${id}/reports`, LOST)).status).toBe(403);
    expect((await report(id, { ...LOST, reason: 'short' })).status).toBe(400);
    expect((await report(id, { ...LOST, kind: 'sold' })).status).toBe(400);
    expect((await report('019ad000-0000-7000-8000-00000000dead', LOST)).status).toBe(404);
    expect(await read(id)).toMatchObject({ version: 1, reports: [] });
  });

  it('cannot be changed by what the node may do in its database', async () => {
    await report(await newPistol(), LOST);
    for (const change of ["UPDATE firearm_report SET reason = 'something else'", 'DELETE FROM firearm_report'])
      await expect(node.get(Transactions).read(change)).rejects.toThrow('permission denied');
  });
});

describe('what a registrar did last', () => {
  it('is listed without numbers and holders, each record once, and only for that registrar', async () => {
    const id = await newPistol();
    await report(id, LOST);
    const answer = await fetch(`${node.url}/api/firearms/recent`, {
      headers: { 'cookie': registrar.cookie ?? '', 'x-proofmark': '1' },
    });
    const lines = (await answer.json()) as readonly { firearmId: string; act: string }[];
    expect(lines.filter((line) => line.firearmId === id)).toEqual([
      {
        firearmId: id,
        act: 'reported lost',
        at: expect.any(String),
        type: 'self-loading pistol',
        make: 'Glock',
        model: null,
        calibre: null,
      },
    ]);
    expect((await api(officer, 'GET', '/api/firearms/recent')).status).toBe(403);
  });
});

describe('the loads', () => {
  it('are listed, the latest first', async () => {
    const load = (source: string): Promise<Answer> =>
      call(node, registrar, 'POST', `/api/firearms/imports?source=${source}`, 'serial\nL-1\n', {
        'content-type': 'text/csv',
      });
    await load('first');
    // Ids grow with time, and within one moment in no order.
    node.clock.advance(1000);
    await load('second');
    const { body } = await api(registrar, 'GET', '/api/firearms/imports?limit=1');
    expect(body['items']).toEqual([expect.objectContaining({ source: 'second', loaded: 1 })]);
    const next = await api(registrar, 'GET', `/api/firearms/imports?after=${String(body['next'])}`);
    expect(next.body['items']).toEqual([expect.objectContaining({ source: 'first' })]);
  });
});
