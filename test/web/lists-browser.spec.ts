import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { browserPath, startBrowser } from '../support/browser.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { faultsOf, Visitor } from '../support/visitor.js';

(browserPath === undefined ? describe.skip : describe)('the reference lists in a real browser', () => {
  let node: TestNode;
  let browser: Browser;

  beforeAll(async () => {
    [node, browser] = await Promise.all([startTestNode(), startBrowser()]);
    await addPeople(node, await foundNode(node), [somebody('registrar.one', ['registrar'])]);
  });
  afterAll(async () => {
    await browser.close();
    await node.close();
  });

  it('show nothing to mend, in English and Arabic, at a desk and on a phone', async () => {
    const lists = ['makes', 'models', 'calibres', 'codes', 'sources'].map((list) => `/lists?list=${list}`);
    expect(await faultsOf(new Visitor(browser, node.url), 'registrar.one', [...lists, '/decoder'])).toEqual([]);
  }, 180_000);

  it.each([true, false])('decode what was ticked and typed, with JavaScript: %s', async (script) => {
    const page = await new Visitor(browser, node.url).signedIn('registrar.one', { script, width: 320 });
    await page.goto('/decoder');
    await page.fill('#yearCodes-0', 'I2');
    await page.getByLabel('P in a bomb').check();
    await page.click('main form button[type=submit]');
    await page.waitForURL(/\/decoder\?marks=/);
    expect(await page.textContent('main')).toContain('Made in Spain, 1989');
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
