import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hostOf, startState, type State } from '../network/two-states.js';
import { TestNetwork } from '../network/test-network.js';
import { addPeople, somebody } from '../support/people.js';
import { PageClient, textOf } from '../support/page-client.js';
import { SeedService } from '../../src/registries/identity/seed.service.js';
import { IdentityService } from '../../src/registries/identity/identity.service.js';
import { PeopleListQueries } from '../../src/registries/identity/people-list.queries.js';

describe('the pages of partners, between two nodes', () => {
  const network = new TestNetwork();
  let a: State;
  let b: State;
  const at = (state: State, name: string): Promise<PageClient> => new PageClient(state.node.url).signIn(name);

  beforeAll(async () => {
    [a, b] = [await startState('XAA', network), await startState('XBB', network)];
    await addPeople(a.node, await administratorsOf(a), [
      somebody('auditor.one', ['auditor']),
      somebody('registrar.one', ['registrar']),
    ]);
  });
  afterAll(async () => {
    await a.node.close();
    await b.node.close();
  });

  it('say what to do where no partner is pinned', async () => {
    expect(textOf((await (await at(a, 'officer.one')).get('/partners')).html)).toContain('Propose one with the file');
    expect(textOf((await (await at(a, 'registrar.one')).get('/partners')).html)).toContain('An officer proposes one');
  });

  it('refuse a file that is no entry, and our own entry', async () => {
    const officer = await at(a, 'officer.one');
    for (const content of ['no JSON', '{}', '{"format":"proofmark directory entry 1","entry":{}}'])
      expect(
        (await follow(officer, await officer.upload('/proposals', {}, fileOf(content), '/proposals/new'))).html,
      ).toContain('file-error');
    const own = await follow(
      officer,
      await officer.upload('/proposals', {}, fileOf(await entryFileOf(a)), '/proposals/new'),
    );
    expect(textOf(own.html)).toContain('This is the entry of this node itself');
  });

  it('pin a State by two persons: a file, and digits heard by telephone', async () => {
    const officer = await at(a, 'officer.one');
    const proposed = await officer.upload('/proposals', {}, fileOf(await entryFileOf(b)), '/proposals/new');
    const own = await officer.get(proposed.location);
    expect(textOf(own.html)).toContain('The State has been proposed');
    expect(own.html).not.toContain('name="fingerprint"');
    const digits = await digitsOf(b);
    for (const group of digits.split(' ')) expect(own.html).not.toContain(group);
    const supervisor = await at(a, 'supervisor.one');
    expect(textOf((await supervisor.get('/partners')).html)).toContain('1 proposed State waits');
    const wrong = await supervisor.submit(
      `${proposed.location}/confirmation`,
      { fingerprint: '1'.repeat(40) },
      proposed.location,
    );
    expect(wrong.html).toContain('fingerprint-error');
    expect(textOf(wrong.html)).toContain('2 readings are left');
    const pinned = await supervisor.submit(
      `${proposed.location}/confirmation`,
      { fingerprint: digits },
      proposed.location,
    );
    expect(textOf(pinned.html)).toContain('The State is pinned');
    const again = await supervisor.submit(
      `${proposed.location}/confirmation`,
      { fingerprint: digits },
      proposed.location,
    );
    expect(textOf(again.html)).toContain('has been decided already');
  });

  it('ask a test question: reached while the partner does not hold our keys, signed once it does, failed while it is away', async () => {
    const officer = await at(a, 'officer.one');
    const reached = await officer.submit('/partners/XBB/check', {}, '/partners/XBB');
    expect(textOf(reached.html)).toContain('The sender is not a State of this directory');
    await pin(b, a);
    a.node.clock.advance(60_000);
    const signed = await officer.submit('/partners/XBB/check', {}, '/partners/XBB');
    expect(textOf(signed.html)).toContain('both sides hold each other’s keys');
    expect(textOf(signed.html)).toContain('Its clock agrees with ours');
    a.node.clock.advance(60_000);
    network.disconnect(hostOf('XBB'));
    const failed = await officer.submit('/partners/XBB/check', {}, '/partners/XBB');
    expect(textOf(failed.html)).toContain('Its machine refuses the connection');
    expect(failed.html).not.toContain('ECONNREFUSED');
    network.connect(hostOf('XBB'), b.node.url);
    expect(textOf((await officer.get('/partners')).html)).toContain('Not reached');
  });

  it('notice that another State answers at the address', async () => {
    network.connect(hostOf('XBB'), a.node.url);
    a.node.clock.advance(60_000);
    const officer = await at(a, 'officer.one');
    const other = await officer.submit('/partners/XBB/check', {}, '/partners/XBB');
    expect(textOf(other.html)).toContain('Another State answers at its address');
    network.connect(hostOf('XBB'), b.node.url);
  });

  it('keep our judgement under its version, with the refusals at the fields, and show it to who may read it', async () => {
    const supervisor = await at(a, 'supervisor.one');
    const form = {
      _version: '0',
      highestLevel: '2',
      confidentiality: 'not guaranteed',
      assessedOn: '2026-01-15',
      note: 'Told by telephone.',
    };
    const refused = await supervisor.submit('/partners/XBB/profile', form, '/partners/XBB');
    expect(refused.html).toContain('highestLevel-error');
    expect(refused.html).toContain('Told by telephone.');
    const saved = await supervisor.submit(
      '/partners/XBB/profile',
      { ...form, confidentiality: 'guaranteed', flags: ['unusual volume', 'never gives feedback'] },
      '/partners/XBB',
    );
    expect(textOf(saved.html)).toContain('Our judgement has been saved');
    const stale = await supervisor.submit(
      '/partners/XBB/profile',
      { ...form, highestLevel: '1', confidentiality: 'guaranteed' },
      '/partners/XBB',
    );
    expect(textOf(stale.html)).toContain('Somebody has changed this since');
    expect(textOf((await (await at(a, 'auditor.one')).get('/partners/XBB')).html)).toContain('Told by telephone.');
    const registrar = textOf((await (await at(a, 'registrar.one')).get('/partners/XBB')).html);
    expect(registrar).not.toContain('Told by telephone.');
    expect(registrar).not.toContain('Last test question');
  });

  it('suspend and resume after a look at what it means, and keep the rest of our judgement', async () => {
    const supervisor = await at(a, 'supervisor.one');
    const empty = await supervisor.submit('/partners/XBB/suspension', { _version: '1', reason: '' });
    expect(empty.html).toContain('reason-error');
    const suspended = await supervisor.submit('/partners/XBB/suspension', {
      _version: '1',
      reason: 'Keys may have leaked.',
    });
    expect(textOf(suspended.html)).toContain('suspended: Keys may have leaked.');
    expect(suspended.html).not.toContain('/partners/XBB/check');
    expect(textOf((await (await at(a, 'officer.one')).get('/partners')).html)).toContain('Suspended');
    const saved = await supervisor.submit(
      '/partners/XBB/profile',
      { _version: '2', highestLevel: '1', confidentiality: 'guaranteed', assessedOn: '2026-01-15' },
      '/partners/XBB',
    );
    expect(textOf(saved.html)).toContain('suspended: Keys may have leaked.');
    const resumed = await supervisor.submit('/partners/XBB/suspension', { _version: '3' });
    expect(textOf(resumed.html)).toContain('The exchange goes on.');
  });

  it('take a newer entry without a new key from one person, and refuse an older one', async () => {
    const officer = await at(a, 'officer.one');
    const same = await follow(officer, await officer.upload('/partners/XBB/entry', {}, fileOf(await entryFileOf(b))));
    expect(textOf(same.html)).toContain('only rises');
    const theirs = await at(b, 'supervisor.one');
    const contact = { kind: 'ITI tracing', office: 'Tracing desk', telephone: '+000 1234', languages: 'en fr' };
    const without = await theirs.submit('/own-entry/contact', { ...contact, telephone: '' }, '/own-entry');
    expect(textOf(without.html)).toContain('a telephone number or a postal address');
    expect(textOf((await theirs.submit('/own-entry/contact', contact, '/own-entry')).html)).toContain('Tracing desk');
    const newer = await follow(officer, await officer.upload('/partners/XBB/entry', {}, fileOf(await entryFileOf(b))));
    expect(textOf(newer.html)).toContain('Tracing desk');
  });

  it('make a key of our own and stop one for good, each after a look at what it means', async () => {
    const first = await at(a, 'first');
    expect(textOf((await first.get('/own-entry/keys/signing')).html)).toContain('signed with the new key at once');
    expect((await first.get('/own-entry/keys/none')).status).toBe(404);
    const made = await first.submit('/own-entry/keys/signing', {});
    expect(textOf(made.html)).toContain('The new key is in our entry');
    const stop = [...made.html.matchAll(/href="(\/partners\/XAA\/keys\/signing\/[^"]+)"/g)].at(-1)?.[1] ?? '';
    expect((await first.submit(stop, { reason: '' })).html).toContain('reason-error');
    const stopped = await first.submit(stop, { reason: 'The machine was sold.' });
    expect(textOf(stopped.html)).toContain('The machine was sold.');
    expect(textOf((await first.get(stop)).html)).toContain('has been revoked already');
  });

  it('show the administrator the queues, try again on demand, and say no body', async () => {
    const first = await at(a, 'first');
    const queues = await first.get('/queues');
    expect(queues.status).toBe(200);
    expect(textOf(queues.html)).toContain('Everything is delivered');
    expect(textOf(queues.html)).toContain('No worker has run yet');
    expect(queues.html).not.toMatch(/exchange\.outbox|deadlines\.due/);
    const retried = await first.submit('/queues/XBB/retry', {}, '/queues');
    expect(textOf(retried.html)).toContain('Nothing was waiting');
    expect((await first.post('/queues/nowhere/retry', {}, '/queues')).status).toBe(404);
  });

  async function entryFileOf(state: State): Promise<string> {
    return (await (await at(state, 'officer.one')).get('/own-entry/file')).html;
  }

  async function digitsOf(state: State): Promise<string> {
    const { html } = await (await at(state, 'officer.one')).get('/own-entry');
    return [...html.matchAll(/<li>(\d{5})<\/li>/g)].map(([, group]) => group).join(' ');
  }

  async function pin(of: State, partner: State): Promise<void> {
    const officer = await at(of, 'officer.one');
    const { location } = await officer.upload('/proposals', {}, fileOf(await entryFileOf(partner)), '/proposals/new');
    const supervisor = await at(of, 'supervisor.one');
    await supervisor.submit(`${location}/confirmation`, { fingerprint: await digitsOf(partner) }, location);
  }
});

const fileOf = (content: string): { name: string; content: string } => ({ name: 'entry.json', content });

async function follow(
  client: PageClient,
  { status, location, html }: { status: number; location: string; html: string },
): Promise<{ html: string }> {
  return status === 303 ? client.get(location) : { html };
}

/** The two administrators by whom the state's people were made. */
async function administratorsOf(state: State): Promise<Parameters<SeedService['addPeople']>[0]> {
  const people = state.node.get(PeopleListQueries);
  const actor = async (name: string): ReturnType<IdentityService['actorOf']> => {
    const [person] = await people.search({ text: name, standing: 'present' }, undefined, 1);
    return state.node.get(IdentityService).actorOf(person?.id ?? '');
  };
  const [first, second] = [await actor('first'), await actor('second')];
  if (first === undefined || second === undefined) throw new Error('no administrators');
  return { first, second };
}
