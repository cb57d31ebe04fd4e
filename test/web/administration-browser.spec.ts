import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { FoundingService } from '../../src/registries/identity/founding.service.js';
import { startTwoStates, type TwoStates } from '../network/two-states.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { PASSWORD } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { faultsOf, sideways, Visitor } from '../support/visitor.js';

const ADMINISTRATOR = [
  '/set-up',
  '/set-up/recovery',
  '/set-up/drills',
  '/set-up/time',
  '/settings',
  '/people',
  '/people/new',
  '/roles',
  '/agencies',
  '/account',
  '/queues',
  '/own-entry',
  '/own-entry/keys/signing',
];
const SUPERVISOR = [
  '/partners',
  '/partners/XAB',
  '/partners/XAB/suspension',
  '/partners/XAB/entry',
  '/proposals',
  '/proposals/new',
  '/own-entry',
  '/clocks',
  '/clocks/policies/national-default',
  '/clocks/policies/new',
  '/clocks/calendars/XAB',
  '/clocks/preview?country=XAB&clock=acknowledge&day=2026-03-05',
];

(browserPath === undefined ? describe.skip : describe)('administration in a real browser', () => {
  let browser: Browser;
  let pair: TwoStates;

  beforeAll(async () => {
    [browser, pair] = await Promise.all([startBrowser(), startTwoStates()]);
  });
  afterAll(async () => {
    await browser.close();
    await pair.close();
  });

  it('shows axe nothing to mend and needs no sideways scrolling', async () => {
    const visitor = new Visitor(browser, pair.a.node.url);
    expect(await faultsOf(visitor, 'first', ADMINISTRATOR)).toEqual([]);
    expect(await faultsOf(visitor, 'supervisor.one', SUPERVISOR)).toEqual([]);
  }, 300_000);

  it.each([true, false])(
    'leads from an empty node to shares that are proved, with JavaScript: %s',
    async (script) => {
      const node = await startTestNode();
      try {
        const page = await new Visitor(browser, node.url).open({ script });
        await found(page, node);
        await secondAdministrator(page);
        await shares(page);
        await page.goto('/set-up');
        const done = await page.locator('.govuk-task-list__item', { hasText: 'Done' }).allInnerTexts();
        expect(done.join('\n')).toMatch(/A second administrator[^]*Keys of the State[^]*Recovery shares/);
        await page.context().close();
      } finally {
        await node.close();
      }
    },
    120_000,
  );

  it('asks a partner a test question by keyboard alone', async () => {
    const page = await new Visitor(browser, pair.a.node.url).signedIn('supervisor.one');
    await page.goto('/partners');
    await page.locator('main a', { hasText: 'XAB' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/partners/XAB');
    await page.getByRole('button', { name: 'Ask a test question' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.govuk-notification-banner');
    expect(await page.innerText('main')).toContain('both sides hold each other’s keys');
    await page.context().close();
  });
});

async function found(page: Page, node: TestNode): Promise<void> {
  await page.goto('/');
  await page.waitForURL('**/founding');
  await page.fill('#code', node.get(FoundingService).setUpCode());
  await page.fill('#name', 'Ada Founder');
  await page.fill('#signInName', 'ada.founder');
  await page.click('main button[type=submit]');
  await page.waitForURL('**/links/*');
  await page.fill('#password', PASSWORD);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.waitForURL('**/sign-in');
  await page.fill('#signInName', 'ada.founder');
  await page.fill('#password', PASSWORD);
  await page.click('main button[type=submit]');
  await page.getByRole('link', { name: 'Setting up' }).click();
}

async function secondAdministrator(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'A second administrator' }).click();
  await page.fill('#name', 'Ben Second');
  await page.fill('#signInName', 'ben.second');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.selectOption('#role', 'administrator');
  await page.getByRole('button', { name: 'Propose' }).click();
  await page.getByLabel('Why one person does what two should').fill('The node has no second administrator yet.');
  await page.getByRole('button', { name: 'Confirm the role' }).click();
  await page.waitForSelector('text=The role is in force.');
}

async function shares(page: Page): Promise<void> {
  await page.goto('/set-up/recovery');
  await page.fill('#shares', '3');
  await page.fill('#threshold', '2');
  await page.getByRole('button', { name: 'Make and show the shares' }).click();
  const sheets = await page.locator('.pm-share ol').allInnerTexts();
  expect(sheets).toHaveLength(3);
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await page.getByRole('link', { name: 'let the holders prove' }).click();
  await page.fill('#secret-0', (sheets[2] ?? '').replaceAll(/\s+/g, ' '));
  await page.fill('#secret-1', (sheets[0] ?? '').replaceAll(/\s+/g, ' '));
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.waitForSelector('text=The shares rebuild the key');
}
