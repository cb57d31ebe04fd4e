import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Body } from '../../src/domain/messages/index.js';
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
