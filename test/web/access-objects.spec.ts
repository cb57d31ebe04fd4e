import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fingerprintOf } from '../../src/domain/directory/fingerprint.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { addMs } from '../../src/domain/shared/instant.js';
import { PinService } from '../../src/registries/directory/pin.service.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { addPeople, call, foundNode, signIn, somebody, type Answer, type Caller } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';
import { entryOf } from '../unit/directory-builder.js';

const AWAY = 'Customs Investigation';
const STAFF = [
  somebody('olga', ['officer']),
  somebody('omar', ['officer']),
  somebody('sven', ['supervisor']),
  somebody('suri', ['supervisor']),
  somebody('hana', ['head of NPC']),
  somebody('ines', ['investigator']),
  somebody('abel', ['auditor']),
  somebody('otis', ['officer'], AWAY),
  somebody('sara', ['supervisor'], AWAY),
] as const;
type Name = (typeof STAFF)[number]['signInName'];

let node: TestNode;
const actors = new Map<Name, PersonActor>();
const callers = new Map<Name, Caller>();

const actor = (name: Name): PersonActor => {
  const found = actors.get(name);
  if (found === undefined) throw new Error(name);
  return found;
};
const as = (name: Name): Caller => callers.get(name) ?? {};
const codeOf = (answer: Answer): unknown => answer.body['code'];
const read = (name: Name, id: string): Promise<Answer> => call(node, as(name), 'GET', `/api/cases/${id}`);
const listed = async (name: Name): Promise<readonly string[]> =>
  (
    (await call(node, as(name), 'GET', '/api/cases?limit=200')).body as unknown as { items: { id: string }[] }
  ).items.map(({ id }) => id);
/** A change under the version that the supervisor, who sees it, reads. */
async function change(
  name: Name,
  id: string,
  method: string,
  path: string,
  body?: unknown,
  reader: Name = 'sven',
): Promise<Answer> {
  const etag = (await read(reader, id)).headers.get('etag') ?? '"1"';
  return call(node, as(name), method, `/api/cases/${id}/${path}`, body, { 'if-match': etag });
}

async function openCase(by: Name): Promise<string> {
  const weapons = [
    {
      weapon: recoveredPistol(),
      nationalCheck: [{ holder: 'own registry' as const, result: 'no record' as const, on: '2026-01-11' }],
    },
  ];
  const incident = await node
    .get(IncidentsService)
    .handIn(actor(by), { exercise: true, common: completeParts('XAA'), weapons });
  if (!incident.ok) throw new Error(incident.code);
  return incident.value.opened[0]?.id ?? '';
}

beforeAll(async () => {
  node = await startTestNode();
  const people = await addPeople(node, await foundNode(node), STAFF);
  for (const [i, person] of people.entries()) actors.set(STAFF[i]?.signInName ?? '', person);
  for (const { signInName } of STAFF) callers.set(signInName, await signIn(node, signInName));
  const [pins, entry] = [node.get(PinService), entryOf('AUT')];
  const proposal = await pins.proposePin(actor('olga'), entry);
  if (!proposal.ok) throw new Error(proposal.code);
  await pins.confirmPin(actor('sven'), proposal.value.id, fingerprintOf(entry));
});
afterAll(() => node.close());

/** The whole answer but its own address: a hidden object must not differ from a missing one in anything. */
async function expectMissing(name: Name, id: string): Promise<void> {
  const [hidden, missing] = [await read(name, id), await read(name, '019ad000-0000-7000-8000-00000000dead')];
  expect(hidden.status).toBe(404);
  expect({ ...hidden.body, instance: '' }).toEqual({ ...missing.body, instance: '' });
  expect(await listed(name)).not.toContain(id);
}

describe('a case of one agency', () => {
  let id: string;
  beforeAll(async () => {
    id = await openCase('olga');
  });

  it.each(['olga', 'omar', 'sven', 'ines', 'hana', 'abel'])('is read by %s, whose role reaches it', async (name) => {
    expect((await read(name, id)).status).toBe(200);
    expect(await listed(name)).toContain(id);
  });

  it.each(['otis', 'sara'])('is missing for %s of another agency, as if it had never been', async (name) => {
    await expectMissing(name, id);
  });

  it.each([
    ['PUT', 'addressee', { state: 'AUT' }],
    ['POST', 'exports', { purpose: 'criminal investigation' }],
    ['GET', 'streams', undefined],
    ['GET', 'route', undefined],
  ])('is missing for an officer of another agency by %s %s, too', async (method, path, body) => {
    const answer = await change('otis', id, method, path, body);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not-found']);
  });

  it('is open to an officer of another agency who is named to it', async () => {
    await change('sven', id, 'PUT', 'compartment', {
      sealed: false,
      namedPersonIds: [actor('otis').id],
      conflictPersonIds: [],
      reason: 'Customs found the weapon.',
    });
    expect((await read('otis', id)).status).toBe(200);
    await expectMissing('sara', id);
  });

  it('is missing for an officer with a conflict of interest', async () => {
    await change('sven', id, 'PUT', 'compartment', {
      sealed: false,
      namedPersonIds: [],
      conflictPersonIds: [actor('omar').id],
      reason: 'The owner is a relative.',
    });
    await expectMissing('omar', id);
    expect((await read('olga', id)).status).toBe(200);
  });

  it('is sealed by no officer', async () => {
    const answer = await change('olga', id, 'PUT', 'compartment', {
      sealed: true,
      namedPersonIds: [actor('olga').id],
      conflictPersonIds: [],
      reason: 'Mine alone.',
    });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'not-allowed']);
  });
});

describe('a sealed case', () => {
  let id: string;
  beforeAll(async () => {
    id = await openCase('olga');
    const sealed = await change('sven', id, 'PUT', 'compartment', {
      sealed: true,
      namedPersonIds: [actor('olga').id, actor('sven').id],
      conflictPersonIds: [],
      reason: 'An undercover source.',
    });
    expect(sealed.status).toBe(200);
  });

  it.each(['omar', 'suri', 'hana', 'ines', 'abel', 'otis', 'sara'])(
    'is missing for %s, who is not named',
    async (name) => {
      await expectMissing(name, id);
    },
  );

  it.each(['olga', 'sven'])('is there for %s, who is named', async (name) => {
    expect((await read(name, id)).status).toBe(200);
    expect(await listed(name)).toContain(id);
  });

  it('is not opened by breaking the glass without a reason, without the role, or from another agency', async () => {
    const path = `/api/cases/${id}/broken-seals`;
    expect((await call(node, as('suri'), 'POST', path, { reason: 'urgent' })).status).toBe(400);
    expect((await call(node, as('omar'), 'POST', path, { reason: 'A child is in danger tonight.' })).status).toBe(403);
    expect((await call(node, as('sara'), 'POST', path, { reason: 'A child is in danger tonight.' })).status).toBe(404);
    await expectMissing('suri', id);
  });

  it('is read and not worked on by who has broken the glass, for a few hours', async () => {
    expect(
      (
        await call(node, as('suri'), 'POST', `/api/cases/${id}/broken-seals`, {
          reason: 'A child is in danger tonight.',
        })
      ).status,
    ).toBe(200);
    expect((await read('suri', id)).status).toBe(200);
    expect(codeOf(await change('suri', id, 'PUT', 'addressee', { state: 'AUT' }))).toBe('not-found');
    await expectMissing('hana', id);
    node.clock.advance(4 * 3_600_000);
    for (const name of ['suri', 'sven', 'olga', 'hana'] as const) callers.set(name, await signIn(node, name));
    callers.set('omar', await signIn(node, 'omar'));
    await expectMissing('suri', id);
  });
});

describe('an approval', () => {
  it('is refused to the author, also with a reason, and given by another', async () => {
    const id = await openCase('olga');
    await change('olga', id, 'PUT', 'addressee', { state: 'AUT' });
    const proposed = await change('olga', id, 'POST', 'request');
    expect(proposed.status).toBe(200);
    const { digest, factsDigest } = (proposed.body as unknown as { proposal: { digest: string; factsDigest: string } })
      .proposal;
    const own = await change('olga', id, 'POST', 'approval', { digest, factsDigest });
    expect([own.status, codeOf(own)]).toEqual([422, 'own-work']);
    const reasoned = await change('olga', id, 'POST', 'approval', {
      digest,
      factsDigest,
      ownReason: 'Nobody else is on duty.',
    });
    expect(reasoned.status).toBe(422);
    expect((await change('omar', id, 'POST', 'approval', { digest, factsDigest })).status).toBe(200);
  });
});

describe('a token and a session', () => {
  let id: string;
  const tokenFor = async (scopes: readonly string[]): Promise<Caller> => {
    const made = await call(node, as('olga'), 'POST', '/api/tokens', {
      label: 'a program',
      scopes,
      expiresAt: addMs(node.clock.now(), 3_600_000),
    });
    return { token: String(made.body['secret']) };
  };
  beforeAll(async () => {
    id = await openCase('olga');
  });

  it('with the scope to read does not work', async () => {
    const token = await tokenFor(['cases.read']);
    const seen = await call(node, token, 'GET', `/api/cases/${id}`);
    expect(seen.status).toBe(200);
    const answer = await call(
      node,
      token,
      'PUT',
      `/api/cases/${id}/addressee`,
      { state: 'AUT' },
      { 'if-match': seen.headers.get('etag') ?? '' },
    );
    expect([answer.status, codeOf(answer)]).toEqual([403, 'not-allowed']);
  });

  it('with another scope does not read', async () => {
    expect((await call(node, await tokenFor(['directory.read']), 'GET', `/api/cases/${id}`)).status).toBe(403);
  });

  it('never approves, though its owner may', async () => {
    const answer = await call(
      node,
      await tokenFor(['cases.read', 'cases.work']),
      'POST',
      `/api/cases/${id}/approval`,
      {},
      { 'if-match': '"1"' },
    );
    expect(answer.status).toBe(403);
  });

  it('that has ended reads nothing', async () => {
    const ended = await signIn(node, 'olga');
    await call(node, ended, 'POST', '/api/auth/sign-out');
    const answer = await call(node, ended, 'GET', `/api/cases/${id}`);
    expect([answer.status, codeOf(answer)]).toEqual([401, 'sign-in-needed']);
  });

  it('of somebody who loses the role reads nothing more', async () => {
    const token = await tokenFor(['cases.read']);
    const administrator = await signIn(node, 'first');
    const { items } = (await call(node, administrator, 'GET', `/api/people/${actor('olga').id}/roles`))
      .body as unknown as { items: { id: string }[] };
    await call(node, administrator, 'DELETE', `/api/role-grants/${String(items[0]?.id)}`);
    expect((await read('olga', id)).status).toBe(403);
    expect((await call(node, token, 'GET', `/api/cases/${id}`)).status).toBe(403);
  });
});

describe('the administrator', () => {
  it('of the whole node sees no case', async () => {
    const administrator = await signIn(node, 'first');
    expect((await call(node, administrator, 'GET', '/api/cases')).status).toBe(403);
  });
});
