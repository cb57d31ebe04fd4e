import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { faultsOf, Visitor } from '../support/visitor.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

(browserPath === undefined ? describe.skip : describe)('from a recovery to a request in a real browser', () => {
  let node: TestNode;
  let browser: Browser;
  let officers: readonly PersonActor[];

  beforeAll(async () => {
    [node, browser] = await Promise.all([startTestNode(), startBrowser()]);
    officers = await addPeople(node, await foundNode(node), [
      somebody('officer.one', ['officer']),
      somebody('officer.two', ['officer']),
      somebody('officer.three', ['officer']),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await node.close();
  });

  const visitor = (): Visitor => new Visitor(browser, node.url);

  /** By keyboard: focus, then type or press a key, as somebody without a mouse does. */
  async function press(page: Page, selector: string, key = 'Space'): Promise<void> {
    await page.focus(selector);
    await page.keyboard.press(key);
  }

  async function type(page: Page, selector: string, text: string): Promise<void> {
    await page.focus(selector);
    await page.keyboard.type(text);
  }

  async function goOn(page: Page): Promise<void> {
    const [button] = await page.$$('main form button:not([value=add]):not([value^=remove])');
    await button?.focus();
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  }

  async function walk(page: Page): Promise<void> {
    await page.goto('/incidents/new');
    await Promise.all([page.waitForEvent('load'), press(page, 'main a.govuk-button', 'Enter')]);
    await press(page, 'input[value=seized]');
    await type(page, '#recovery-date', '10');
    await type(page, '#recovery-date-month', '1');
    await type(page, '#recovery-date-year', '2026');
    await goOn(page);
    await type(page, '#recovery-circumstances', 'In a car at a road check.');
    await goOn(page);
    await Promise.all([page.waitForEvent('load'), press(page, 'main a.govuk-button', 'Enter')]);
    await press(page, 'input[value="self-loading pistol"]');
    await goOn(page);
    await press(page, 'input[value=doubt]');
    await type(page, '#serial', 'AO7');
    await goOn(page);
    await press(page, 'input[name=place-1][value="one of"]');
    await goOn(page);
    await page.selectOption('#mark-kind', 'import');
    await page.selectOption('#mark-country', 'FRA');
    await Promise.all([page.waitForEvent('load'), press(page, 'button[value=add]', 'Enter')]);
    await page.focus('button[value=continue]');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await page.goto('/incidents/new/grounds');
    await press(page, 'input[value="6a"]');
    await type(page, '#law-6a', 'Weapons Act, section 12');
    await goOn(page);
    await press(page, 'input[value="criminal investigation"]');
    await goOn(page);
    await press(page, 'input[name=guaranteed][value=yes]');
    await goOn(page);
    await goOn(page);
    await press(page, 'input[value=routine]');
    await goOn(page);
    expect(new URL(page.url()).pathname).toBe('/incidents/new/check');
    expect(await page.textContent('main')).toContain('A[O0QD]7');
    await goOn(page);
    expect(new URL(page.url()).pathname).toMatch(/^\/cases\/[^/]+\/request$/);
    expect(await page.textContent('main')).toContain('2 things are missing');
    await Promise.all([page.waitForEvent('load'), press(page, '.pm-blockers a[href$="national-check"]', 'Enter')]);
    await page.selectOption('#result-0', 'no record');
    await type(page, '#on-0', '11');
    await type(page, '#on-0-month', '1');
    await type(page, '#on-0-year', '2026');
    await goOn(page);
  }

  it.each([
    ['by keyboard alone', 'officer.one', true],
    ['without JavaScript', 'officer.two', false],
  ] as const)(
    'can be walked %s',
    async (_, name, script) => {
      const page = await visitor().signedIn(name, { script });
      await walk(page);
      expect(await page.textContent('main')).toContain('One thing is missing');
      await page.context().close();
    },
    60_000,
  );

  it('shows axe nothing to mend and scrolls nowhere sideways, on each page, in error too', async () => {
    const [, , officer] = officers as [PersonActor, PersonActor, PersonActor];
    const long = 'x'.repeat(190);
    const opened = await node.get(IncidentsService).handIn(officer, {
      exercise: true,
      common: completeParts('XAA', { illicit: [] }),
      weapons: [
        {
          weapon: recoveredPistol('A[O0]?7', {
            make: long,
            marks: [
              { kind: 'serial', text: 'A[O0]?7', condition: 'partly legible' },
              { kind: 'import', country: 'FRA', year: 1998, text: long.slice(0, 60), condition: 'legible' },
            ],
          }),
        },
      ],
    });
    if (!opened.ok) throw new Error(opened.code);
    const draft = `/cases/${opened.value.opened[0]?.id ?? ''}/request`;
    const page = await visitor().signedIn('officer.three');
    await page.goto('/incidents/new/weapons/1/weapon');
    await page.check('input[value=rifle]');
    await goOn(page);
    await page.check('input[value=doubt]');
    await page.fill('#serial', 'AO7');
    await goOn(page);
    const inError: string[] = [];
    for (const step of ['find', 'grounds', 'confidentiality', 'handling', 'urgency']) {
      await page.goto(`/incidents/new/${step}`);
      await goOn(page);
      inError.push(new URL(page.url()).pathname + new URL(page.url()).search);
    }
    await page.context().close();
    const faults = await faultsOf(visitor(), 'officer.three', [
      '/incidents',
      '/incidents/new',
      ...inError,
      '/incidents/new/circumstances',
      '/incidents/new/use',
      '/incidents/new/weapons',
      ...['weapon', 'serial', 'characters', 'marks'].map((one) => `/incidents/new/weapons/1/${one}`),
      '/incidents/new/check',
      `/incidents/${opened.value.id}`,
      draft,
      ...['national-check', 'addressee', 'found-at-home', 'marks'].map((one) => `${draft}/${one}`),
    ]);
    expect(faults).toEqual([]);
  }, 180_000);
});
