import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { type Body } from '../../src/domain/messages/index.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { CaseStage } from '../support/case-stage.js';
import { LETTERS } from '../support/letters.js';
import { faultsOf, Visitor } from '../support/visitor.js';

const LONG = 'Ministry of Interior Affairs, Directorate for the Tracing of Small Arms and Light Weapons '
  .repeat(2)
  .trim();
const ANSWER: Body<'ANSWER'> = {
  ...LETTERS.ANSWER.body,
  outcome: 'traced to export',
  level: 1,
  nextState: 'POL',
  match: { basis: 'look-alike', differences: [{ position: 0, asked: 'O', recorded: '0' }] },
  facts: [
    { field: 'company', role: 'maker', event: 'manufactured', level: 1, value: LONG, on: '1999-05-01' },
    { field: 'State', event: 'exported', level: 0, value: 'POL', on: '2001-02-03' },
  ],
  handling: {
    recipients: [LONG.slice(0, 190)],
    purposes: ['criminal investigation'],
    onwardRelease: 'with consent',
    evidenceUse: 'with consent',
  },
};

(browserPath === undefined ? describe.skip : describe)('the pages of a case in a real browser', () => {
  let stage: CaseStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([CaseStage.start(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await stage.node.close();
  });

  const visitor = (): Visitor => new Visitor(browser, stage.node.url);

  /** A case with something of everything. */
  async function full(serial: string): Promise<string> {
    const kase = await stage.asked(serial);
    const { id, thread } = kase;
    await stage.act('officer.one', id, { type: 'place hold', kind: 'court', reason: LONG });
    await stage.act('officer.one', id, {
      type: 'open consultation',
      kind: 'record holder',
      withWhom: LONG.slice(0, 190),
    });
    await stage.receive(thread, { seq: 1, seen: 1 }, LETTERS.ASK_MORE);
    await stage.receive(thread, { seq: 2, seen: 1 }, { kind: 'ANSWER', body: ANSWER });
    await stage.receive(thread, { seq: 3, seen: 1 }, LETTERS.CORRECT);
    await stage.node.processAll();
    return id;
  }

  it('have nothing to mend for axe and fit a phone, in English and in Arabic', async () => {
    const id = await full('BROWSER1');
    const parts = [
      '',
      '/messages',
      '/messages/responder/2',
      '/timeline',
      '/chain',
      '/ledger',
      '/acts/closing',
      '/acts/contact',
      '/letters/consent-request',
      '/letters/feedback',
      '/use',
    ];
    expect(
      await faultsOf(
        visitor(),
        'officer.one',
        parts.map((part) => `/cases/${id}${part}`),
      ),
    ).toEqual([]);
    expect(await faultsOf(visitor(), 'supervisor.one', [`/cases/${id}/access`, '/sealed-cases'])).toEqual([]);
    expect(await faultsOf(visitor(), 'investigator.one', [`/cases/${id}`, `/cases/${id}/timeline`])).toEqual([]);
  }, 300_000);

  it.each([
    ['with a script', true],
    ['without one', false],
  ])(
    'lead an officer from the answer to the closing, %s',
    async (_, script) => {
      const id = await full(script ? 'BROWSER2' : 'BROWSER3');
      const page: Page = await visitor().signedIn('officer.one', { script });
      await page.goto(`/cases/${id}`);
      await page.getByRole('button', { name: 'This has been dealt with' }).click();
      await page.getByText('It is marked as dealt with.').waitFor();
      await page.getByRole('link', { name: 'Say whether the answer helped' }).click();
      await page.getByRole('group', { name: 'Was it the right weapon?' }).getByLabel('Yes').check();
      await page.getByRole('button', { name: 'Send the feedback' }).click();
      // What is missing is named at its field, and what was chosen is still there.
      await page.getByRole('link', { name: 'Choose one.' }).waitFor();
      expect(await page.getByRole('group', { name: 'Was it the right weapon?' }).getByLabel('Yes').isChecked()).toBe(
        true,
      );
      await page.getByRole('group', { name: 'Did the answer help?' }).getByLabel('Yes').check();
      await page.getByRole('button', { name: 'Send the feedback' }).click();
      await page.getByText('The feedback is sent.').waitFor();
      await page
        .getByRole('navigation', { name: 'Parts of the case' })
        .getByRole('link', { name: 'The chain' })
        .click();
      await page.getByRole('img', { name: /States that were asked/ }).waitFor();
      await page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('link', { name: 'Overview' }).click();
      await page.locator('main').getByRole('button', { name: 'Close the case' }).click();
      await page.getByLabel('Outcome of the trace').selectOption('traced to export');
      await page.getByLabel('Not established').check();
      await page.getByRole('button', { name: 'Close the case' }).click();
      await page.getByText('The case is closed. It can be reopened with a reason.').waitFor();
      await page.context().close();
    },
    120_000,
  );
});
