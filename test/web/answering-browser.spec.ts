import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { derivedId } from '../../src/domain/shared/ids.js';
import { AnsweringNode } from '../support/answering-node.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { faultsOf, Visitor } from '../support/visitor.js';

(browserPath === undefined ? describe.skip : describe)('answering in a real browser', () => {
  let home: AnsweringNode;
  let browser: Browser;
  beforeAll(async () => {
    [home, browser] = await Promise.all([AnsweringNode.start(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await home.close();
  });

  const visitor = (): Visitor => new Visitor(browser, home.node.url);
  const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const follow = (page: Page, name: RegExp | string): Promise<void> =>
    page.getByRole('main').getByRole('link', { name }).first().click();

  it.each([
    ['with JavaScript', true, 1280, 'WALK0001', 'WALKO001'],
    ['without JavaScript, on a phone', false, 320, 'WALK0002', 'WALKO002'],
  ])(
    'goes from the request to the signed answer, %s',
    async (_, script, width, recorded, asked) => {
      await home.register(recorded);
      const id = await home.asked(asked);
      const officer = await visitor().signedIn('olga', { script, width });
      await officer.goto(`/cases/${id}/answer`);
      await press(officer, 'Take it up');
      await follow(officer, /Compare and confirm/);
      await officer.getByText('This is a look-alike').waitFor();
      await press(officer, 'Confirm this record');
      await officer.getByLabel('Remark').fill('Typed in a browser.');
      await press(officer, 'See how it reads');
      await officer.getByText('Typed in a browser.').waitFor();
      await press(officer, 'Put forward for signature');
      await officer.getByText('A second person must approve this').waitFor();

      const second = await visitor().signedIn('omar', { script, width });
      await second.goto('/approvals');
      await follow(second, new RegExp(`Answer ${(await home.caseOf(id)).reference}`));
      await second.getByText('Nothing has changed since it was put forward.').waitFor();
      await press(second, 'Sign and send');
      await second.waitForURL(new RegExp(`/cases/${id}$`));
      await second.goto(`/cases/${id}/answer`);
      await second.getByText('its receipt has not come yet').waitFor();
      expect((await home.caseOf(id)).streams.responder.at(-1)?.letter.kind).toBe('ANSWER');
      await officer.context().close();
      await second.context().close();
    },
    60_000,
  );

  it('can be confirmed and composed by keyboard alone', async () => {
    await home.register('KEYS0001');
    const id = await home.asked('KEYS0001');
    await home.act('olga', id, { type: 'accept request' });
    const page = await visitor().signedIn('olga');
    await page.goto(`/cases/${id}/answer`);
    await page.getByRole('link', { name: /Compare and confirm/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Traced to last lawful holder' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.getByRole('button', { name: 'Confirm this record' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/composition$/);
    await page.getByRole('button', { name: 'See how it reads' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/preview\/answer$/);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('As they will read it');
    await page.context().close();
  }, 30_000);

  it('shows axe nothing to mend and needs no sideways scrolling, in English and Arabic, at a desk and on a phone', async () => {
    await home.allow(2);
    const exact = await home.register('AXE00001');
    await home.register('AXE0O001', { model: 'A model whose name is very long '.repeat(6).trim() });
    const inHand = await home.asked('AXE00001', { urgency: 'urgent', urgencyReason: 'x'.repeat(400) });
    await home.act('olga', inHand, { type: 'accept request' });
    const chosen = await home.chosen('AXE00002');
    const proposed = await home.proposed('AXE00003');
    const changed = await home.proposed('AXE00004');
    await home.correctRecord('AXE00004');
    const sent = await home.proposed('AXE00005');
    const { digest = '', factsDigest = '' } = (await home.caseOf(sent)).proposal ?? {};
    await home.act('omar', sent, { type: 'approve', digest, factsDigest });
    await home.delivered(await home.act('omar', sent, { type: 'send' }));
    const { thread, streams } = await home.caseOf(sent);
    const of = streams.responder.at(-1)?.mid ?? '';
    const scope = { kind: 'named agency', agency: 'An agency of a long name '.repeat(7).trim() } as const;
    const consent = { consentId: derivedId('axe'), scope, of, what: 'The sale.', purpose: 'intelligence' } as const;
    await home.receive(thread, { kind: 'CONSENT_REQUEST', body: consent }, 2);
    await home.receive(thread, { kind: 'CLARIFY', body: { about: of, question: 'Which dealer?' } }, 2);
    await home.requestProposed('AXEREQ01');
    await home.requestProposed('AXEREQ02');
    const letters = ['ask-more', 'delay', 'restriction', 'refusal', 'not-accepted', 'forward'];
    expect(
      await faultsOf(visitor(), 'olga', [
        `/cases/${inHand}/answer`,
        `/cases/${inHand}/answer/record?record=${exact}`,
        `/cases/${inHand}/answer/record`,
        `/cases/${inHand}/answer/search`,
        `/cases/${chosen}/answer`,
        `/cases/${chosen}/answer/composition`,
        `/cases/${proposed}/approval`,
        ...letters.map((slug) => `/cases/${inHand}/answer/letters/${slug}`),
        ...['consent', 'clarification', 'correction'].map((slug) => `/cases/${sent}/answer/letters/${slug}`),
      ]),
    ).toEqual([]);
    expect(
      await faultsOf(visitor(), 'omar', [
        `/cases/${proposed}/approval`,
        `/cases/${changed}/approval`,
        '/approvals',
        '/approvals/requests',
      ]),
    ).toEqual([]);
  }, 180_000);
});
