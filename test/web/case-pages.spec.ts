import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { type Body } from '../../src/domain/messages/index.js';
import { Transactions } from '../../src/platform/transaction.js';
import { LOCALES } from '../../src/web/i18n/locales.js';
import { CaseStage } from '../support/case-stage.js';
import { LETTERS } from '../support/letters.js';
import { PageClient, textOf } from '../support/page-client.js';

const ANSWER: Body<'ANSWER'> = {
  ...LETTERS.ANSWER.body,
  outcome: 'traced to last lawful holder',
  level: 2,
  facts: [
    { field: 'company', role: 'maker', event: 'manufactured', level: 1, value: 'Invented Works', on: '1999-05-01' },
    { field: 'person', role: 'private holder', level: 2, value: 'Joan Invented' },
  ],
  handling: {
    recipients: ['Public prosecutor'],
    purposes: ['criminal investigation'],
    onwardRelease: 'with consent',
    evidenceUse: 'no',
    deleteBy: '2031-12-31',
    label: 'TLP:AMBER',
  },
};

let stage: CaseStage;
beforeAll(async () => {
  stage = await CaseStage.start();
});
afterAll(() => stage.node.close());

const as = (name: string, locale = 'en'): Promise<PageClient> => new PageClient(stage.node.url, locale).signIn(name);
const read = async (name: string, path: string, locale = 'en'): Promise<string> => {
  const page = await (await as(name, locale)).get(path);
  if (page.status !== 200) throw new Error(`${path} answered ${String(page.status)}`);
  return textOf(page.html);
};
async function answered(serial: string): Promise<string> {
  const kase = await stage.asked(serial);
  await stage.receive(kase.thread, { seq: 1, seen: 1 }, { kind: 'ANSWER', body: ANSWER });
  return kase.id;
}

describe('the page of a case', () => {
  it('says where a draft stands, what it lacks, and leads on', async () => {
    const text = await read('officer.one', `/cases/${await stage.drafted('CASE0001')}`);
    expect(text).toContain('The request is still being written. Nothing has left this node.');
    expect(text).toContain('Choose the State to ask.');
    expect(text).toContain('Go on with the request');
    expect(text).toContain('CASE0001');
  });

  it('shows what was answered, and in plain words what may be done with it', async () => {
    const text = await read('officer.one', `/cases/${await answered('CASE0002')}`);
    for (const said of [
      'We ask · Austria',
      'USA-2026-000001',
      'Traced to last lawful holder',
      'Invented Works',
      'Joan Invented',
      'Use it only for: Criminal investigation.',
      'Only these may receive it: Public prosecutor.',
      'It goes to another State or agency only if Austria consents first.',
      'must not be used as evidence in court',
      'Erase it by December 31, 2031.',
      'Close the case',
    ])
      expect(text).toContain(said);
  });

  it('shows natural persons as withheld to a role without level 2, and nothing foreign to the police', async () => {
    const id = await answered('CASE0003');
    const auditor = await read('auditor.one', `/cases/${id}`);
    expect(auditor).toContain('Invented Works');
    expect(auditor).not.toContain('Joan Invented');
    const investigator = await read('investigator.one', `/cases/${id}`);
    expect(investigator).toContain('What the other State wrote is not shown to your role.');
    expect(investigator).toContain('CASE0003');
    for (const foreign of ['Joan Invented', 'Invented Works', 'Traced to last lawful holder'])
      expect(investigator).not.toContain(foreign);
  });

  it('is missing for another agency, as a case that never was', async () => {
    const id = await stage.drafted('CASE0004');
    const stranger = await as('stranger.one');
    const [hidden, missing] = [
      await stranger.get(`/cases/${id}`),
      await stranger.get('/cases/019ad000-0000-7000-8000-00000000dead'),
    ];
    expect(hidden.status).toBe(404);
    expect(textOf(hidden.html)).toBe(textOf(missing.html));
  });

  it('offers an auditor nothing to do', async () => {
    expect(await read('auditor.one', `/cases/${await answered('CASE0005')}`)).not.toContain('What you can do');
  });

  it('shows clocks of our own as reminders that bind nobody, never as overdue', async () => {
    const kase = await stage.asked('CASE0006');
    stage.node.clock.advance(60 * 86_400_000);
    const text = await read('officer.one', `/cases/${kase.id}`);
    expect(text).toContain('Past our reminder');
    expect(text).toContain('Our own reminder; it binds nobody');
    expect(text).not.toContain('Overdue');
  });
});

describe('the messages of a case', () => {
  it('stand in one list with their receipts, and each can be read', async () => {
    const id = await answered('CASE0011');
    const list = await read('officer.one', `/cases/${id}/messages`);
    expect(list).toContain('2 messages, newest first.');
    expect(list.indexOf('Answer')).toBeLessThan(list.indexOf('Request'));
    const letter = await read('officer.one', `/cases/${id}/messages/responder/1`);
    expect(letter).toContain('Answer: written by Austria');
    expect(letter).toContain('Joan Invented');
    expect(letter).toContain('the same on both nodes');
    expect((await (await as('officer.one')).get(`/cases/${id}/messages/responder/9`)).status).toBe(404);
  });

  it('keep what the other State wrote from the police', async () => {
    const id = await answered('CASE0012');
    expect(await read('investigator.one', `/cases/${id}/messages`)).toContain('Answer');
    const letter = await read('investigator.one', `/cases/${id}/messages/responder/1`);
    expect(letter).not.toContain('Invented');
    expect(letter).toContain('is not shown to your role');
  });

  it('say of a letter that came too late why it changed nothing', async () => {
    const kase = await stage.asked('CASE0013');
    await stage.receive(kase.thread, { seq: 1, seen: 1 }, { kind: 'ANSWER', body: ANSWER });
    await stage.receive(kase.thread, { seq: 2, seen: 1 }, LETTERS.ASK_MORE);
    expect(await read('officer.one', `/cases/${kase.id}/messages`)).toContain('Without effect: Answered already');
  });
});

describe('the timeline', () => {
  it('lists both sides in one order, with who and why, and can be narrowed', async () => {
    const kase = await stage.asked('CASE0021');
    await stage.act('officer.two', kase.id, {
      type: 'place hold',
      kind: 'court',
      reason: 'Exhibit 4 <b>until</b> May',
    });
    await stage.receive(kase.thread, { seq: 1, seen: 1 }, LETTERS.ASK_MORE);
    const page = await (await as('officer.one')).get(`/cases/${kase.id}/timeline`);
    const text = textOf(page.html);
    for (const said of [
      'Message received: Question for more',
      'Name of officer.two',
      'Hold placed: A court needs the weapon',
      'Case opened',
    ])
      expect(text).toContain(said);
    expect(page.html).toContain('Exhibit 4 &lt;b&gt;until&lt;/b&gt; May');
    expect(text.indexOf('Question for more')).toBeLessThan(text.indexOf('Case opened'));
    const letters = await read('officer.one', `/cases/${kase.id}/timeline?show=letters`);
    expect(letters).toContain('Question for more');
    expect(letters).not.toContain('Hold placed');
    const ours = await read('officer.one', `/cases/${kase.id}/timeline?show=ours`);
    expect(ours).toContain('Hold placed');
    expect(ours).not.toContain('Question for more');
  });

  it('tells the police that an answer came and not what it says', async () => {
    const text = await read('investigator.one', `/cases/${await answered('CASE0022')}/timeline`);
    expect(text).toContain('Message received: Answer');
    expect(text).not.toContain('Traced');
  });
});

describe('the chain', () => {
  it('is drawn and told: whom was asked, and the way of the weapon', async () => {
    const kase = await stage.asked('CASE0031');
    const body: Body<'ANSWER'> = {
      ...ANSWER,
      outcome: 'traced to export',
      nextState: 'POL',
      facts: [{ field: 'State', event: 'exported', level: 0, value: 'POL', on: '2001-02-03' }],
    };
    await stage.receive(kase.thread, { seq: 1, seen: 1 }, { kind: 'ANSWER', body });
    await stage.node.processAll();
    const page = await (await as('officer.one')).get(`/cases/${kase.id}/chain`);
    const text = textOf(page.html);
    expect(page.html.match(/<svg class="pm-chain"/g)).toHaveLength(2);
    for (const said of ['Exported', 'Told by Austria', 'February 3, 2001', 'Poland', 'Draft', 'January 10, 2026'])
      expect(text).toContain(said);
    expect(text.lastIndexOf('Exported')).toBeLessThan(text.lastIndexOf('Seized'));
    const next = /<a class="govuk-link" href="(\/cases\/[^"]+)"><bdi>/.exec(page.html)?.[1] ?? '';
    expect(await read('officer.one', `${next}/chain`)).toContain('Told by Austria');
  });

  it('mirrors its picture for readers from right to left', async () => {
    const id = await answered('CASE0032');
    const [en, ar] = await Promise.all(
      ['en', 'ar'].map(async (locale) => (await (await as('officer.one', locale)).get(`/cases/${id}/chain`)).html),
    );
    const dot = (html = ''): number => Number(/<circle[^>]*cx="(\d+)"/.exec(html)?.[1]);
    expect(dot(en)).toBeLessThan(50);
    expect(dot(ar)).toBeGreaterThan(240);
  });
});

describe('the ledger of a case', () => {
  it('shows every act with its place in the signed tree, and gives the proof away as a file', async () => {
    const kase = await stage.asked('CASE0041');
    await stage.node.processAll();
    const client = await as('officer.one');
    const page = await client.get(`/cases/${kase.id}/ledger`);
    const text = textOf(page.html);
    expect(text).toContain('Proved');
    expect(text).not.toContain('Does not hold');
    expect(text).toContain('Name of supervisor.one');
    expect(text).not.toContain('Case read');
    const href = /href="([^"]+\/ledger\/\d+)"/.exec(page.html)?.[1] ?? '';
    const file = await client.get(href);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(JSON.parse(file.html)).toMatchObject({
      entry: expect.stringContaining(kase.id),
      checkpoint: expect.stringContaining('proofmark/XAA'),
    });
    expect((await client.get(`/cases/${kase.id}/ledger/1`)).status).toBe(404);
    expect((await (await as('investigator.one')).get(href)).status).toBe(404);
  });

  it('tells who looked only to whoever may read the ledger', async () => {
    const kase = await stage.asked('CASE0042');
    await read('officer.two', `/cases/${kase.id}`);
    expect(await read('officer.one', `/cases/${kase.id}/ledger`)).not.toContain('Name of officer.two');
    expect(await read('auditor.one', `/cases/${kase.id}/ledger`)).toContain('Name of officer.two');
  });

  it('says so where an entry was changed behind the back of the node', async () => {
    const kase = await stage.asked('CASE0043');
    await stage.node.processAll();
    const owner = new Client({ connectionString: stage.node.database.ownerUrl });
    await owner.connect();
    await owner.query(
      'ALTER TABLE audit_entry DISABLE TRIGGER USER, DROP CONSTRAINT audit_entry_leaf_hash, DROP CONSTRAINT audit_entry_columns_say_what_the_entry_says',
    );
    await owner.query(
      `UPDATE audit_entry SET canonical = convert_to(replace(convert_from(canonical, 'UTF8'), '"case.send"', '"case.sent"'), 'UTF8') WHERE case_id = $1 AND act = 'case.send'`,
      [kase.id],
    );
    await owner.end();
    expect(await read('officer.one', `/cases/${kase.id}/ledger`)).toContain('Does not hold: tell the auditor');
  });
});

describe('acts on a case', () => {
  const version = async (id: string): Promise<string> =>
    /name="readVersion" value="(\d+)"/.exec(
      (await (await as('officer.one')).get(`/cases/${id}/acts/hold`)).html,
    )?.[1] ?? '';

  it('are one form each: a hold is placed and lifted, a consultation opened and ended', async () => {
    const { id } = await stage.asked('CASE0051');
    const client = await as('officer.one');
    const hold = `/cases/${id}/acts/hold`;
    const placed = await client.submit(hold, { readVersion: await version(id), kind: 'court', reason: 'Exhibit 4' });
    expect(textOf(placed.html)).toContain('The hold is placed.');
    expect(textOf(placed.html)).toContain('Exhibit 4');
    const lifting = /href="([^"]+lifting\?item=[^"]+)"/.exec(placed.html)?.[1] ?? '';
    const item = new URL(lifting, stage.node.url).searchParams.get('item') ?? '';
    const lifted = await client.submit(lifting, { readVersion: await version(id), item });
    expect(textOf(lifted.html)).toContain('The hold is lifted.');
    const consult = `/cases/${id}/acts/consultation`;
    const asked = await client.submit(consult, {
      readVersion: await version(id),
      kind: 'consult',
      withWhom: 'Prosecutor',
    });
    expect(textOf(asked.html)).toContain('Prosecutor');
    const end = `/cases/${id}/acts/consultation-end?item=1`;
    const ended = await client.submit(end, { readVersion: await version(id), item: '1', result: 'No objection' });
    expect(textOf(ended.html)).toContain('No objection');
  });

  it('come back with what was typed and the reason at its field', async () => {
    const { id } = await stage.asked('CASE0052');
    const path = `/cases/${id}/acts/consultation`;
    const page = await (
      await as('officer.one')
    ).submit(path, { readVersion: await version(id), withWhom: 'Typed <once>' });
    expect(page.html).toContain('Typed &lt;once&gt;');
    expect(page.html).toMatch(/href="#kind"/);
    expect(textOf(page.html)).toContain('Something is not right yet');
  });

  it('read a time by the clock of the capital', async () => {
    const { id } = await stage.asked('CASE0053');
    const path = `/cases/${id}/acts/contact`;
    const fields = { channel: 'telephone', at: '2026-03-02T14:05', what: 'Called', calledBack: 'yes' };
    const page = await (await as('officer.one')).submit(path, { readVersion: await version(id), ...fields });
    expect(textOf(page.html)).toContain('Called back at the number of the directory');
    const wrong = await (
      await as('officer.one')
    ).submit(path, { readVersion: await version(id), ...fields, at: 'noon' });
    expect(wrong.html).toMatch(/href="#at"/);
  });

  it('tell of a conflict what changed since, keep what was typed, and take it then', async () => {
    const { id } = await stage.asked('CASE0054');
    const read = await version(id);
    await stage.act('officer.two', id, { type: 'confirm storage' });
    const path = `/cases/${id}/acts/hold`;
    const client = await as('officer.one');
    const page = await client.submit(path, { readVersion: read, kind: 'court', reason: 'Typed first' });
    const text = textOf(page.html);
    expect(text).toContain('Somebody has changed this since you read it.');
    expect(text).toContain('Secure storage confirmed (Name of officer.two)');
    expect(page.html).toContain('Typed first');
    const now = /name="readVersion" value="(\d+)"/.exec(page.html)?.[1] ?? '';
    expect(
      textOf((await client.submit(path, { readVersion: now, kind: 'court', reason: 'Typed first' })).html),
    ).toContain('The hold is placed.');
  });

  it('say why the law refuses one now, and offer no form for it', async () => {
    const { id } = await stage.asked('CASE0055');
    const overview = await read('officer.one', `/cases/${id}`);
    expect(overview).toContain('The exchange is still open: answer, refuse or withdraw first.');
    const page = await (await as('officer.one')).get(`/cases/${id}/acts/closing`);
    expect(textOf(page.html)).toContain('This cannot be done now.');
    expect(page.html).not.toContain('name="outcome"');
    await stage.act('officer.one', id, { type: 'confirm storage' });
    const disposal = await (await as('officer.one')).get(`/cases/${id}/custody/disposal`);
    expect(disposal.html).toMatch(/value="destroyed"[^>]*disabled/);
    expect(textOf(disposal.html)).toContain('still holds the weapon');
  });

  it('close a case with its point of diversion, and reopen it with a reason', async () => {
    const id = await answered('CASE0056');
    const client = await as('officer.one');
    const closing = `/cases/${id}/acts/closing`;
    const half = await client.submit(closing, {
      'readVersion': await version(id),
      'outcome': 'traced to last lawful holder',
      'established': 'through a trace',
      'diversion-place': 'Depot 4',
    });
    expect(half.html).toMatch(/href="#diversion-kind"/);
    expect(half.html).toContain('Depot 4');
    const closed = await client.submit(closing, {
      'readVersion': await version(id),
      'outcome': 'traced to last lawful holder',
      'established': 'through a trace',
      'diversion-kind': 'theft or loss from State stock',
      'diversion-confidence': 'probable',
      'diversion-basis': 'Stock list of 2019',
      'lessons': 'Ask the depot first.',
    });
    for (const said of ['The case is closed.', 'Theft or loss from State stock · Probable', 'Ask the depot first.'])
      expect(textOf(closed.html)).toContain(said);
    const again = await client.submit(`/cases/${id}/acts/reopening`, {
      readVersion: await version(id),
      reason: 'A second weapon',
    });
    expect(textOf(again.html)).toContain('The case is open again.');
  });

  it('give the case to a colleague, by a supervisor alone', async () => {
    const { id } = await stage.asked('CASE0057');
    const path = `/cases/${id}/assignment`;
    const officer = await (await as('officer.one')).get(path);
    expect(officer.status).toBe(404);
    const boss = await as('supervisor.one');
    const page = await boss.submit(path, { readVersion: await version(id), personId: stage.person('officer.two').id });
    expect(textOf(page.html)).toContain('Name of officer.two');
    expect((await boss.get(path)).html).not.toContain('Name of stranger.one');
  });

  it('erase the content for the data protection officer, and never under a hold', async () => {
    const id = await stage.drafted('CASE0058');
    await stage.act('officer.one', id, { type: 'place hold', kind: 'legal', reason: 'Law' });
    const dpo = await as('dpo.one');
    const path = `/cases/${id}/purge`;
    const held = await dpo.get(path);
    expect(textOf(held.html)).toContain('This cannot be done now.');
    const [hold] = (await stage.act('officer.one', id, { type: 'confirm storage' })).holds;
    await stage.act('officer.one', id, { type: 'lift hold', id: hold?.id ?? '' });
    const done = await dpo.submit(path, {
      readVersion: /name="readVersion" value="(\d+)"/.exec((await dpo.get(path)).html)?.[1] ?? '',
    });
    expect(textOf(done.html)).toContain('The content of the case is erased.');
    await stage.node.processAll();
    expect((await (await as('officer.one')).get(`/cases/${id}`)).status).toBe(404);
  });

  it('refuse whoever may not do them, and what the state does not offer', async () => {
    const { id } = await stage.asked('CASE0059');
    expect((await (await as('investigator.one')).get(`/cases/${id}/acts/hold`)).status).toBe(404);
    expect((await (await as('investigator.one')).get(`/cases/${id}/custody/storage`)).status).toBe(200);
    expect((await (await as('officer.one')).get(`/cases/${id}/acts/reopening`)).status).toBe(409);
    expect((await (await as('officer.one')).get(`/cases/${id}/acts/no-such-act`)).status).toBe(404);
    expect((await (await as('officer.one')).get(`/cases/${id}/acts/constructor`)).status).toBe(404);
  });
});

describe('letters that one person writes', () => {
  const letter = async (id: string, kind: string): Promise<string> =>
    /name="readVersion" value="(\d+)"/.exec(
      (await (await as('officer.one')).get(`/cases/${id}/letters/${kind}`)).html,
    )?.[1] ?? '';

  it('answer a question, each under its own words', async () => {
    const kase = await stage.asked('CASE0061');
    await stage.receive(kase.thread, { seq: 1, seen: 1 }, LETTERS.ASK_MORE);
    const client = await as('officer.one');
    const path = `/cases/${kase.id}/letters/more`;
    expect(textOf((await client.get(path)).html)).toContain('Which model?');
    const empty = await client.submit(path, { 'readVersion': await letter(kase.id, 'more'), 'answers-0-text': ' ' });
    expect(empty.html).toMatch(/href="#answers-0-text"/);
    const sent = await client.submit(path, {
      'readVersion': await letter(kase.id, 'more'),
      'answers-0-text': 'Model 19',
    });
    expect(textOf(sent.html)).toContain('It is sent. The clock goes on when it is received.');
    expect(await read('officer.one', `/cases/${kase.id}/messages/requester/2`)).toContain('Model 19');
  });

  it('ask for consent for exactly one scope', async () => {
    const id = await answered('CASE0062');
    const client = await as('officer.one');
    const path = `/cases/${id}/letters/consent-request`;
    const form = await client.get(path);
    const of = /name="of" type="radio" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
    const fields = {
      readVersion: await letter(id, 'consent-request'),
      of,
      what: 'The maker',
      purpose: 'criminal investigation',
    };
    const without = await client.submit(path, { ...fields, 'scope-kind': 'next State' });
    expect(without.html).toMatch(/href="#scope-state"/);
    const sent = await client.submit(path, {
      ...fields,
      'scope-kind': 'next State',
      'scope-state': 'POL',
      'scope-agency': 'ignored',
    });
    expect(textOf(sent.html)).toContain('Consent is asked for');
    const text = await read('officer.one', `/cases/${id}/messages/requester/2`);
    expect(text).toContain('Poland');
    expect(text).not.toContain('ignored');
  });

  it('clarify, give feedback, remind and withdraw', async () => {
    const id = await answered('CASE0063');
    const client = await as('officer.one');
    const form = await client.get(`/cases/${id}/letters/clarify`);
    const about = /name="about" type="radio" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
    const half = await client.submit(`/cases/${id}/letters/feedback`, {
      readVersion: await letter(id, 'feedback'),
      rightWeapon: 'yes',
    });
    expect(half.html).toMatch(/href="#helped">Choose one\./);
    expect(half.html).toMatch(/name="rightWeapon" type="radio" value="yes" checked/);
    const forms = [
      ['clarify', { about, question: 'Until when?' }, 'The question is sent.'],
      ['feedback', { rightWeapon: 'yes', helped: 'not known' }, 'The feedback is sent.'],
      ['remind', { text: 'Kindly answer.' }, 'The reminder is sent.'],
      ['withdraw', { reason: 'no longer needed', erasePersons: 'yes' }, 'The request is withdrawn.'],
    ] as const;
    for (const [kind, fields, done] of forms) {
      const page = await client.submit(`/cases/${id}/letters/${kind}`, {
        readVersion: await letter(id, kind),
        ...fields,
      });
      expect(textOf(page.html)).toContain(done);
    }
    expect((await client.get(`/cases/${id}/letters/remind`)).status).toBe(409);
    expect((await client.get(`/cases/${id}/letters/answer`)).status).toBe(404);
  });

  it('give up a message that has no receipt yet', async () => {
    const { id } = await stage.act('officer.one', await stage.approved('CASE0064'), { type: 'send' });
    const client = await as('officer.one');
    const list = await client.get(`/cases/${id}/messages`);
    expect(textOf(list.html)).toContain('No receipt yet');
    const path = /href="([^"]+giving-up\?item=1)"/.exec(list.html)?.[1] ?? '';
    const version = /name="readVersion" value="(\d+)"/.exec((await client.get(path)).html)?.[1] ?? '';
    const page = await client.submit(path, { readVersion: version, item: '1', reason: 'Wrong weapon' });
    expect(textOf(page.html)).toContain('The message is given up');
  });

  it('send from the overview what was approved', async () => {
    const id = await stage.approved('CASE0065');
    const client = await as('officer.one');
    const overview = await client.get(`/cases/${id}`);
    const version = /name="readVersion" value="(\d+)"/.exec(overview.html)?.[1] ?? '';
    const stale = await client.submit(`/cases/${id}/acts/sending`, { readVersion: '1' }, `/cases/${id}`);
    expect(textOf(stale.html)).toContain('Somebody has changed this since you read it.');
    const sent = await client.submit(`/cases/${id}/acts/sending`, { readVersion: version }, `/cases/${id}`);
    expect(textOf(sent.html)).toContain('It is on its way.');
  });
});

describe('who may know of a case', () => {
  it('is sealed by a supervisor, hidden from the others, and opened in an emergency with a reason', async () => {
    const id = await stage.drafted('CASE0071');
    const boss = await as('supervisor.one');
    const path = `/cases/${id}/access`;
    const form = await boss.get(path);
    const readVersion = /name="readVersion" value="(\d+)"/.exec(form.html)?.[1] ?? '';
    const nobody = await boss.submit(path, { readVersion, sealed: 'yes', reason: 'Covert' });
    expect(textOf(nobody.html)).toContain('Something is not right yet');
    const named = stage.person('officer.two').id;
    const sealed = await boss.submit(path, { readVersion, sealed: 'yes', namedPersonIds: named, reason: 'Covert' });
    expect(textOf(sealed.html)).toContain('Access to the case is changed.');
    expect((await (await as('officer.one')).get(`/cases/${id}`)).status).toBe(404);
    expect((await boss.get(`/cases/${id}`)).status).toBe(404);
    const text = await read('officer.two', `/cases/${id}`);
    expect(text).toContain('Sealed');
    const reference = /XAA-\d{4}-\d{6}/.exec(text)?.[0] ?? '';
    const short = await boss.submit('/sealed-cases', { reference, reason: 'now' });
    expect(short.html).toMatch(/href="#reason"/);
    expect(short.html).toContain(reference);
    const missing = await boss.submit('/sealed-cases', { reference: 'XAA-2026-999999', reason: 'A life is in danger' });
    expect(missing.html).toMatch(/href="#reference"/);
    const opened = await boss.submit('/sealed-cases', { reference, reason: 'A life is in danger' });
    expect(textOf(opened.html)).toContain('Supervisors and auditors have been told.');
    expect(textOf(opened.html)).toContain('CASE0071');
    expect(opened.html).not.toContain('acts/hold');
  });
});

describe('the use of an answer', () => {
  it('is refused with every reason where the limits do not cover it, and else printed with them', async () => {
    const id = await answered('CASE0081');
    const client = await as('officer.one');
    const path = `/cases/${id}/use`;
    const refused = await client.submit(path, { purpose: 'statistics', recipient: 'Ministry of Sports' });
    const text = textOf(refused.html);
    expect(text).toContain('Criminal investigation');
    expect(refused.html).toContain('value="Ministry of Sports"');
    expect(/govuk-error-summary__list.*?<\/ul>/s.exec(refused.html)?.[0]).toMatch(/<li>.*<li>/s);
    const sheet = await client.submit(path, { purpose: 'criminal investigation', recipient: 'Public prosecutor' });
    for (const said of [
      'Recipient: Public prosecutor',
      'Use it only for: Criminal investigation.',
      'Invented Works',
      'Name of officer.one',
    ])
      expect(textOf(sheet.html)).toContain(said);
    const [exported] = await stage.node
      .get(Transactions)
      .read<{ count: string }>(
        "SELECT count(*) AS count FROM audit_entry WHERE case_id = $1 AND act = 'case.exported'",
        [id],
      );
    expect(exported?.count).toBe('1');
  });

  it('leads back to the question where none was asked', async () => {
    const page = await (await as('officer.one')).get(`/cases/${await answered('CASE0082')}/use/sheet`);
    expect(page).toMatchObject({ status: 303, location: expect.stringMatching(/\/use$/) });
  });
});

describe('a case with very many letters', () => {
  it('stays light: 200 letters, and no page over 100 kB', async () => {
    const kase = await stage.asked('CASE0091');
    for (let seq = 1; seq <= 200; seq += 1)
      await stage.receive(kase.thread, { seq, seen: 1 }, { kind: 'REMIND', body: { text: `Reminder ${String(seq)}` } });
    const client = await as('officer.one');
    for (const part of ['', '/messages', '/messages?page=4', '/timeline', '/ledger', '/chain']) {
      const { html, status } = await client.get(`/cases/${kase.id}${part}`);
      expect([part, status]).toEqual([part, 200]);
      expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    }
    expect(textOf((await client.get(`/cases/${kase.id}/messages?page=5`)).html)).toContain('201 messages');
  }, 60_000);
});

describe('every page of a case', () => {
  it.each(LOCALES)('is whole in %s', async (locale) => {
    const id = await answered(`WHOLE${String(LOCALES.indexOf(locale))}`);
    const client = await as('officer.one', locale);
    for (const part of [
      '',
      '/messages',
      '/messages/responder/1',
      '/timeline',
      '/chain',
      '/ledger',
      '/use',
      '/acts/contact',
      '/acts/closing',
      '/letters/consent-request',
    ]) {
      const { html, status } = await client.get(`/cases/${id}${part}`);
      expect([part, status]).toEqual([part, 200]);
      expect(html).not.toMatch(/\b(?:cases|vocabulary|letters|layout|errors)\.[a-z]\w*/);
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son\w+="/);
    }
  });
});
