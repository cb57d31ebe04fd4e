import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { faultsOf, Visitor } from '../support/visitor.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

(browserPath === undefined ? describe.skip : describe)('handing in a recovery, in a real browser', () => {
  let node: TestNode;
  let browser: Browser;
  let recovery: string;

  beforeAll(async () => {
    [node, browser] = await Promise.all([startTestNode(), startBrowser()]);
    const [investigator] = (await addPeople(node, await foundNode(node), [
      somebody('investigator.one', ['investigator']),
      somebody('head.one', ['head of NPC']),
    ])) as [PersonActor];
    const handed = await node.get(IncidentsService).handIn(investigator, {
      exercise: true,
      common: { ...completeParts('XAA'), doNotContactHolders: true },
      weapons: [{ weapon: recoveredPistol() }],
    });
    if (!handed.ok) throw new Error(handed.code);
    recovery = `/recoveries/${handed.value.id}`;
  });
  afterAll(async () => {
    await browser.close();
    await node.close();
  });

  const visitor = (): Visitor => new Visitor(browser, node.url);
  const goOn = (page: Page): Promise<void> => page.click('main button[type=submit]:has-text("Save and continue")');

  it('shows axe nothing to mend and needs no sideways scrolling', async () => {
    const pages = ['', '/new', '/new/find', '/new/circumstances', '/new/weapons/1/weapon', '/new/flags'];
    const addresses = [...pages.map((page) => `/recoveries${page}`), recovery];
    expect(await faultsOf(visitor(), 'investigator.one', addresses)).toEqual([]);
  }, 120_000);

  it.each([true, false])('can be done on a phone (JavaScript: %s)', async (script) => {
    const page = await visitor().signedIn('investigator.one', { width: 375, script });
    await page.goto('/recoveries');
    await page.click('text=Hand in a recovery');
    await page.click('main a.govuk-button');
    await page.check('input[name="recovery-kind"][value=found]');
    await page.fill('[name="recovery-date-day"]', '10');
    await page.fill('[name="recovery-date-month"]', '1');
    await page.fill('[name="recovery-date-year"]', '2026');
    await goOn(page);
    await page.fill('[name="recovery-circumstances"]', 'In a bag under the pier.');
    await goOn(page);
    await page.check('input[name="weapon-type"][value="revolver"]');
    await goOn(page);
    await page.check('input[name=reading][value=sure]');
    await page.fill('[name=serial]', 'AB 12345');
    await page.selectOption('[name=condition]', 'legible');
    await goOn(page);
    await goOn(page);
    await page.check('input[name=flags][value=covert]');
    await goOn(page);
    expect(new URL(page.url()).pathname).toBe('/recoveries/new/check');
    await page.click('main button[type=submit]:has-text("Hand it in")');
    await page.waitForURL(/\/recoveries\/[0-9a-f-]{36}$/);
    expect(await page.textContent('main')).toContain('Covert: only you and the head');
    expect(await page.textContent('[aria-current=step]')).toContain('Handed in');
    await page.context().close();
  });
});
