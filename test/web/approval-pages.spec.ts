import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProfileService } from '../../src/registries/directory/profile.service.js';
import { LETTERS } from '../support/letters.js';
import { AnsweringNode, type Name } from '../support/answering-node.js';
import { hiddenIn, PageClient, textOf, type PageAnswer } from '../support/page-client.js';

let home: AnsweringNode;
const clients = new Map<string, Promise<PageClient>>();
const as = (name: Name): Promise<PageClient> => {
  const known = clients.get(name) ?? new PageClient(home.node.url).signIn(name);
  clients.set(name, known);
  return known;
};
const approval = (id: string): string => `/cases/${id}/approval`;
const text = async (name: Name, path: string): Promise<string> => textOf((await (await as(name)).get(path)).html);

/** Signs what the page shows. */
async function sign(name: Name, id: string, more: Record<string, string> = { then: 'send' }): Promise<PageAnswer> {
  const client = await as(name);
  const page = await client.get(approval(id));
  const shown = hiddenIn(page.html, ['_version', 'digest', 'factsDigest']);
  return client.post(approval(id), { ...shown, ...more });
}

beforeAll(async () => {
  home = await AnsweringNode.start();
});
afterAll(() => home.close());

describe('what waits for a signature', () => {
  it('is shown in full: every field, its digest, who put it forward, and who signs', async () => {
    const id = await home.proposed('SIGN0001');
    const page = await text('omar', approval(id));
    for (const part of ['Invented Arms Ltd', 'SIGN0001', 'Put forward by Name of olga', 'A second person'])
      expect(page).toContain(part);
    expect(page).toContain('Natural person Not given to this partner');
    expect(page).not.toContain('Joan Invented');
    expect(page).toContain('Nothing has changed since it was put forward.');
    expect(page).toMatch(/Fingerprint of exactly this content: [\w-]{43}/);
  });

  it('is signed and sent by a second person, and the case waits for the receipt', async () => {
    const id = await home.proposed('SIGN0002');
    const { location } = await sign('omar', id);
    expect(location).toBe(`/cases/${id}`);
    expect(await text('omar', `/cases/${id}/answer`)).toContain(
      'The final answer is sent: its receipt has not come yet.',
    );
    const kase = await home.caseOf(id);
    expect(kase.proposal).toBeUndefined();
    await home.delivered(kase);
    expect(await text('omar', `/cases/${id}/answer`)).toContain('the other State has confirmed its receipt');
  });

  it('is not signed by its author, who reads why', async () => {
    const id = await home.proposed('SIGN0003');
    const page = await (await as('olga')).get(approval(id));
    expect(textOf(page.html)).toContain('A second person must approve this: it is your own work.');
    expect(page.html).not.toContain('name="then"');
    const shown = hiddenIn((await (await as('omar')).get(approval(id))).html, ['_version', 'digest', 'factsDigest']);
    const { location } = await (await as('olga')).post(approval(id), { ...shown, then: 'send' });
    expect(await text('olga', location)).toContain('it is your own work');
    expect((await home.caseOf(id)).proposal?.approval).toBeUndefined();
  });

  it('is signed by nobody under another content than was shown', async () => {
    const id = await home.proposed('SIGN0004');
    const { location } = await sign('omar', id, { digest: 'A'.repeat(43), then: 'send' });
    expect(await text('omar', location)).toContain('What you were shown has changed since');
    expect((await home.caseOf(id)).proposal?.approval).toBeUndefined();
  });

  it('can be signed now and sent later', async () => {
    const id = await home.proposed('SIGN0005');
    await sign('omar', id, { then: 'wait' });
    expect((await home.caseOf(id)).proposal?.approval).toBeDefined();
    const olga = await as('olga');
    expect(textOf((await olga.get('/approvals')).html)).toContain('Signed, not sent yet');
    const page = await olga.get(approval(id));
    expect(textOf(page.html)).toContain('Signed by Name of omar.');
    await olga.post(`${approval(id)}/sending`, hiddenIn(page.html, ['_version']), approval(id));
    expect((await home.caseOf(id)).proposal).toBeUndefined();
  });

  it('goes back with a reason, which is asked for and kept', async () => {
    const id = await home.proposed('SIGN0006');
    const omar = await as('omar');
    const page = await omar.get(approval(id));
    const version = hiddenIn(page.html, ['_version']);
    const refused = await omar.submit(`${approval(id)}/return`, { ...version, reason: '' }, approval(id));
    expect(textOf(refused.html)).toContain('Fill this in.');
    const { location } = await omar.post(
      `${approval(id)}/return`,
      { ...version, reason: 'The model is not ours.' },
      approval(id),
    );
    expect(location).toBe(`/cases/${id}`);
    expect(await text('omar', approval(id))).toContain('Nothing waits for a signature here');
  });

  it('is there for nobody who does not work on cases', async () => {
    const id = await home.proposed('SIGN0007');
    for (const name of ['abel', 'rosa'] as const) {
      expect((await (await as(name)).get(approval(id))).status).toBe(404);
      expect((await (await as(name)).get('/approvals')).status).toBe(404);
    }
  });
});

describe('what changed since a letter was put forward', () => {
  it('names the fact of the record that was corrected, and lets nobody sign', async () => {
    const id = await home.proposed('CHNG0001');
    await home.correctRecord('CHNG0001');
    const page = await text('omar', approval(id));
    expect(page).toContain('The record was changed. No longer in the record: Model 17 Now in the record: Model 19');
    expect(page).toContain('What it rests on has changed since: send it back');
  });

  it('names a letter that came meanwhile, and what was said with it', async () => {
    const id = await home.proposed('CHNG0002');
    const { thread } = await home.caseOf(id);
    await home.receive(thread, LETTERS.REMIND, 1);
    expect(await text('omar', approval(id))).toContain('Reminder – Austria');
  });

  it('names what was changed in the profile of the partner', async () => {
    const id = await home.proposed('CHNG0003');
    const profiles = home.node.get(ProfileService);
    const found = await profiles.find('AUT');
    if (!found.ok) throw new Error(found.code);
    const { country: _country, version, updatedAt: _at, ...profile } = found.value;
    await profiles.setProfile(home.person('hana'), 'AUT', { ...profile, highestLevel: 0 }, version);
    expect(await text('omar', approval(id))).toContain(
      'Highest level of the other State: now 0: State or outcome only, before 1: companies, State bodies and dates',
    );
    await profiles.setProfile(home.person('hana'), 'AUT', profile, version + 1);
  });
});

describe('the rank of who signs', () => {
  it('is a supervisor where a natural person is named; an officer reads why not', async () => {
    await home.allow(2);
    const id = await home.chosen('RANK0001');
    const disclosure = { level: 2, legalBasis: 'Police Act 5', necessity: 'The suspect is in flight.' } as const;
    await home.act('olga', id, { type: 'compose answer', part: 'final', ...disclosure });
    const officer = await text('omar', approval(id));
    expect(officer).toContain('A supervisor');
    expect(officer).toContain('You cannot sign this');
    expect(await text('sven', approval(id))).toContain('The suspect is in flight.');
    expect((await sign('sven', id)).location).toBe(`/cases/${id}`);
    expect((await home.caseOf(id)).proposal).toBeUndefined();
    await home.allow(1);
  });

  it('is the head where a ground of ITI 22 is named; the true ground stays in the node', async () => {
    const id = await home.chosen('RANK0002');
    await home.act('olga', id, {
      type: 'propose letter',
      letter: { kind: 'REFUSE', body: { text: 'Cannot be answered at present.' } },
      trueGround: 'compromises an ongoing criminal investigation',
    });
    const page = await text('sven', approval(id));
    expect(page).toContain('The head of the National Point of Contact');
    expect(page).toContain('Ground of ITI 22 Not named in this letter');
    expect(page).toContain('True ground Compromises an ongoing criminal investigation');
    expect(page).toContain('You cannot sign this');
    await sign('hana', id);
    expect((await home.caseOf(id)).proposal).toBeUndefined();
  });
});

describe('the list of what waits', () => {
  it('parts what is mine to sign from what is not', async () => {
    const id = await home.proposed('LIST0001');
    const reference = (await home.caseOf(id)).reference;
    const mine = await text('omar', '/approvals');
    expect(mine.slice(mine.indexOf('For your signature'))).toContain(reference);
    const own = await text('olga', '/approvals');
    expect(own.indexOf('For somebody else')).toBeGreaterThan(0);
    expect(own.indexOf(reference)).toBeGreaterThan(own.indexOf('For somebody else'));
  });

  it('hides a case from who has a conflict of interest', async () => {
    const id = await home.proposed('LIST0002');
    const kase = await home.caseOf(id);
    const compartment = { ...kase.compartment, conflictPersonIds: [home.person('omar').id] };
    await home.act('sven', id, { type: 'change compartment', compartment, reason: 'A relative.' });
    expect(await text('omar', '/approvals')).not.toContain(kase.reference);
    expect((await (await as('omar')).get(approval(id))).status).toBe(404);
  });
});

describe('several requests at once', () => {
  it('are each signed, sent and reported on their own', async () => {
    const ids = [await home.requestProposed('MANY1'), await home.requestProposed('MANY2')];
    const left = await home.requestProposed('MANY3');
    const omar = await as('omar');
    const page = await omar.get('/approvals/requests');
    for (const serial of ['MANY1', 'MANY2', 'MANY3']) expect(page.html).toContain(serial);
    const names = ids.flatMap((id) => [`version-${id}`, `digest-${id}`, `factsDigest-${id}`]);
    const shown = hiddenIn(page.html, names);
    // One of them is changed by its author while the page is read.
    await home.act('olga', ids[1] ?? '', { type: 'edit draft', body: { urgency: 'routine' } });
    await home.act('olga', ids[1] ?? '', { type: 'propose request' });
    const report = await omar.submit('/approvals/requests', { ...shown, chosen: ids });
    const said = textOf(report.html);
    expect(said).toMatch(/XAA-2026-\d{6}\u2069 is signed and sent/);
    expect(said).toMatch(/XAA-2026-\d{6}\u2069 is not signed. Somebody has changed this since you read it/);
    expect((await home.caseOf(ids[0] ?? '')).streams.requester).toHaveLength(1);
    expect((await home.caseOf(ids[1] ?? '')).proposal?.approval).toBeUndefined();
    expect((await home.caseOf(left)).proposal?.approval).toBeUndefined();
  });

  it('ask that one be chosen', async () => {
    await home.requestProposed('MANY4');
    const page = await (await as('omar')).submit('/approvals/requests', {});
    expect(textOf(page.html)).toContain('Choose one request or more.');
  });

  it('are offered to nobody for their own work', async () => {
    await home.requestProposed('MANY5');
    expect(await text('olga', '/approvals/requests')).toContain('No request waits for your signature.');
  });
});

describe('a node with a single officer', () => {
  it('lets the author sign with a reason, and asks for it', async () => {
    const single = await AnsweringNode.start({ config: { 'access.singleOfficer': true } });
    const id = await single.proposed('OWN00001');
    const olga = await new PageClient(single.node.url).signIn('olga');
    const page = await olga.get(approval(id));
    expect(textOf(page.html)).toContain('Why do you sign your own work?');
    const shown = hiddenIn(page.html, ['_version', 'digest', 'factsDigest']);
    const refused = await olga.submit(approval(id), { ...shown, then: 'send' });
    expect(textOf(refused.html)).toContain('it is your own work');
    const done = await olga.post(approval(id), { ...shown, then: 'send', ownReason: 'I am alone on duty today.' });
    expect(done.location).toBe(`/cases/${id}`);
    await single.close();
  });
});
