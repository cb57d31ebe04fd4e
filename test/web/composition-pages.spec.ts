import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Body, type Letter } from '../../src/domain/messages/index.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { AnsweringNode, type Name } from '../support/answering-node.js';
import { LETTERS } from '../support/letters.js';
import { hiddenIn, PageClient, textOf, type Fields, type PageAnswer } from '../support/page-client.js';

let home: AnsweringNode;
const clients = new Map<string, Promise<PageClient>>();
const as = (name: Name): Promise<PageClient> => {
  const known = clients.get(name) ?? new PageClient(home.node.url).signIn(name);
  clients.set(name, known);
  return known;
};
/** The form as its page shows it, with what a person changed. */
const ANSWER = {
  'part': 'final',
  'level': '1',
  'handling-onwardRelease': 'with consent',
  'handling-evidenceUse': 'with consent',
  'handling-purposes': 'criminal investigation',
  'handling-label': 'TLP:AMBER+STRICT',
};
const composition = (id: string): string => `/cases/${id}/answer/composition`;
const letterPath = (id: string, slug: string): string => `/cases/${id}/answer/letters/${slug}`;
/** Puts forward, or sends, what the preview shows. */
async function putForward(client: PageClient, path: string): Promise<PageAnswer> {
  const { html } = await client.get(path);
  return client.post(path, hiddenIn(html, ['_version']));
}
/** Fills a letter's form in, reads its preview, and puts it forward. */
async function write(id: string, slug: string, fields: Fields): Promise<{ preview: string; location: string }> {
  const olga = await as('olga');
  const preview = await olga.submit(letterPath(id, slug), fields);
  const { location } = await putForward(olga, `/cases/${id}/answer/preview/${slug}`);
  return { preview: textOf(preview.html), location };
}
async function refused(id: string, slug: string, fields: Fields): Promise<PageAnswer> {
  return (await as('olga')).submit(letterPath(id, slug), fields);
}
async function inHand(serial: string): Promise<string> {
  const id = await home.asked(serial);
  await home.act('olga', id, { type: 'accept request' });
  return id;
}
/** A final answer that AUT has received. */
async function answered(serial: string): Promise<{ id: string; mid: string }> {
  const id = await home.proposed(serial);
  const { proposal } = await home.caseOf(id);
  if (proposal === undefined) throw new Error('nothing proposed');
  const { digest, factsDigest } = proposal;
  await home.act('omar', id, { type: 'approve', digest, factsDigest });
  await home.delivered(await home.act('omar', id, { type: 'send' }));
  const mid = (await home.caseOf(id)).streams.responder.at(-1)?.mid ?? '';
  return { id, mid };
}
const proposedLetter = async (id: string): Promise<Letter | undefined> => (await home.caseOf(id)).proposal?.letter;

beforeAll(async () => {
  home = await AnsweringNode.start();
});
afterAll(() => home.close());

describe('composing an answer', () => {
  it('shows each fact at its level, and a level that the partner is not given with its reason', async () => {
    const id = await home.chosen('COMP0001');
    const page = textOf((await (await as('olga')).get(composition(id))).html);
    expect(page).toMatch(/At every level .*Type Self-loading pistol.*From level 1 on .*Invented Arms Ltd/);
    expect(page).toMatch(/Only at level 2 .*Joan Invented/);
    expect(page).toContain('Not possible: 2: natural persons. This partner is given less than this level');
  });

  it('leads to the letter as the partner reads it, and only then forward', async () => {
    const id = await home.chosen('COMP0002');
    const olga = await as('olga');
    const preview = await olga.submit(composition(id), { ...ANSWER, note: 'The dealer <b>closed</b> in 2005.' });
    const text = textOf(preview.html);
    expect(text).toContain('As they will read it: Answer');
    expect(text).toContain('Natural person Not given to this partner');
    expect(text).not.toContain('Joan Invented');
    expect(preview.html).toContain('The dealer &lt;b&gt;closed&lt;/b&gt; in 2005.');
    expect(text).toContain('Who signs: A second person.');
    expect(await proposedLetter(id)).toBeUndefined();
    const { location } = await putForward(olga, `/cases/${id}/answer/preview/answer`);
    expect(location).toBe(`/cases/${id}/approval`);
    expect(await proposedLetter(id)).toMatchObject({ kind: 'ANSWER', body: { level: 1, part: 'final' } });
  });

  it('keeps what was typed until it is put forward', async () => {
    const id = await home.chosen('COMP0003');
    const olga = await as('olga');
    await olga.submit(composition(id), { ...ANSWER, note: 'To be kept.' });
    expect((await olga.get(composition(id))).html).toContain('To be kept.');
    await putForward(olga, `/cases/${id}/answer/preview/answer`);
    await home.act('olga', id, { type: 'return proposal', reason: 'Once more.' });
    expect((await olga.get(composition(id))).html).not.toContain('To be kept.');
  });

  it('asks at level 2 for legal basis and necessity, at their fields, and says that a supervisor signs', async () => {
    await home.allow(2);
    const id = await home.chosen('COMP0004');
    const olga = await as('olga');
    const back = await olga.submit(composition(id), { ...ANSWER, level: '2', note: 'Typed before.' });
    expect(textOf(back.html)).toContain('Name the legal basis for telling of a natural person.');
    expect(back.html).toContain('href="#legalBasis"');
    expect(back.html).toContain('Typed before.');
    const full = { ...ANSWER, level: '2', legalBasis: 'Police Act 5', necessity: 'The suspect is in flight.' };
    const text = textOf((await olga.submit(composition(id), full)).html);
    expect(text).toContain('Joan Invented');
    expect(text).toContain('Who signs: A supervisor.');
    await home.allow(1);
  });

  it('holds a field back only on a ground, and then needs the head', async () => {
    const id = await home.chosen('COMP0005');
    const olga = await as('olga');
    const none = await olga.submit(composition(id), { ...ANSWER, 'heldBack-fields': ['company'] });
    expect(textOf(none.html)).toContain('Choose one.');
    const text = textOf(
      (
        await olga.submit(composition(id), {
          ...ANSWER,
          'heldBack-fields': ['company'],
          'heldBack-ground': 'national security consistent with the Charter',
        })
      ).html,
    );
    expect(text).toContain('Company National security consistent with the Charter');
    expect(text).not.toContain('Invented Arms');
    expect(text).toContain('Who signs: The head of the National Point of Contact.');
  });

  it('narrows the terms, and says where nothing is left of them', async () => {
    const id = await home.chosen('COMP0006');
    const olga = await as('olga');
    const narrow = {
      ...ANSWER,
      'handling-recipients': 'Federal Police\nProsecutor of Vienna',
      'handling-deleteBy': '2030-01-31',
    };
    const text = textOf((await olga.submit(composition(id), narrow)).html);
    expect(text).toContain('Federal Police and Prosecutor of Vienna');
    expect(text).toContain('Erase by January 31, 2030');
    const apart = await olga.submit(composition(id), { ...ANSWER, 'handling-purposes': 'statistics' });
    expect(textOf(apart.html)).toContain('have nothing in common');
    const noDay = await olga.submit(composition(id), { ...ANSWER, 'handling-deleteBy': '2030-02-31' });
    expect(textOf(noDay.html)).toContain('Enter a date, for example 2026-01-31.');
  });

  it('says on its face that it rests on a look-alike', async () => {
    const firearmId = await home.register('COMP0O07');
    const id = await inHand('COMP0007');
    await home.act('olga', id, { type: 'choose record', firearmId, outcome: 'traced to dealer only' });
    const text = textOf((await (await as('olga')).submit(composition(id), ANSWER)).html);
    expect(text).toContain('This answer rests on a look-alike: characters differ.');
    expect(text).toContain('Character 6: digit 0 was asked, letter O is recorded.');
  });

  it('comes after a record, or why there is none, is confirmed', async () => {
    const id = await inHand('COMP0008');
    const page = await (await as('olga')).get(composition(id));
    expect(page.status).toBe(409);
    expect(textOf(page.html)).toContain('Choose the record first, or say why there is none.');
    expect((await (await as('olga')).get(`/cases/${id}/answer/preview/answer`)).location).toBe(composition(id));
  });

  it('is prepared with what a restriction that was sent holds back', async () => {
    const id = await home.chosen('COMP0009');
    const ground = 'national security consistent with the Charter';
    const letter = { kind: 'RESTRICT', body: { ground, fields: ['company'], text: 'Not the dealer.' } } as const;
    const { proposal } = await home.act('olga', id, {
      type: 'propose letter',
      letter: { ...letter, body: { ...letter.body, fields: ['company'] } },
    });
    const { digest = '', factsDigest = '' } = proposal ?? {};
    await home.act('hana', id, { type: 'approve', digest, factsDigest });
    await home.act('hana', id, { type: 'send' });
    const { html } = await (await as('olga')).get(composition(id));
    expect(html).toMatch(/name="heldBack-fields" type="checkbox" value="company" checked/);
    expect(html).toMatch(/value="national security consistent with the Charter" selected/);
  });
});

describe('the other letters of whoever answers', () => {
  const ground = 'compromises an ongoing criminal investigation';

  it('a question for more goes out at once, and an empty one is asked for', async () => {
    const id = await inHand('LETT0001');
    const back = await refused(id, 'ask-more', {});
    expect(textOf(back.html)).toContain('Give at least one.');
    const { preview, location } = await write(id, 'ask-more', { 'body-questions-1-text': 'Which model is it?' });
    expect(preview).toContain('Question 1 Which model is it?');
    expect(location).toBe(`/cases/${id}`);
    expect((await home.caseOf(id)).streams.responder.at(-1)?.letter.kind).toBe('ASK_MORE');
  });

  it('a delay names its new date; with a ground the head signs', async () => {
    const id = await inHand('LETT0002');
    const back = await refused(id, 'delay', { 'body-until': '', 'body-text': 'The archive moves.' });
    expect(textOf(back.html)).toContain('Fill this in.');
    expect(back.html).toContain('The archive moves.');
    const plain = await write(id, 'delay', { 'body-until': '2026-06-01', 'body-text': 'The archive moves.' });
    expect(plain.preview).toContain('New date June 1, 2026');
    expect(plain.preview).toContain('Who signs: A second person.');
    expect(plain.location).toBe(`/cases/${id}/approval`);
  });

  it('a refusal names a ground, or keeps it for the file; the head signs', async () => {
    const id = await inHand('LETT0003');
    const back = await refused(id, 'refusal', { 'body-text': 'Cannot be answered at present.' });
    expect(textOf(back.html)).toContain('Name the ground of ITI 22');
    expect(back.html).toContain('href="#body-ground"');
    const neutral = { 'body-ground': ground, 'neutral': 'yes', 'body-text': 'Cannot be answered at present.' };
    const { preview } = await write(id, 'refusal', neutral);
    expect(preview).toContain('Not named in this letter');
    const { proposal } = await home.caseOf(id);
    expect(proposal).toMatchObject({
      needs: 'head of NPC',
      trueGround: ground,
      letter: { body: { text: neutral['body-text'] } },
    });
    expect(proposal?.letter.body).not.toHaveProperty('ground');
  });

  it('a restriction names its fields', async () => {
    const id = await inHand('LETT0004');
    const fields = { 'body-fields': ['person', 'company'], 'body-ground': ground, 'body-text': 'Not these.' };
    const { preview } = await write(id, 'restriction', fields);
    expect(preview).toContain('Not told Natural person and Company');
    expect(await proposedLetter(id)).toMatchObject({ body: { ground, fields: ['person', 'company'] } });
  });

  it('not accepting names one of the closed reasons', async () => {
    const id = await inHand('LETT0005');
    expect((await refused(id, 'not-accepted', { 'body-text': 'No.' })).html).toContain('href="#body-reason"');
    const { preview } = await write(id, 'not-accepted', { 'body-reason': 'antique', 'body-text': 'Made in 1880.' });
    expect(preview).toContain('Why Antique');
  });

  it('another State to ask is one of the list', async () => {
    const id = await inHand('LETT0006');
    expect(textOf((await refused(id, 'forward', { 'body-state': '', 'body-reason': 'Made there.' })).html)).toContain(
      'Fill this in.',
    );
    const { preview } = await write(id, 'forward', { 'body-state': 'DEU', 'body-reason': 'Made there.' });
    expect(preview).toContain('State to ask next Germany');
  });

  it('a consent decides on exactly what was asked; a supervisor signs', async () => {
    const { id, mid } = await answered('LETT0007');
    const { thread } = await home.caseOf(id);
    const consentId = derivedId('consent', 'LETT0007');
    const asked: Body<'CONSENT_REQUEST'> = {
      consentId,
      scope: { kind: 'next State', state: 'DEU' },
      of: mid,
      what: 'The sale of 2002.',
      purpose: 'criminal investigation',
    };
    await home.receive(thread, { kind: 'CONSENT_REQUEST', body: asked }, 2);
    const page = textOf((await (await as('olga')).get(letterPath(id, 'consent'))).html);
    expect(page).toContain('Telling a further State: Germany');
    expect(page).toContain('The sale of 2002.');
    expect((await refused(id, 'consent', { 'body-consentId': consentId })).html).toContain('href="#body-decision"');
    const { preview } = await write(id, 'consent', { 'body-consentId': consentId, 'body-decision': 'grant' });
    expect(preview).toContain('Decision Grant');
    expect((await home.caseOf(id)).proposal).toMatchObject({
      needs: 'supervisor',
      letter: { body: { scope: asked.scope } },
    });
  });

  it('a clarification answers the question that came', async () => {
    const { id, mid } = await answered('LETT0008');
    const { thread } = await home.caseOf(id);
    await home.receive(thread, { kind: 'CLARIFY', body: { about: mid, question: 'Which dealer do you mean?' } }, 2);
    const page = await (await as('olga')).get(letterPath(id, 'clarification'));
    expect(textOf(page.html)).toContain('Which dealer do you mean?');
    const about = /name="body-about" type="radio" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const { location } = await write(id, 'clarification', { 'body-about': about, 'body-text': 'The one in Graz.' });
    expect(location).toBe(`/cases/${id}`);
    expect((await home.caseOf(id)).streams.responder.at(-1)?.letter.kind).toBe('CLARIFICATION');
  });

  it('a correction tells what the record says now, at the level of its answer', async () => {
    const { id, mid } = await answered('LETT0009');
    await home.correctRecord('LETT0009');
    const { preview } = await write(id, 'correction', {
      'body-corrects': mid,
      'wrong': 'facts',
      'body-reason': 'The model was misread.',
    });
    expect(preview).toContain('Model 19');
    expect(preview).not.toContain('Joan Invented');
    expect(await proposedLetter(id)).toMatchObject({ kind: 'CORRECT', body: { corrects: mid } });
  });

  it('an answer is withdrawn by a correction that leaves nothing of it', async () => {
    const { id, mid } = await answered('LETT0010');
    const { preview } = await write(id, 'correction', {
      'body-corrects': mid,
      'wrong': 'all',
      'body-reason': 'Another weapon.',
    });
    expect(preview).toContain('Nothing of the earlier answer stands');
    expect(await proposedLetter(id)).toMatchObject({ body: { outcome: 'withdrawn', facts: [] } });
  });

  it('has no page where it would have no effect, and none of a name that there is not', async () => {
    const { id } = await answered('LETT0011');
    const olga = await as('olga');
    expect(await olga.get(letterPath(id, 'delay'))).toMatchObject({ status: 303, location: `/cases/${id}` });
    expect((await olga.get(letterPath(id, 'bribe'))).status).toBe(404);
    expect((await olga.get(`/cases/${id}/answer/preview/bribe`)).status).toBe(404);
  });

  it('shows what a person of another State wrote as text', async () => {
    const id = await home.asked('LETT0012', { urgency: 'urgent', urgencyReason: '<script>alert(1)</script>' });
    const { html } = await (await as('olga')).get(`/cases/${id}/answer`);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script>alert(1)');
    await home.receive((await home.caseOf(id)).thread, LETTERS.REMIND, 0);
  });
});
