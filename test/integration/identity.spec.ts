import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { initialise } from '../../src/cli/init.js';
import { type PersonActor, type PersonRole } from '../../src/domain/shared/actor.js';
import { addMs } from '../../src/domain/shared/instant.js';
import { TestClock } from '../../src/platform/clock.js';
import { Transactions } from '../../src/platform/transaction.js';
import { BreakGlassService } from '../../src/registries/identity/break-glass.service.js';
import { FoundingService } from '../../src/registries/identity/founding.service.js';
import { IdentityService } from '../../src/registries/identity/identity.service.js';
import { type Administrators } from '../../src/registries/identity/seed.service.js';
import {
  addPeople,
  call,
  foundNode,
  HOME,
  PASSWORD,
  signIn,
  somebody,
  type Answer,
  type Caller,
} from '../support/people.js';
import { createTestDatabase } from '../support/test-database.js';
import { startTestNode, testConfig, type TestNode } from '../support/test-node.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let node: TestNode;
let by: Administrators;
let first: Caller;
let second: Caller;
let names = 0;

beforeAll(async () => {
  node = await startTestNode();
  by = await foundNode(node);
});
afterAll(() => node.close());
beforeEach(async () => {
  [first, second] = [await signIn(node, 'first'), await signIn(node, 'second')];
});

/** A new person with these roles, under a name that no other test uses. */
async function member(...roles: PersonRole[]): Promise<{ readonly actor: PersonActor; readonly name: string }> {
  names += 1;
  const name = `member-${String(names)}`;
  const [actor] = await addPeople(node, by, [somebody(name, roles)]);
  if (actor === undefined) throw new Error('nobody was added');
  return { actor, name };
}

const acts = async (act: string): Promise<readonly Record<string, unknown>[]> => {
  const rows = await node
    .get(Transactions)
    .read<{ canonical: Buffer }>('SELECT canonical FROM audit_entry WHERE act = $1 ORDER BY id', [act]);
  return rows.map((row) => JSON.parse(row.canonical.toString('utf8')) as Record<string, unknown>);
};
const codeOf = (answer: Answer): unknown => answer.body['code'];
const attempt = (signInName: string, password: string): Promise<Answer> =>
  call(node, {}, 'POST', '/api/auth/sign-in', { signInName, password });

describe('sign-in', () => {
  it('gives a cookie that no script reads and no other site sends', async () => {
    const { name } = await member();
    const answer = await attempt(name, PASSWORD);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^proofmark-XAA=pms_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    );
    expect(JSON.stringify(answer.body)).not.toContain('pms_');
  });

  it('answers a wrong password and an unknown name with the same words', async () => {
    const { name } = await member();
    const [wrong, unknown] = [
      await attempt(name, 'not the password'),
      await attempt('nobody-of-that-name', 'not the password'),
    ];
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual(unknown.body);
  });

  it('writes a failed sign-in without the name in the entry', async () => {
    await attempt('a-name-to-hide', 'not the password');
    const [entry] = (await acts('identity.sign-in-failed')).slice(-1);
    expect(entry).toBeDefined();
    expect(JSON.stringify(entry)).not.toContain('a-name-to-hide');
  });

  it('is refused to a person who was invited and has set no password', async () => {
    const invited = await call(node, first, 'POST', '/api/people', {
      name: 'Not Yet',
      signInName: 'not-yet',
      agencyId: by.first.agencyId,
    });
    expect(invited.status).toBe(201);
    expect((await attempt('not-yet', '')).status).toBe(400);
    expect(codeOf(await attempt('not-yet', 'anything at all'))).toBe('sign-in-failed');
  });

  it.each(['member', 'ghost'])(
    'makes a guesser wait longer and longer, whether the name exists or not: %s',
    async (kind) => {
      const name = kind === 'member' ? (await member()).name : 'ghost-of-a-name';
      for (let i = 0; i < 5; i += 1) expect(codeOf(await attempt(name, 'a wrong guess'))).toBe('sign-in-failed');
      const locked = await attempt(name, PASSWORD);
      expect([locked.status, codeOf(locked)]).toEqual([429, 'sign-in-locked']);
      node.clock.advance(2000);
      expect(codeOf(await attempt(name, 'a wrong guess'))).toBe('sign-in-failed');
      node.clock.advance(3999);
      expect(codeOf(await attempt(name, PASSWORD))).toBe('sign-in-locked');
      node.clock.advance(1);
      expect((await attempt(name, PASSWORD)).status).toBe(kind === 'member' ? 200 : 401);
    },
  );

  it('counts attempts that come at once one after the other', async () => {
    const { name } = await member();
    const answers = await Promise.all(Array.from({ length: 12 }, () => attempt(name, 'a wrong guess')));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(7);
    // The address is the test's own: let it rest, or the next test waits for it.
    node.clock.advance(3 * HOUR);
  });

  it('forgets old attempts in its sweep', async () => {
    await attempt('somebody-once', 'a wrong guess');
    node.clock.advance(3 * HOUR);
    await node.processAll();
    const rows = await node.get(Transactions).read('SELECT 1 FROM sign_in_lock');
    expect(rows).toEqual([]);
  });
});

describe('a session', () => {
  it('that was signed out is worth nothing, though the cookie is still there', async () => {
    const caller = await signIn(node, (await member()).name);
    expect((await call(node, caller, 'POST', '/api/auth/sign-out')).status).toBe(204);
    expect(codeOf(await call(node, caller, 'GET', '/api/auth/me'))).toBe('sign-in-needed');
  });

  it("ends with all the others of that person, and with nobody else's", async () => {
    const { name } = await member();
    const [one, other, stranger] = [
      await signIn(node, name),
      await signIn(node, name),
      await signIn(node, (await member()).name),
    ];
    const answer = await call(node, one, 'DELETE', '/api/auth/sessions');
    expect(answer.body).toEqual({ ended: 2 });
    expect((await call(node, other, 'GET', '/api/auth/me')).status).toBe(401);
    expect((await call(node, stranger, 'GET', '/api/auth/me')).status).toBe(200);
  });

  it('ends by itself when it is left alone, and lives on with every call', async () => {
    const caller = await signIn(node, (await member()).name);
    node.clock.advance(29 * MINUTE);
    expect((await call(node, caller, 'GET', '/api/auth/me')).status).toBe(200);
    node.clock.advance(29 * MINUTE);
    expect((await call(node, caller, 'GET', '/api/auth/me')).status).toBe(200);
    node.clock.advance(31 * MINUTE);
    expect((await call(node, caller, 'GET', '/api/auth/me')).status).toBe(401);
  });

  it('ends after its longest time though it was in use', async () => {
    const caller = await signIn(node, (await member()).name);
    for (let i = 0; i < 28; i += 1) {
      node.clock.advance(25 * MINUTE);
      expect((await call(node, caller, 'GET', '/api/auth/me')).status).toBe(200);
    }
    node.clock.advance(25 * MINUTE);
    expect((await call(node, caller, 'GET', '/api/auth/me')).status).toBe(401);
  });

  it.each([
    ['sec-fetch-site', 'cross-site'],
    ['origin', 'https://evil.example'],
  ])('does not act for another site (%s)', async (header, value) => {
    const caller = await signIn(node, (await member()).name);
    const response = await fetch(`${node.url}/api/auth/sessions`, {
      method: 'DELETE',
      headers: { cookie: caller.cookie ?? '', [header]: value, ...(header === 'origin' ? {} : { 'x-proofmark': '1' }) },
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, 'cross-site']);
    expect((await call(node, caller, 'GET', '/api/auth/me')).status).toBe(200);
  });

  it('is kept as a hash only', async () => {
    const caller = await signIn(node, (await member()).name);
    const rows = await node
      .get(Transactions)
      .read<{ row: string }>('SELECT account_session::text AS row FROM account_session');
    expect(rows.length).toBeGreaterThan(0);
    expect(
      rows.some(({ row }) => row.includes(Buffer.from((caller.cookie ?? '').split('=')[1] ?? '').toString('hex'))),
    ).toBe(false);
  });
});

describe('an invitation and a reset', () => {
  const invite = async (signInName: string): Promise<{ readonly token: string; readonly personId: string }> => {
    const { status, body } = await call(node, first, 'POST', '/api/people', {
      name: 'New Colleague',
      signInName,
      agencyId: by.first.agencyId,
    });
    expect(status).toBe(201);
    const { link, person } = body as unknown as { link: { url: string }; person: { id: string } };
    return { token: link.url.split('/').at(-1) ?? '', personId: person.id };
  };
  const accept = (token: string, password = PASSWORD): Promise<Answer> =>
    call(node, {}, 'POST', `/api/auth/links/${token}`, { password });

  it('is spent by one acceptance', async () => {
    const { token } = await invite('invited-once');
    expect((await accept(token)).status).toBe(201);
    const again = await accept(token, 'another good password');
    expect([again.status, codeOf(again)]).toEqual([404, 'link-spent']);
    expect((await attempt('invited-once', PASSWORD)).status).toBe(200);
  });

  it('is spent once though it is accepted twice at the same time', async () => {
    const { token } = await invite('invited-twice');
    const answers = await Promise.all([accept(token), accept(token), accept(token)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 404, 404]);
  });

  it('is not spent by a weak password', async () => {
    const { token } = await invite('weak-at-first');
    const weak = await accept(token, 'new colleague 1');
    expect([weak.status, codeOf(weak)]).toEqual([422, 'password-weak']);
    expect((await accept(token)).status).toBe(201);
  });

  it('expires', async () => {
    const { token } = await invite('invited-late');
    node.clock.advance(73 * HOUR);
    expect(codeOf(await accept(token))).toBe('link-spent');
  });

  it.each(['pml_', `pml_${'A'.repeat(43)}`, `pms_${'A'.repeat(43)}`, "'; DROP TABLE person"])(
    'is refused where it was never given: %s',
    async (token) => {
      const answer = await accept(encodeURIComponent(token));
      expect([answer.status, codeOf(answer)]).toEqual([404, 'link-spent']);
    },
  );

  it('makes the earlier link of that person void, and a reset ends the sessions', async () => {
    const { token, personId } = await invite('forgetful');
    await accept(token);
    const session = await signIn(node, 'forgetful');
    const links = [];
    for (let i = 0; i < 2; i += 1)
      links.push((await call(node, first, 'POST', `/api/people/${personId}/links`, { purpose: 'reset' })).body['url']);
    const [older, newer] = links.map((url) => String(url).split('/').at(-1) ?? '');
    expect(codeOf(await accept(older ?? ''))).toBe('link-spent');
    expect((await accept(newer ?? '', 'a brand new secret')).status).toBe(201);
    expect((await call(node, session, 'GET', '/api/auth/me')).status).toBe(401);
    expect(codeOf(await attempt('forgetful', PASSWORD))).toBe('sign-in-failed');
    expect((await attempt('forgetful', 'a brand new secret')).status).toBe(200);
  });

  it('is never of the kind that founds a node', async () => {
    const { personId } = await invite('would-be-founder');
    expect(
      (await call(node, first, 'POST', `/api/people/${personId}/links`, { purpose: 'first administrator' })).status,
    ).toBe(400);
  });
});

describe('changing a password', () => {
  it('needs the present one and ends the other sessions', async () => {
    const { name } = await member();
    const [here, there] = [await signIn(node, name), await signIn(node, name)];
    const wrong = await call(node, here, 'PUT', '/api/auth/password', {
      presentPassword: 'not the present',
      password: 'a brand new secret',
    });
    expect([wrong.status, codeOf(wrong)]).toEqual([422, 'password-wrong']);
    expect(
      (
        await call(node, here, 'PUT', '/api/auth/password', {
          presentPassword: PASSWORD,
          password: 'a brand new secret',
        })
      ).status,
    ).toBe(204);
    expect((await call(node, here, 'GET', '/api/auth/me')).status).toBe(200);
    expect((await call(node, there, 'GET', '/api/auth/me')).status).toBe(401);
  });
});

describe('giving a role', () => {
  const propose = (as: Caller, personId: string, more: Record<string, unknown> = {}): Promise<Answer> =>
    call(node, as, 'POST', `/api/people/${personId}/roles`, { role: 'officer', agencyId: by.first.agencyId, ...more });
  const confirm = (as: Caller, grant: Answer, body: Record<string, unknown> = {}): Promise<Answer> =>
    call(node, as, 'POST', `/api/role-grants/${String(grant.body['id'])}/confirmation`, body);
  const rolesOf = async (id: string): Promise<readonly string[]> =>
    ((await node.get(IdentityService).actorOf(id))?.roles ?? []).map(({ role }) => role);

  it('takes two persons: until the second has confirmed, it is worth nothing', async () => {
    const { actor } = await member();
    const grant = await propose(first, actor.id);
    expect(grant.status).toBe(201);
    expect(await rolesOf(actor.id)).toEqual([]);
    expect((await confirm(second, grant)).status).toBe(200);
    expect(await rolesOf(actor.id)).toEqual(['officer']);
  });

  it('is not confirmed by who proposed it, not even with a reason', async () => {
    const grant = await propose(first, (await member()).actor.id);
    const [plain, reasoned] = [
      await confirm(first, grant),
      await confirm(first, grant, { ownApprovalReason: 'The colleague is on leave.' }),
    ];
    expect([codeOf(plain), codeOf(reasoned)]).toEqual(['own-work', 'own-work']);
  });

  it('is not confirmed by who gets it', async () => {
    const { actor, name } = await member('administrator');
    const grant = await propose(first, actor.id, { role: 'head of NPC' });
    expect(codeOf(await confirm(await signIn(node, name), grant))).toBe('own-work');
  });

  it('is decided once', async () => {
    const grant = await propose(first, (await member()).actor.id);
    const answers = await Promise.all([confirm(second, grant), confirm(second, grant)]);
    expect(answers.map(codeOf)).toContain('role-grant-decided');
  });

  it('that was taken back cannot be confirmed', async () => {
    const grant = await propose(first, (await member()).actor.id);
    expect((await call(node, first, 'DELETE', `/api/role-grants/${String(grant.body['id'])}`)).status).toBe(204);
    expect(codeOf(await confirm(second, grant))).toBe('role-grant-decided');
  });

  it.each([
    ['auditor', 'officer'],
    ['supervisor', 'auditor'],
    ['administrator', 'auditor'],
  ] as const)('refuses a %s who would be %s too', async (has, wants) => {
    const { actor } = await member(has);
    const answer = await propose(first, actor.id, { role: wants });
    expect([answer.status, codeOf(answer)]).toEqual([422, 'role-conflict']);
  });

  it('refuses the second of two proposals that conflict only together', async () => {
    const { actor } = await member();
    const officer = await propose(first, actor.id);
    const auditor = await propose(first, actor.id, { role: 'auditor' });
    expect(officer.status).toBe(201);
    expect(codeOf(auditor)).toBe('role-conflict');
  });

  it('holds between its dates only', async () => {
    const { actor } = await member();
    const now = node.clock.now();
    await confirm(
      second,
      await propose(first, actor.id, { validFrom: addMs(now, HOUR), validTo: addMs(now, 2 * HOUR) }),
    );
    expect(await rolesOf(actor.id)).toEqual([]);
    node.clock.advance(HOUR);
    expect(await rolesOf(actor.id)).toEqual(['officer']);
    node.clock.advance(HOUR);
    expect(await rolesOf(actor.id)).toEqual([]);
  });

  it('refuses a deputy without a last day, and a deputy for somebody without the role', async () => {
    const [{ actor: deputy }, { actor: chief }, { actor: nobody }] = [
      await member(),
      await member('supervisor'),
      await member(),
    ];
    const validTo = addMs(node.clock.now(), HOUR);
    expect((await propose(first, deputy.id, { role: 'supervisor', deputyFor: chief.id })).body['field']).toBe(
      '/validTo',
    );
    expect((await propose(first, deputy.id, { role: 'supervisor', deputyFor: nobody.id, validTo })).body['field']).toBe(
      '/deputyFor',
    );
    expect((await propose(first, chief.id, { role: 'supervisor', deputyFor: chief.id, validTo })).body['field']).toBe(
      '/deputyFor',
    );
  });

  it('ends for a deputy with the role of the person whose deputy it is', async () => {
    const [{ actor: deputy }, { actor: chief }] = [await member(), await member('supervisor')];
    const validTo = addMs(node.clock.now(), HOUR);
    await confirm(second, await propose(first, deputy.id, { role: 'supervisor', deputyFor: chief.id, validTo }));
    const acting = await node.get(IdentityService).actorOf(deputy.id);
    expect(acting?.roles).toEqual([{ role: 'supervisor', agencyId: by.first.agencyId, deputyFor: chief.id }]);
    const { items } = (await call(node, first, 'GET', `/api/people/${chief.id}/roles`)).body as unknown as {
      items: { id: string }[];
    };
    await call(node, first, 'DELETE', `/api/role-grants/${String(items[0]?.id)}`);
    expect(await rolesOf(deputy.id)).toEqual([]);
  });

  it('never stands in the table confirmed by its own proposer without a reason, whoever writes it', async () => {
    const { actor } = await member();
    const grant = await propose(first, actor.id);
    const write = node
      .get(Transactions)
      .run((tx) =>
        tx.execute('UPDATE role_grant SET confirmed_by = granted_by, confirmed_at = $2 WHERE id = $1', [
          grant.body['id'],
          node.clock.now(),
        ]),
      );
    await expect(write).rejects.toThrow(/role_grant_two_persons/);
  });

  it('lets the founder approve the second administrator alone, with a reason that the auditor sees', async () => {
    const own = await acts('identity.own-approval');
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ data: { ownApproval: true }, actor: { kind: 'person', id: by.first.id } });
  });
});

describe('a leaver', () => {
  it('loses sessions, tokens, roles, links and password at once', async () => {
    const { actor, name } = await member('officer');
    const caller = await signIn(node, name);
    const token = await call(node, caller, 'POST', '/api/tokens', {
      label: 'export',
      scopes: ['cases.read'],
      expiresAt: addMs(node.clock.now(), HOUR),
    });
    const link = await call(node, first, 'POST', `/api/people/${actor.id}/links`, { purpose: 'reset' });
    expect((await call(node, first, 'POST', `/api/people/${actor.id}/departure`)).status).toBe(204);
    expect((await call(node, caller, 'GET', '/api/auth/me')).status).toBe(401);
    expect((await call(node, { token: token.body['secret'] as string }, 'GET', '/api/auth/me')).status).toBe(401);
    expect(
      codeOf(
        await call(node, {}, 'POST', `/api/auth/links/${String(link.body['url']).split('/').at(-1) ?? ''}`, {
          password: PASSWORD,
        }),
      ),
    ).toBe('link-spent');
    expect(codeOf(await attempt(name, PASSWORD))).toBe('sign-in-failed');
    expect(await node.get(IdentityService).actorOf(actor.id)).toBeUndefined();
    expect((await acts('identity.person-left')).at(-1)).toMatchObject({
      data: { rolesEnded: 1, sessionsEnded: 1, tokensRevoked: 1 },
    });
  });

  it('leaves the name free for another, who is another person', async () => {
    const { actor, name } = await member('officer');
    expect(
      codeOf(
        await call(node, first, 'POST', '/api/people', {
          name: 'Namesake',
          signInName: name.toUpperCase(),
          agencyId: by.first.agencyId,
        }),
      ),
    ).toBe('name-taken');
    await call(node, first, 'POST', `/api/people/${actor.id}/departure`);
    const again = await call(node, first, 'POST', '/api/people', {
      name: 'Namesake',
      signInName: name.toUpperCase(),
      agencyId: by.first.agencyId,
    });
    expect(again.status).toBe(201);
  });

  it('cannot be given a role any more', async () => {
    const { actor } = await member();
    await call(node, first, 'POST', `/api/people/${actor.id}/departure`);
    const answer = await call(node, first, 'POST', `/api/people/${actor.id}/roles`, {
      role: 'officer',
      agencyId: by.first.agencyId,
    });
    expect(codeOf(answer)).toBe('person-left');
  });
});

describe('a person', () => {
  it('is changed only by who read the present version', async () => {
    const { actor } = await member();
    const read = await call(node, first, 'GET', `/api/people/${actor.id}`);
    const etag = read.headers.get('etag') ?? '';
    const change = (headers: Record<string, string>): Promise<Answer> =>
      call(node, first, 'PATCH', `/api/people/${actor.id}`, { name: 'Another Name' }, headers);
    expect(codeOf(await change({}))).toBe('if-match-missing');
    expect((await change({ 'if-match': etag })).status).toBe(200);
    expect(codeOf(await change({ 'if-match': etag }))).toBe('version-stale');
  });

  it('is not put into an agency that does not exist', async () => {
    const answer = await call(node, first, 'POST', '/api/people', {
      name: 'Lost',
      signInName: 'lost-one',
      agencyId: '00000000-0000-7000-8000-000000000000',
    });
    expect([answer.status, answer.body['field']]).toEqual([404, '/agencyId']);
  });

  it('comes in pages that begin after a cursor of this list only', async () => {
    await Promise.all([member(), member()]);
    const page = await call(node, first, 'GET', '/api/people?limit=2');
    expect(page.body['items']).toHaveLength(2);
    const next = await call(node, first, 'GET', `/api/people?limit=2&after=${String(page.body['next'])}`);
    expect(next.body['items']).not.toEqual(page.body['items']);
    const forged = Buffer.from('["x"]').toString('base64url');
    expect(codeOf(await call(node, first, 'GET', `/api/people?after=${forged}`))).toBe('field-invalid');
  });
});

describe('an API token', () => {
  const create = (as: Caller, scopes: readonly string[], days = 1): Promise<Answer> =>
    call(node, as, 'POST', '/api/tokens', {
      label: 'a program',
      scopes,
      expiresAt: addMs(node.clock.now(), days * 24 * HOUR),
    });

  it('does no more than its scopes say', async () => {
    const caller = await signIn(node, (await member('auditor')).name);
    const token = { token: (await create(caller, ['directory.read'])).body['secret'] as string };
    expect((await call(node, token, 'GET', '/api/auth/me')).body['actions']).toEqual(['signed in', 'directory.read']);
    expect((await call(node, token, 'GET', '/api/people')).status).toBe(403);
    expect((await call(node, caller, 'GET', '/api/people')).status).toBe(200);
  });

  it.each([
    ['what its owner may not do', 'firearms.import'],
    ['an act that is done in person', 'tokens.manage'],
    ['what does not exist', 'everything'],
  ])('cannot be given %s', async (_, scope) => {
    const caller = await signIn(node, (await member('auditor')).name);
    const answer = await create(caller, ['directory.read', scope]);
    expect([answer.status, codeOf(answer), answer.body['detail']]).toEqual([422, 'scope-not-allowed', scope]);
  });

  it('makes no further token', async () => {
    const caller = await signIn(node, (await member('auditor')).name);
    const token = { token: (await create(caller, ['directory.read'])).body['secret'] as string };
    expect((await create(token, ['directory.read'])).status).toBe(403);
  });

  it('expires, and is not made for longer than the setting allows', async () => {
    const caller = await signIn(node, (await member('auditor')).name);
    expect((await create(caller, ['directory.read'], 366)).body['field']).toBe('/expiresAt');
    expect((await create(caller, ['directory.read'], -1)).body['field']).toBe('/expiresAt');
    const token = { token: (await create(caller, ['directory.read'])).body['secret'] as string };
    node.clock.advance(24 * HOUR);
    expect((await call(node, token, 'GET', '/api/auth/me')).status).toBe(401);
  });

  it('is revoked by its owner and by no one else', async () => {
    const caller = await signIn(node, (await member('auditor')).name);
    const made = (await create(caller, ['directory.read'])).body;
    const path = `/api/tokens/${String(made['id'])}`;
    expect(codeOf(await call(node, first, 'DELETE', path))).toBe('not-found');
    expect((await call(node, caller, 'DELETE', path)).status).toBe(204);
    expect((await call(node, { token: made['secret'] as string }, 'GET', '/api/auth/me')).status).toBe(401);
  });

  it('loses what its owner loses', async () => {
    const { actor, name } = await member('supervisor');
    const token = { token: (await create(await signIn(node, name), ['people.read'])).body['secret'] as string };
    expect((await call(node, token, 'GET', '/api/people')).status).toBe(200);
    const { items } = (await call(node, first, 'GET', `/api/people/${actor.id}/roles`)).body as unknown as {
      items: { id: string }[];
    };
    await call(node, first, 'DELETE', `/api/role-grants/${String(items[0]?.id)}`);
    expect((await call(node, token, 'GET', '/api/people')).status).toBe(403);
  });
});

describe('a refusal', () => {
  const last = async (): Promise<unknown> => (await acts('access.refused')).at(-1)?.['data'];

  it.each([
    [
      'a route that the role does not allow',
      'GET',
      '/api/people',
      undefined,
      { code: 'not-allowed', status: 403, method: 'GET', route: '/api/people' },
    ],
    [
      'a broken body',
      'POST',
      '/api/tokens',
      '{"label":',
      { code: 'json-broken', status: 400, method: 'POST', route: '/api/tokens' },
    ],
    [
      'an unknown field',
      'POST',
      '/api/tokens',
      { label: 'x', colour: 'red' },
      { status: 400, method: 'POST', route: '/api/tokens' },
    ],
    [
      'an object that is not there',
      'DELETE',
      '/api/tokens/00000000-0000-7000-8000-000000000000',
      undefined,
      { code: 'not-found', status: 404, method: 'DELETE', route: '/api/tokens/:id' },
    ],
  ])('of a signed-in actor is an entry of its own: %s', async (_, method, path, body, data) => {
    const { name, actor } = await member('officer');
    const caller = await signIn(node, name);
    const before = (await acts('access.refused')).length;
    await call(node, caller, method, path, body);
    expect(await last()).toMatchObject(data);
    expect((await acts('access.refused')).at(-1)).toMatchObject({ actor: { kind: 'person', id: actor.id } });
    expect(await acts('access.refused')).toHaveLength(before + 1);
  });

  it('of nobody in particular is no entry', async () => {
    const before = (await acts('access.refused')).length;
    expect((await call(node, {}, 'GET', '/api/people')).status).toBe(401);
    expect((await call(node, { token: 'pmt_forged' }, 'GET', '/api/people')).status).toBe(401);
    expect(await acts('access.refused')).toHaveLength(before);
  });

  it('hides the documentation of the API from a stranger', async () => {
    expect((await call(node, {}, 'GET', '/api/docs')).status).toBe(401);
    expect((await call(node, {}, 'GET', '/api/docs-json')).status).toBe(401);
    expect((await call(node, first, 'GET', '/api/docs-json')).status).toBe(200);
  });
});

describe('reading people', () => {
  it('is an entry with the count and no name', async () => {
    await call(node, first, 'GET', '/api/people?limit=1');
    expect((await acts('identity.people-read')).at(-1)).toMatchObject({ data: { count: 1, route: '/api/people' } });
  });
});

describe('breaking the glass of a sealed case', () => {
  const caseId = '019ad000-0000-7000-8000-000000000001';
  const breakGlass = (actor: PersonActor, reason: string) =>
    node
      .get(Transactions)
      .run((tx) =>
        node
          .get(BreakGlassService)
          .break(tx, actor, caseId, { owningAgencyId: actor.agencyId, sealed: true, namedPersonIds: [] }, reason),
      );
  const inForce = () =>
    node.get(Transactions).run((tx) => node.get(BreakGlassService).inForce(tx, caseId, node.clock.now()));

  it('is refused to an officer, and to a supervisor without a reason', async () => {
    const [{ actor: officer }, { actor: supervisor }] = [await member('officer'), await member('supervisor')];
    expect(await breakGlass(officer, 'A child is in danger tonight.')).toMatchObject({
      ok: false,
      code: 'not-allowed',
    });
    expect(await breakGlass(supervisor, 'urgent')).toMatchObject({ ok: false, code: 'field-invalid' });
    expect(await inForce()).toEqual([]);
  });

  it('lasts a few hours, names whom to tell and stands in the ledger without its reason in clear', async () => {
    const [{ actor: supervisor }, { actor: auditor }] = [await member('supervisor'), await member('auditor')];
    const broken = await breakGlass(supervisor, 'A child is in danger tonight.');
    if (!broken.ok) throw new Error(broken.code);
    expect(broken.value.tell).toEqual(expect.arrayContaining([supervisor.id, auditor.id]));
    expect(await inForce()).toEqual([supervisor.id]);
    const entry = (await acts('identity.glass-broken')).at(-1);
    expect(entry).toMatchObject({ actor: { id: supervisor.id } });
    expect(JSON.stringify(entry)).not.toContain('child');
    node.clock.advance(4 * HOUR);
    expect(await inForce()).toEqual([]);
  });

  it('is not to be undone or lengthened by the role that the node runs as', async () => {
    await expect(node.get(Transactions).run((tx) => tx.execute('DELETE FROM break_glass'))).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      node.get(Transactions).run((tx) => tx.execute('UPDATE break_glass SET until = until')),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('the tables', () => {
  it('refuse a password that is not argon2id', async () => {
    const client = new Client({ connectionString: node.database.ownerUrl });
    await client.connect();
    const write = client.query(
      'INSERT INTO credential (person_id, password_hash, changed_at) SELECT id, $1, created_at FROM person LIMIT 1',
      ['$2b$10$abcdefghijklmnopqrstuv'],
    );
    await expect(write).rejects.toThrow(/credential_argon2id/);
    await client.end();
  });
});

describe('a new node', () => {
  const founder = { agency: HOME, name: 'Amara Okafor', signInName: 'amara' };

  it('is initialised once: keys, fingerprint and a link for the first administrator', async () => {
    const [database, dataFolder] = [await createTestDatabase(), mkdtempSync(join(tmpdir(), 'proofmark-init-'))];
    const config = testConfig(database, { 'node.dataFolder': dataFolder });
    const made = await initialise(config, founder, { clock: new TestClock() });
    if (!made.ok) throw new Error(made.code);
    expect(made.value.keys.map(({ use }) => use)).toEqual(['signing', 'sealing', 'ledger']);
    expect(made.value.fingerprint).toMatch(/^(\d{5} ){7}\d{5}$/);
    expect(made.value.link.url).toMatch(/\/links\/pml_[\w-]{43}$/);
    expect(await initialise(config, { ...founder, signInName: 'again' }, { clock: new TestClock() })).toMatchObject({
      ok: false,
      code: 'node-initialised',
    });
    rmSync(dataFolder, { recursive: true, force: true });
    await database.drop();
  });

  it('has one founder though two ask at once', async () => {
    const fresh = await startTestNode();
    const founding = fresh.get(FoundingService);
    const results = await Promise.all([
      founding.found(founder),
      founding.found({ ...founder, agency: 'Other', signInName: 'b' }),
    ]);
    expect(results.map((result) => (result.ok ? 'founded' : result.code)).sort()).toEqual([
      'founded',
      'node-initialised',
    ]);
    await fresh.close();
  });

  it('keeps its last administrator', async () => {
    const fresh = await startTestNode();
    const founded = await fresh.get(FoundingService).found(founder);
    if (!founded.ok) throw new Error(founded.code);
    await call(fresh, {}, 'POST', `/api/auth/links/${founded.value.link.token}`, { password: PASSWORD });
    const amara = await signIn(fresh, 'amara');
    const { id } = founded.value.person;
    expect(codeOf(await call(fresh, amara, 'POST', `/api/people/${id}/departure`))).toBe('last-administrator');
    const { items } = (await call(fresh, amara, 'GET', `/api/people/${id}/roles`)).body as unknown as {
      items: { id: string }[];
    };
    expect(codeOf(await call(fresh, amara, 'DELETE', `/api/role-grants/${String(items[0]?.id)}`))).toBe(
      'last-administrator',
    );
    await fresh.close();
  });
});
