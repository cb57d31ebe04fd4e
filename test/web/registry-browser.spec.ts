import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { recordedPistol, register } from '../support/registry-node.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { faultsOf, Visitor } from '../support/visitor.js';

const WHY = 'purpose=upkeep+of+the+registry&caseNumber=R-1';

(browserPath === undefined ? describe.skip : describe)('the records of firearms in a real browser', () => {
  let node: TestNode;
  let browser: Browser;
  let id: string;

  beforeAll(async () => {
    [node, browser] = await Promise.all([startTestNode(), startBrowser()]);
    const [registrar] = (await addPeople(node, await foundNode(node), [somebody('registrar.one', ['registrar'])])) as [
      PersonActor,
    ];
    id = await register(node, registrar, recordedPistol('BROWSE-1'));
  });
  afterAll(async () => {
    await browser.close();
    await node.close();
  });

  it('show nothing to mend, in English and Arabic, at a desk and on a phone', async () => {
    const record = `/firearms/${id}`;
    const pages = ['/firearms', '/firearms/new', '/firearms/loads', '/markings', record, `${record}?${WHY}`];
    const acts = [`${record}/correction?${WHY}`, `${record}/report?${WHY}`];
    expect(await faultsOf(new Visitor(browser, node.url), 'registrar.one', [...pages, ...acts])).toEqual([]);
  }, 180_000);

  it.each([true, false])('can be made, with JavaScript: %s', async (script) => {
    const page = await new Visitor(browser, node.url).signedIn('registrar.one', { script, width: 375 });
    await page.goto('/firearms/new');
    await page.fill('#caseNumber', 'R-2');
    await page.selectOption('#type', 'revolver');
    await page.selectOption('#components-0-kind', 'frame');
    await page.fill('#components-0-marks-0-text', `MADE-${String(script)}`);
    await page.click('main form button[type=submit]');
    await page.waitForURL(/\/firearms\/[0-9a-f-]{36}\?/);
    expect(await page.textContent('h1')).toContain(`MADE-${String(script)}`);
    await page.context().close();
  });
});
