import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { fingerprintOf } from '../../src/domain/directory/fingerprint.js';
import { type Letter } from '../../src/domain/messages/index.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { Transactions } from '../../src/platform/transaction.js';
import { PinService } from '../../src/registries/directory/pin.service.js';
import { CaseRepository } from '../../src/tracing/cases/case.repository.js';
import { fold } from '../../src/domain/tracing/evolve.js';
import { TracingService, type Received } from '../../src/tracing/tracing.service.js';
import { LETTERS } from '../support/letters.js';
import { midOf } from '../support/memory-pair.js';
import { addPeople, call, foundNode, signIn, somebody, type Answer, type Caller } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';
import { entryOf } from '../unit/directory-builder.js';

const STAFF = [
  somebody('olga', ['officer']),
  somebody('omar', ['officer']),
  somebody('hana', ['head of NPC']),
  somebody('ines', ['investigator']),
  somebody('abel', ['auditor']),
  somebody('dora', ['data protection officer']),
  somebody('rosa', ['registrar']),
];
type Fields = Readonly<Record<string, unknown>>;

let node: TestNode;
let database: Client;
const callers = new Map<string, Caller>();
const as = (name: string): Caller => callers.get(name) ?? {};
const list = (answer: Answer): readonly Fields[] => answer.body['items'] as readonly Fields[];
const get = (name: string, path: string): Promise<Answer> => call(node, as(name), 'GET', path);
const codeOf = ({ status, body }: Answer): string => `${String(status)} ${String(body['code'])}`;

/** One act on a case under the version that the caller reads. */
async function act(name: string, id: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const etag = (await get('olga', `/api/cases/${id}`)).headers.get('etag') ?? '"0"';
  return call(node, as(name), method, `/api/cases/${id}/${path}`, body, { 'if-match': etag });
}
async function must(name: string, id: string, method: string, path: string, body?: unknown): Promise<Fields> {
  const answer = await act(name, id, method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const approve = async (name: string, id: string): Promise<Answer> => {
  const { case: kase } = (await get('olga', `/api/cases/${id}`)).body as {
    case: { proposal?: { digest: string; factsDigest: string } };
  };
  return act(name, id, 'POST', 'approval', { digest: kase.proposal?.digest, factsDigest: kase.proposal?.factsDigest });
};
const incident = (more: object = {}): object => ({
  exercise: true,
  common: completeParts('XAA'),
  weapons: [{ weapon: recoveredPistol('API12345'), nationalCheck: [{ holder: 'own registry', result: 'no record' }] }],
  ...more,
});

async function drafted(): Promise<string> {
  const answer = await call(node, as('olga'), 'POST', '/api/incidents', incident());
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return (answer.body['opened'] as { id: string }[])[0]?.id ?? '';
}
async function approvedRequest(): Promise<string> {
  const id = await drafted();
  await must('olga', id, 'PUT', 'addressee', { state: 'AUT' });
  await must('olga', id, 'POST', 'request');
  await approve('omar', id);
  return id;
}

let letters = 0;
/** A verified letter of AUT, as the inbox hands it over. */
async function receive(thread: string, seq: number, seen: number, letter: Letter): Promise<Received> {
  letters += 1;
  const jti = derivedId('letter', String(letters));
  return node.get(Transactions).run((tx) =>
    node.get(TracingService).receive(tx, {
      partner: 'AUT',
      thread,
      mid: midOf(jti),
      letter,
      receivedAt: node.clock.now(),
      header: { jti, seq, seen, iat: node.clock.now(), exercise: true },
    }),
  );
}
const asked = async (serial: string): Promise<string> => {
  const body = { ...LETTERS.REQUEST.body, weapon: recoveredPistol(serial) };
  const received = await receive(derivedId('thread', serial), 1, 0, { kind: 'REQUEST', body });
  if (!received.accepted) throw new Error(received.code);
  await node.processAll();
  return received.caseId;
};
const outbox = async (id: string): Promise<readonly string[]> =>
  (
    await database.query<{ kind: string }>(
      'SELECT message_kind AS kind FROM outbox WHERE case_id = $1 AND message_kind IS NOT NULL ORDER BY seq',
      [id],
    )
  ).rows.map((row) => row.kind);
const acts = async (id: string): Promise<readonly string[]> =>
  (await database.query<{ act: string }>('SELECT act FROM audit_entry WHERE case_id = $1 ORDER BY id', [id])).rows.map(
    (row) => row.act,
  );

beforeAll(async () => {
  node = await startTestNode();
  database = new Client({ connectionString: node.database.ownerUrl });
  await database.connect();
  const people = await addPeople(node, await foundNode(node), STAFF);
  for (const { signInName } of STAFF) callers.set(signInName, await signIn(node, signInName));
  const [pins, entry] = [node.get(PinService), entryOf('AUT')];
  const [olga, , hana] = people;
  if (olga === undefined || hana === undefined) throw new Error('nobody');
  const proposal = await pins.proposePin(olga, entry);
  if (!proposal.ok) throw new Error(proposal.code);
  await pins.confirmPin(hana, proposal.value.id, fingerprintOf(entry));
});
afterAll(async () => {
  await database.end();
  await node.close();
});

describe('a request over the API', () => {
  it('goes from recovery to the outbox with a second person, and the row is the fold of its events', async () => {
    const id = await drafted();
    const first = (await get('olga', `/api/cases/${id}`)).body as { state: string; blockers: { code: string }[] };
    expect(first).toMatchObject({ state: 'draft', blockers: [{ code: 'addressee-missing' }] });
    await must('olga', id, 'PUT', 'addressee', { state: 'AUT' });
    expect(await must('olga', id, 'POST', 'request')).toMatchObject({
      state: 'proposed',
      proposal: { needs: 'second person', approved: false },
    });
    expect(codeOf(await approve('olga', id))).toBe('422 own-work');
    expect((await approve('omar', id)).body).toMatchObject({ state: 'approved' });
    expect(await must('olga', id, 'POST', 'sending')).toMatchObject({ state: 'sent' });
    expect(await outbox(id)).toEqual(['REQUEST']);
    const { events, kase } = await node.get(Transactions).run(async (tx) => ({
      events: await node.get(CaseRepository).events(tx, id),
      kase: (await node.get(CaseRepository).find(tx, id))?.kase,
    }));
    expect(fold(events)).toEqual(kase);
    expect((await acts(id)).filter((name) => !name.endsWith('read'))).toEqual([
      'case.open-case',
      'case.choose-addressee',
      'case.propose-request',
      'case.approve',
      'case.send',
    ]);
  });

  it('answers every blocker at once, each with field and rule', async () => {
    const answer = await call(
      node,
      as('olga'),
      'POST',
      '/api/incidents',
      incident({ common: {}, weapons: [{ weapon: { type: 'revolver', marks: [] } }] }),
    );
    const id = (answer.body['opened'] as { id: string }[])[0]?.id ?? '';
    const refused = await act('olga', id, 'POST', 'request');
    expect(codeOf(refused)).toBe('422 draft-blocked');
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const errors = refused.body['errors'] as Fields[];
    expect(errors.map((one) => one['code'])).toEqual(
      expect.arrayContaining([
        'ground-missing',
        'recovery-missing',
        'mark-missing',
        'handling-missing',
        'national-check-missing',
        'addressee-missing',
      ]),
    );
    for (const one of errors)
      expect(one).toEqual({
        code: expect.any(String),
        field: expect.stringMatching(/^\//),
        rule: expect.stringMatching(/./),
        detail: expect.any(String),
      });
    expect(refused.body).toMatchObject({
      type: '/problems/draft-blocked',
      title: expect.any(String),
      status: 422,
      instance: `/api/cases/${id}/request`,
    });
  });

  it("tells whom to ask, and both streams' heads", async () => {
    const id = await approvedRequest();
    expect((await get('olga', `/api/cases/${id}/route`)).body).toMatchObject({ homeFirst: false });
    await must('olga', id, 'POST', 'sending');
    expect((await get('olga', `/api/cases/${id}/streams`)).body).toMatchObject({
      sharedState: 'requested',
      requester: { seq: 1 },
      responder: { seq: 0, hash: null },
    });
  });

  it('is not sent after a change of the draft that was approved', async () => {
    const id = await approvedRequest();
    await must('olga', id, 'PATCH', 'draft', { body: { intendedUse: { use: 'intelligence' } } });
    expect(codeOf(await act('olga', id, 'POST', 'sending'))).toBe('409 state-forbids');
    expect(await outbox(id)).toEqual([]);
  });
});

describe('an answer over the API', () => {
  it("goes from the partner's request to the outbox with a second person", async () => {
    const id = await asked('ANSWER001');
    expect((await get('olga', `/api/cases/${id}`)).body).toMatchObject({
      state: 'received',
      case: { candidates: { list: [] } },
    });
    expect(await must('olga', id, 'POST', 'acceptance')).toMatchObject({ state: 'in hand' });
    expect(codeOf(await act('olga', id, 'POST', 'answer', { part: 'final', level: 1 }))).toBe('409 record-not-chosen');
    await must('olga', id, 'POST', 'record-choice', { outcome: 'not in records' });
    expect(
      await must('olga', id, 'POST', 'answer', { part: 'final', level: 1, note: 'Searched by serial.' }),
    ).toMatchObject({ proposal: { needs: 'second person' } });
    expect(codeOf(await approve('olga', id))).toBe('422 own-work');
    await approve('omar', id);
    expect(await must('olga', id, 'POST', 'sending')).toMatchObject({ state: 'answered', sharedState: 'answered' });
    expect(await outbox(id)).toEqual(['ACKNOWLEDGE', 'ANSWER']);
  });

  it("under ITI 22 is the head's to approve, and its true ground never leaves", async () => {
    const id = await asked('REFUSE001');
    const trueGround = 'national security consistent with the Charter';
    await must('olga', id, 'POST', 'proposals', {
      kind: 'REFUSE',
      body: { text: 'Cannot be answered at present.' },
      trueGround,
    });
    expect((await approve('omar', id)).status).toBe(403);
    expect((await approve('hana', id)).status).toBe(200);
    await must('olga', id, 'POST', 'sending');
    const view = (await get('olga', `/api/cases/${id}`)).body as { letters: Fields[] };
    expect(JSON.stringify(view.letters)).not.toContain(trueGround);
    expect(
      codeOf(
        await act('olga', id, 'POST', 'proposals', { kind: 'REFUSE', body: { text: 'x' }, trueGround: 'no time' }),
      ),
    ).toBe('400 field-invalid');
  });

  it('of a partner ends in a case that the police read without foreign content', async () => {
    const id = await approvedRequest();
    await must('olga', id, 'POST', 'sending');
    const { thread } = (await get('olga', `/api/cases/${id}/streams`)).body as { thread: string };
    const facts = [
      { field: 'company' as const, level: 1 as const, value: 'Secret Importer' },
      { field: 'person' as const, level: 2 as const, value: 'Jane Roe' },
    ];
    const handling = {
      ...LETTERS.ANSWER.body.handling,
      purposes: ['criminal investigation' as const],
      recipients: ['Police HQ'],
    };
    await receive(thread, 1, 1, {
      kind: 'ANSWER',
      body: { ...LETTERS.ANSWER.body, outcome: 'traced to export', level: 2, facts, nextState: 'CHE', handling },
    });
    await node.processAll();

    const [police, auditor, officer] = await Promise.all(
      ['ines', 'abel', 'olga'].map((name) => get(name, `/api/cases/${id}`)),
    );
    expect(JSON.stringify(police?.body)).not.toMatch(/Secret Importer|Jane Roe/);
    expect(police?.body).toMatchObject({ state: 'answered' });
    expect(JSON.stringify(auditor?.body)).toContain('Secret Importer');
    expect(JSON.stringify(auditor?.body)).not.toContain('Jane Roe');
    expect(JSON.stringify(officer?.body)).toContain('Jane Roe');

    // The chain: a draft to CHE that waits for the giver's consent, whose content the police do not see either.
    const next = list(await get('olga', '/api/cases?partner=CHE'))[0]?.['id'] as string;
    expect((await get('olga', `/api/cases/${next}`)).body).toMatchObject({
      case: { draft: { told: [{ by: 'AUT', consent: 'missing' }] } },
    });
    const nextBlockers = (await act('olga', next, 'POST', 'request')).body['errors'] as Fields[];
    expect(nextBlockers.map((one) => one['code'])).toContain('consent-missing');
    expect(JSON.stringify((await get('ines', `/api/cases/${next}`)).body)).not.toMatch(/Secret Importer/);

    // The weapon is not destroyed while any request of the chain is open (ITI 9).
    await must('olga', id, 'POST', 'custody/storage');
    await must('olga', id, 'POST', 'closing', { outcome: 'traced to export', established: 'not established' });
    expect(codeOf(await act('olga', id, 'POST', 'custody/disposal', { kind: 'destroyed' }))).toBe('409 custody-held');
    await must('olga', next, 'POST', 'closing', { outcome: 'duplicate', established: 'not established' });
    expect((await act('olga', id, 'POST', 'custody/disposal', { kind: 'destroyed' })).status).toBe(200);

    // Its limits bind exports (ITI 15).
    const exporting = (body: object): Promise<Answer> =>
      call(node, as('olga'), 'POST', `/api/cases/${id}/exports`, body);
    expect((await exporting({ purpose: 'criminal investigation', recipient: 'Police HQ' })).status).toBe(200);
    for (const [body, code] of [
      [{ purpose: 'statistics' }, 'purpose-not-covered'],
      [{ purpose: 'criminal investigation', recipient: 'Newspaper' }, 'recipient-not-named'],
      [{ purpose: 'criminal investigation', court: 'Court A' }, 'evidence-needs-consent'],
    ] as const) {
      const refused = await exporting(body);
      expect(codeOf(refused)).toBe('422 use-not-covered');
      expect((refused.body['errors'] as Fields[]).map((one) => one['code'])).toContain(code);
    }
    expect(codeOf(await call(node, as('ines'), 'POST', `/api/cases/${id}/exports`, { purpose: 'intelligence' }))).toBe(
      '403 not-allowed',
    );
  });

  it('never is told of before its reading is in the ledger', async () => {
    const id = await asked('LEDGER001');
    const before = (await acts(id)).length;
    await get('abel', `/api/cases/${id}`);
    expect((await acts(id)).slice(before)).toEqual(['case.read']);
  });
});

describe('the forms of the API', () => {
  it('ask for If-Match, refuse a stale one, and answer the new version', async () => {
    const id = await drafted();
    const put = (headers: Record<string, string>): Promise<Answer> =>
      call(node, as('olga'), 'PUT', `/api/cases/${id}/addressee`, { state: 'AUT' }, headers);
    expect(codeOf(await put({}))).toBe('428 if-match-missing');
    expect((await put({})).body).toMatchObject({ field: '/if-match', rule: 'RFC 6585 3' });
    for (const tag of ['*', 'W/"1"', '"one"', '1'])
      expect(codeOf(await put({ 'if-match': tag }))).toBe('400 field-invalid');
    expect(codeOf(await put({ 'if-match': '"99"' }))).toBe('412 version-stale');
    const done = await put({ 'if-match': '"1"' });
    expect([done.status, done.headers.get('etag')]).toEqual([200, '"2"']);
    expect(codeOf(await put({ 'if-match': '"1"' }))).toBe('412 version-stale');
  });

  it('create once for one Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'recovery-2026-0001' };
    const count = async (): Promise<number> =>
      Number((await database.query<{ n: string }>('SELECT count(*) AS n FROM incident')).rows[0]?.n);
    const before = await count();
    const first = await call(node, as('olga'), 'POST', '/api/incidents', incident(), key);
    const again = await call(node, as('olga'), 'POST', '/api/incidents', incident(), key);
    expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
    expect(again.body).toEqual(first.body);
    expect(codeOf(await call(node, as('olga'), 'POST', '/api/incidents', incident({ exercise: false }), key))).toBe(
      '422 idempotency-key-reused',
    );
    expect(codeOf(await call(node, as('olga'), 'POST', '/api/incidents', incident(), { 'idempotency-key': '' }))).toBe(
      '428 idempotency-key-missing',
    );
    expect(
      codeOf(await call(node, as('olga'), 'POST', '/api/incidents', incident(), { 'idempotency-key': 'short' })),
    ).toBe('400 field-invalid');
    expect(await count()).toBe(before + 1);
    // Another person's key is another key.
    expect((await call(node, as('omar'), 'POST', '/api/incidents', incident(), key)).body['id']).not.toBe(
      first.body['id'],
    );
  });

  it('page through every case once, in order, by an opaque key', async () => {
    for (let i = 0; i < 3; i += 1) await drafted();
    const seen: unknown[] = [];
    let after = '';
    for (let pages = 0; pages < 100; pages += 1) {
      const page = await get('olga', `/api/cases?limit=2${after}`);
      seen.push(...list(page).map((line) => line['id']));
      if (page.body['next'] === null) break;
      after = `&after=${page.body['next'] as string}`;
    }
    const { rows } = await database.query<{ id: string }>('SELECT id FROM trace_case ORDER BY id');
    expect(seen).toEqual(rows.map((row) => row.id));
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=201', '/limit'],
    ['limit=two', '/limit'],
    ['after=%21', '/after'],
    ['after=AAAA', '/after'],
    ['after=WyJ4Il0', '/after'],
    ['state=lost', '/state'],
    ['partner=ABC', '/partner'],
    ['partner=usa', '/partner'],
    ['assigneeId=1', '/assigneeId'],
    ['colour=red', '/colour'],
  ])('refuse a list with %s', async (query, field) => {
    const answer = await get('olga', `/api/cases?${query}`);
    expect([answer.status, answer.body['field']]).toEqual([400, field]);
  });

  it.each([
    ['PUT', 'addressee', { state: 'ABC' }, '/state'],
    ['PUT', 'addressee', { state: 'usa' }, '/state'],
    ['POST', 'next-requests', { state: 'AAB1' }, '/state'],
    [
      'PATCH',
      'draft',
      { body: { recovery: { ...LETTERS.REQUEST.body.recovery, country: 'ABC' } } },
      '/body/recovery/country',
    ],
    ['PATCH', 'draft', { body: { weapon: { type: 'catapult', marks: [] } } }, '/body/weapon/type'],
    ['PATCH', 'draft', { body: { told: [] } }, '/body/told'],
    ['POST', 'letters', { kind: 'REMIND', body: { text: 'x'.repeat(501) } }, '/body/text'],
    ['POST', 'letters', { kind: 'REQUEST', body: {} }, '/kind'],
    ['POST', 'proposals', { kind: 'FORWARD_NOTICE', body: { state: 'ABC', reason: 'x' } }, '/body/state'],
  ])('refuse %s %s with a field and its rule (%#)', async (method, path, body, field) => {
    const id = await drafted();
    const answer = await act('olga', id, method, path, body);
    expect(codeOf(answer)).toBe('400 field-invalid');
    expect(answer.body).toMatchObject({ field, rule: expect.stringMatching(/./) });
  });

  it('know no case that is not there, whatever the verb', async () => {
    const dead = derivedId('no such case');
    for (const [method, path, body] of [
      ['POST', 'request', undefined],
      ['POST', 'sending', undefined],
      ['PUT', 'addressee', { state: 'AUT' }],
      ['POST', 'acceptance', undefined],
    ] as const)
      expect(
        codeOf(await call(node, as('olga'), method, `/api/cases/${dead}/${path}`, body, { 'if-match': '"1"' })),
      ).toBe('404 not-found');
  });
});

describe('the end of a case over the API', () => {
  it('is closing, reopening with a reason, and purging by the data protection officer alone', async () => {
    const id = await drafted();
    expect(codeOf(await act('olga', id, 'POST', 'custody/disposal', { kind: 'destroyed' }))).toBe(
      '409 storage-unconfirmed',
    );
    await must('olga', id, 'POST', 'closing', {
      outcome: 'traced to last lawful holder',
      established: 'on other evidence',
      diversion: { kind: 'straw purchase', confidence: 'probable', basis: 'statement' },
    });
    expect(codeOf(await act('olga', id, 'DELETE', 'closing', {}))).toBe('400 field-invalid');
    expect(await must('olga', id, 'DELETE', 'closing', { reason: 'new facts' })).toMatchObject({ state: 'draft' });
    await must('olga', id, 'POST', 'closing', { outcome: 'duplicate', established: 'not established' });
    expect(codeOf(await act('olga', id, 'POST', 'purge'))).toBe('403 not-allowed');
    expect(await must('dora', id, 'POST', 'purge')).toMatchObject({ state: 'purged' });
    await node.processAll();
    expect(codeOf(await get('olga', `/api/cases/${id}`))).toBe('404 not-found');
    expect((await database.query('SELECT 1 FROM case_key WHERE case_id = $1', [id])).rowCount).toBe(0);
    expect(await acts(id)).toContain('case.purge');
  });
});
