import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { type Body } from '../../src/domain/messages/index.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { CaseStage } from '../support/case-stage.js';
import { LETTERS } from '../support/letters.js';
import { Visitor } from '../support/visitor.js';

const COMPANY = 'Invented Arms Ltd';
const ANSWER: Body<'ANSWER'> = {
  ...LETTERS.ANSWER.body,
  outcome: 'traced to export',
  level: 1,
  nextState: 'POL',
  match: { basis: 'exact', differences: [] },
  facts: [{ field: 'company', role: 'maker', event: 'manufactured', level: 1, value: COMPANY, on: '1999-05-01' }],
  handling: {
    recipients: ['Federal Police'],
    purposes: ['criminal investigation'],
    onwardRelease: 'with consent',
    evidenceUse: 'with consent',
  },
};
/** For who looks at a screen, and nobody who holds a paper. */
const OF_THE_SCREEN = [
  '.govuk-skip-link',
  '.govuk-service-navigation',
  '.govuk-back-link',
  '.pm-header__person',
  '.pm-footer',
  '.moj-sub-navigation',
];

(browserPath === undefined ? describe.skip : describe)('what an officer reads', () => {
  let stage: CaseStage;
  let browser: Browser;
  let id: string;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([CaseStage.start(), startBrowser()]);
    const kase = await stage.asked('PAPER1');
    ({ id } = kase);
    await stage.receive(kase.thread, { seq: 1, seen: 1 }, { kind: 'ANSWER', body: ANSWER });
  });
  afterAll(async () => {
    await browser.close();
    await stage.node.close();
  });

  const signedIn = (locale = 'en'): Promise<Page> =>
    new Visitor(browser, stage.node.url).signedIn('officer.one', { locale });
  const visible = async (page: Page, selector: string): Promise<number> => {
    const found = await page.locator(selector).all();
    const seen = await Promise.all(found.map((one) => one.isVisible()));
    return seen.filter((one) => one).length;
  };
  const onPaper = async (page: Page): Promise<string> => {
    await page.emulateMedia({ media: 'print' });
    return page.locator('main').innerText();
  };

  it.each(['en', 'ar'])('of a case has on paper how the answer may be used, and no menu: %s', async (locale) => {
    const page = await signedIn(locale);
    await page.goto(`/cases/${id}`);
    for (const selector of OF_THE_SCREEN.filter((one) => one !== '.govuk-skip-link' && one !== '.govuk-back-link'))
      expect([selector, await visible(page, selector)]).toEqual([selector, 1]);
    const limits = await page.locator('.pm-use').innerText();
    expect(limits.split('\n').length).toBeGreaterThan(2);
    expect(await onPaper(page)).toContain(limits);
    for (const selector of OF_THE_SCREEN) expect([selector, await visible(page, selector)]).toEqual([selector, 0]);
    await page.context().close();
  });

  it('of an answer taken out of the node has its limits at the head of every sheet of paper', async () => {
    const page = await signedIn();
    await page.goto(`/cases/${id}/use`);
    await page.locator('#purpose').selectOption('criminal investigation');
    await page.locator('#recipient').fill('Federal Police');
    await page.locator('main button[type=submit]').click();
    await page.waitForURL(/\/use\/sheet$/);
    const advice = await visible(page, '.pm-no-print');
    const text = await onPaper(page);
    expect(advice).toBe(1);
    expect(await visible(page, '.pm-no-print')).toBe(0);
    expect(text).toContain(COMPANY);
    const limits = await page.locator('.pm-sheet__limits').innerText();
    expect(text.startsWith(limits.split('\n')[0] ?? '?')).toBe(true);
    expect(limits).toContain('Federal Police');
    // A browser repeats what has this role on each page of a table that goes on.
    expect(await page.evaluate<string>("getComputedStyle(document.querySelector('.pm-sheet thead')).display")).toBe(
      'table-header-group',
    );
    for (const selector of OF_THE_SCREEN) expect([selector, await visible(page, selector)]).toEqual([selector, 0]);
    await page.context().close();
  });

  it('after an act says once that it is done, and where a screen reader hears it', async () => {
    const page = await signedIn();
    await page.goto(`/cases/${id}/letters/feedback`);
    for (const question of ['rightWeapon', 'helped']) await page.locator(`[name=${question}][value=yes]`).check();
    await page.locator('main form button[type=submit]').last().click();
    const notice = page.locator('.govuk-notification-banner');
    await notice.waitFor();
    expect(await notice.innerText()).toContain('The feedback is sent.');
    expect(await notice.getAttribute('role')).toBe('alert');
    await page.reload();
    expect(await notice.count()).toBe(0);
    await page.context().close();
  });
});
