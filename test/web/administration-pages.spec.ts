import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FoundingService } from '../../src/registries/identity/founding.service.js';
import { PageClient, textOf } from '../support/page-client.js';
import { addPeople, foundNode, PASSWORD, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const NEW_PASSWORD = 'a quiet river at dawn';

describe('a node without people', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startTestNode();
  });
  afterAll(() => node.close());

  it('leads its first page to the founding, which takes nothing without the set-up code', async () => {
    const stranger = new PageClient(node.url);
    const first = await stranger.get('/');
    expect(first.location).toBe('/sign-in');
    expect((await stranger.get('/sign-in')).location).toBe('/founding');
    const answer = await stranger.post('/founding', {
      code: 'guessed',
      agency: 'National Point of Contact',
      name: 'Ada Founder',
      signInName: 'ada.founder',
    });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('This is not the set-up code');
    expect(answer.html).toContain('value="Ada Founder"');
    expect(await node.get(FoundingService).isFounded()).toBe(false);
  });

  it('is founded with the code, and its first administrator sets a password and signs in', async () => {
    const ada = new PageClient(node.url);
    const code = node.get(FoundingService).setUpCode();
    const form = { code, agency: 'National Point of Contact', name: 'Ada Founder', signInName: 'ada.founder' };
    const founded = await ada.post('/founding', form);
    expect(founded).toMatchObject({ status: 303, location: expect.stringMatching(/^\/links\//) });
    const weak = await ada.post(founded.location, { password: 'short' });
    expect(weak.status).toBe(422);
    expect(weak.html).toContain('id="password-error"');
    const set = await ada.submit(founded.location, { password: PASSWORD });
    expect(textOf(set.html)).toContain('The password has been set');
    await ada.signIn('ada.founder');
    expect((await ada.get('/account')).html).toContain('Ada Founder');
  });

  it('is founded once: the code opens nothing afterwards, and a used link nothing at all', async () => {
    const stranger = new PageClient(node.url);
    expect((await stranger.get('/founding')).location).toBe('/');
    const again = await stranger.post('/founding', { code: node.get(FoundingService).setUpCode() }, '/sign-in');
    expect(again).toMatchObject({ status: 303, location: '/' });
    const spent = await stranger.post('/links/pm-link-000', { password: NEW_PASSWORD });
    expect(textOf(spent.html)).toContain('This link has been used or has expired');
  });

  it('lets its first administrator confirm the second one alone, with a reason, and never again', async () => {
    const ada = await new PageClient(node.url).signIn('ada.founder');
    const invited = await invite(ada, 'Ben Second', 'ben.second');
    const proposed = await ada.submit(
      `${invited.at}/roles`,
      { role: 'administrator', agencyId: invited.agencyId },
      invited.at,
    );
    expect(textOf(proposed.html)).toContain('Why one person does what two should');
    const grant = grantOn(proposed.html);
    const reason = `ownApprovalReason-${grant}`;
    const two = await ada.submit(`${invited.at}/roles`, { role: 'officer', agencyId: invited.agencyId }, invited.at);
    // Each reason has a field of its own: with one id for both, the label and the error of the second stood at the first.
    expect(new Set([...two.html.matchAll(/<textarea[^>]* id="([^"]+)"/g)].map(([, id]) => id)).size).toBe(2);
    const short = await ada.submit(`/roles/${grant}/confirmation`, { [reason]: 'short' }, invited.at);
    expect(short.html).toContain(`${reason}-error`);
    expect(short.html).toContain(`href="#${reason}"`);
    const confirmed = await ada.submit(
      `/roles/${grant}/confirmation`,
      { [reason]: 'The node has no second administrator yet.' },
      invited.at,
    );
    expect(textOf(confirmed.html)).toContain('The role is in force.');
    const next = await ada.submit(`${invited.at}/roles`, { role: 'registrar', agencyId: invited.agencyId }, invited.at);
    expect(textOf(next.html)).toContain('somebody else must confirm it');
    expect(textOf(next.html)).not.toContain('Why one person does what two should');
    const refused = await ada.submit(`/roles/${grantOn(next.html, 'end')}/confirmation`, {}, invited.at);
    expect(textOf(refused.html)).toContain('A second person must approve this');
  });
});

describe('the pages of people', () => {
  let node: TestNode;
  const as = (name: string): Promise<PageClient> => new PageClient(node.url).signIn(name);

  beforeAll(async () => {
    node = await startTestNode();
    await addPeople(node, await foundNode(node), [
      somebody('head.one', ['head of NPC']),
      somebody('officer.one', ['officer']),
      somebody('officer.two', ['officer']),
      somebody('auditor.one', ['auditor']),
    ]);
  });
  afterAll(() => node.close());

  it('find people by name, role and standing, and say what to do where nobody fits', async () => {
    const first = await as('first');
    expect(textOf((await first.get('/people?q=officer')).html)).toMatch(/officer\.one.*officer\.two/s);
    const auditors = (await first.get('/people?role=auditor')).html;
    expect(auditors).toContain('auditor.one');
    expect(auditors).not.toContain('officer.one');
    expect(textOf((await first.get('/people?q=nobody%25')).html)).toContain('Nobody fits');
    expect((await first.get('/people?after=made-up&role=none&standing=odd')).status).toBe(200);
  });

  it('show the auditor people without a button, and the officer nothing', async () => {
    const auditor = await as('auditor.one');
    const list = await auditor.get('/people');
    expect(list.status).toBe(200);
    expect(list.html).not.toContain('/people/new');
    const person = (/href="(\/people\/[0-9a-f-]{36})"/.exec(list.html) ?? [])[1] ?? '';
    expect((await auditor.get(person)).html).not.toMatch(/<form[^>]*\/people\//);
    expect((await auditor.get(`${person}/departure`)).status).toBe(404);
    const officer = await as('officer.one');
    expect((await officer.get('/people')).status).toBe(404);
    expect((await officer.get('/')).html).not.toContain('href="/people"');
  });

  it('refuse an invitation with its reasons at the fields, and keep what was typed', async () => {
    const first = await as('first');
    const answer = await first.submit(
      '/people',
      { name: 'Zoë <b>X</b>', signInName: 'ab', agencyId: '' },
      '/people/new',
    );
    expect(answer.html).toContain('signInName-error');
    expect(answer.html).toContain('agencyId-error');
    expect(answer.html).toContain('value="Zoë &lt;b&gt;X&lt;/b&gt;"');
    const taken = await invite(first, 'Another One', 'officer.one');
    expect(textOf(taken.html)).toContain('has this name already');
  });

  it('give a role by two persons: a proposal waits, a second person confirms it, anybody of them ends it', async () => {
    const first = await as('first');
    const person = await invite(first, 'Paula New', 'paula.new');
    expect(person.html).toContain('/links/');
    await first.submit(`${person.at}/roles`, { role: 'registrar', agencyId: person.agencyId }, person.at);
    const second = await as('second');
    const waiting = await second.get('/roles');
    expect(textOf(waiting.html)).toContain('Paula New : Registrar');
    const grant = grantOn(waiting.html);
    expect(textOf((await second.submit(`/roles/${grant}/confirmation`, {}, '/roles')).html)).toContain(
      'The role is in force.',
    );
    expect(textOf((await second.get('/roles')).html)).toContain('No role waits');
    const again = await second.submit(`/roles/${grant}/confirmation`, {}, '/roles');
    expect(textOf(again.html)).toContain('has been decided already');
    expect(textOf((await second.get(`/roles/${grant}/end`)).html)).toContain('End the role Registrar of Paula New?');
    expect(textOf((await second.submit(`/roles/${grant}/end`, {})).html)).toContain('Ended');
  });

  it('take a deputy by sign-in name with a last day, and refuse one without', async () => {
    const first = await as('first');
    const person = await invite(first, 'Dora Deputy', 'dora.deputy');
    const roles = { role: 'officer', agencyId: person.agencyId, deputyFor: 'officer.one' };
    const endless = await first.submit(`${person.at}/roles`, roles, person.at);
    expect(endless.html).toContain('until-error');
    expect(endless.html).toContain('value="officer.one"');
    const nobody = await first.submit(`${person.at}/roles`, { ...roles, deputyFor: 'not.there' }, person.at);
    expect(nobody.html).toContain('deputyFor-error');
    const day = new Date(Date.parse(node.clock.now()) + 9 * 86_400_000).toISOString().slice(0, 10);
    const given = await first.submit(`${person.at}/roles`, { ...roles, until: day }, person.at);
    expect(textOf(given.html)).toContain('As deputy of Name of officer.one');
  });

  it('let a leaver go at once, after saying what ends, and keep the last administrator', async () => {
    const leaver = await as('officer.two');
    const first = await as('first');
    const at = hrefOf((await first.get('/people?q=officer.two')).html);
    const asked = textOf((await first.get(`${at}/departure`)).html);
    expect(asked).toContain('the roles Officer');
    expect(asked).toContain('No open case is in this person’s hands');
    expect(textOf((await first.submit(`${at}/departure`, {})).html)).toContain('has left');
    expect((await leaver.get('/')).status).toBe(303);
    expect((await first.get(`${at}/departure`)).status).toBe(409);
    expect(textOf((await first.get('/people?standing=left')).html)).toContain('officer.two');
  });

  it('rename a person, make a new link, and add and rename agencies', async () => {
    const first = await as('first');
    const person = await invite(first, 'Old Name', 'renamed.one');
    const versioned = { version: '1', name: 'New Name', toAgencyId: person.agencyId };
    expect(textOf((await first.submit(person.at, versioned)).html)).toContain('New Name');
    expect(textOf((await first.submit(person.at, versioned)).html)).toContain('Somebody has changed this since');
    expect((await first.submit(`${person.at}/links`, { purpose: 'invite' }, person.at)).html).toContain('/links/');
    const added = await first.submit('/agencies', { name: 'Customs' });
    expect(textOf(added.html)).toContain('Customs');
    expect((await first.submit('/agencies', { name: 'customs' })).html).toContain('name-error');
    const id = [...added.html.matchAll(/action="\/agencies\/([0-9a-f-]{36})"/g)].at(-1)?.[1] ?? '';
    const renamed = await first.submit(
      `/agencies/${id}`,
      { [`name-${id}`]: 'Customs and Excise', version: '1' },
      '/agencies',
    );
    expect(textOf(renamed.html)).toContain('Customs and Excise');
  });
});

describe('the account page', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startTestNode();
    await addPeople(node, await foundNode(node), [somebody('officer.one', ['officer'])]);
  });
  afterAll(() => node.close());

  it('makes a token that is shown once, offers no act of judgement in it, and revokes it', async () => {
    const officer = await new PageClient(node.url).signIn('officer.one');
    const page = await officer.get('/account');
    expect(page.html).toContain('value="cases.work"');
    expect(page.html).not.toContain('value="cases.approve"');
    const refused = await officer.submit('/account/tokens', { label: '', expiresAt: 'soon' }, '/account');
    expect(refused.html).toContain('label-error');
    expect(refused.html).toContain('scopes-error');
    expect(refused.html).toContain('expiresAt-error');
    const day = new Date(Date.parse(node.clock.now()) + 30 * 86_400_000).toISOString().slice(0, 10);
    const form = { label: 'night job', expiresAt: day, scopes: ['cases.read', 'cases.work'] };
    const made = textOf((await officer.submit('/account/tokens', form, '/account')).html);
    expect(made).toMatch(/Token “night job”, shown only now: \S{20,}/);
    const later = await officer.get('/account');
    expect(textOf(later.html)).not.toContain('shown only now');
    const id = /action="\/account\/tokens\/([0-9a-f-]{36})"/.exec(later.html)?.[1] ?? '';
    expect(textOf((await officer.submit(`/account/tokens/${id}`, {}, '/account')).html)).toContain('Revoked');
  });

  it('changes the password with the present one only, keeps neither, and ends every session', async () => {
    const officer = await new PageClient(node.url).signIn('officer.one');
    const wrong = await officer.submit(
      '/account/password',
      { presentPassword: 'not it at all', password: NEW_PASSWORD },
      '/account',
    );
    expect(wrong.html).toContain('presentPassword-error');
    expect(wrong.html).not.toContain(NEW_PASSWORD);
    const weak = await officer.submit(
      '/account/password',
      { presentPassword: PASSWORD, password: 'short' },
      '/account',
    );
    expect(weak.html).toContain('password-error');
    const changed = await officer.submit(
      '/account/password',
      { presentPassword: PASSWORD, password: NEW_PASSWORD },
      '/account',
    );
    expect(textOf(changed.html)).toContain('The password has been changed');
    expect((await officer.post('/account/sessions', {}, '/account')).location).toBe('/sign-in');
    expect((await officer.get('/account')).status).toBe(303);
  });
});

async function invite(
  by: PageClient,
  name: string,
  signInName: string,
): Promise<{ at: string; html: string; agencyId: string }> {
  const form = (await by.get('/people/new')).html;
  const agencyId = /<option value="([0-9a-f-]{36})"/.exec(form)?.[1] ?? '';
  const posted = await by.post('/people', { name, signInName, agencyId }, '/people/new');
  return { at: posted.location, html: (await by.get(posted.location)).html, agencyId };
}

/** The first role on the page that can be confirmed, or ended. */
function grantOn(html: string, act: 'confirmation' | 'end' = 'confirmation'): string {
  return new RegExp(`/roles/([0-9a-f-]{36})/${act}`).exec(html)?.[1] ?? '';
}

function hrefOf(html: string): string {
  return /href="(\/people\/[0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
}
