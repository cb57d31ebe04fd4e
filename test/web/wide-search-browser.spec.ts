import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { recordedPistol, register } from '../support/registry-node.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { breaches, faultsOf, sideways, Visitor } from '../support/visitor.js';

(browserPath === undefined ? describe.skip : describe)('searching widely and by file, in a real browser', () => {
  let node: TestNode;
  let browser: Browser;

  beforeAll(async () => {
    [node, browser] = await Promise.all([startTestNode(), startBrowser()]);
    const [registrar] = (await addPeople(node, await foundNode(node), [
      somebody('registrar.one', ['registrar']),
      somebody('investigator.one', ['investigator']),
      somebody('investigator.two', ['investigator']),
      somebody('investigator.three', ['investigator']),
    ])) as [PersonActor];
    await register(node, registrar, recordedPistol('ABC0123'));
  });
  afterAll(async () => {
    await browser.close();
    await node.close();
  });

  const visitor = (): Visitor => new Visitor(browser, node.url);
  const ask = async (page: Page, serial: string): Promise<void> => {
    await page.goto('/markings');
    await page.fill('#serial', serial);
    await page.selectOption('#purpose', 'criminal investigation');
    await page.fill('#caseNumber', 'C-17/2026');
    await page.click('main form button[type=submit]');
    await page.click('main form[action="/markings/wide"] button[type=submit]');
    await page.waitForURL(/\/markings\/wide\/[0-9a-f-]{36}$/);
  };

  it('shows axe nothing to mend while it is under way and when it has ended, in two directions and on a phone', async () => {
    for (const [locale, width] of [
      ['en', 1280],
      ['ar', 320],
    ] as const) {
      const page = await visitor().signedIn('investigator.one', { locale, width });
      await ask(page, 'ABC9923');
      expect([locale, await breaches(page), await sideways(page)]).toEqual([locale, [], 0]);
      await node.processAll();
      await page.reload();
      expect([locale, await breaches(page), await sideways(page)]).toEqual([locale, [], 0]);
      await page.context().close();
    }
    const pages = ['/markings', '/markings/batch', '/markings/wide'];
    expect(await faultsOf(visitor(), 'investigator.one', pages)).toEqual([]);
  }, 240_000);

  it('tells its end by itself where JavaScript runs', async () => {
    const page = await visitor().signedIn('investigator.two');
    await ask(page, 'ABC9923');
    expect(await page.textContent('[data-pm-progress]')).toContain('Under way');
    await node.processAll();
    await page.waitForSelector('text=1 record may be this weapon', { timeout: 60_000 });
    expect(await page.$('[data-pm-progress]')).toBeNull();
  }, 120_000);

  it('is followed, found again and cancelled without JavaScript', async () => {
    const page = await visitor().signedIn('investigator.three', { width: 375, script: false });
    await ask(page, 'ABC9923');
    await page.click('text=See how far it is');
    expect(await page.textContent('[data-pm-progress]')).toContain('Under way');
    await page.click('a.govuk-back-link');
    await page.click('main table a');
    await page.click('text=Cancel this search');
    expect(await page.textContent('main')).toContain('Cancelled after 0 numbers');
    expect(await sideways(page)).toBe(0);
  }, 120_000);

  it('brings the answers to a file of marks as a download', async () => {
    const page = await visitor().signedIn('investigator.one', { script: false });
    await page.goto('/markings');
    await page.click('text=Look up a file of marks');
    await page.selectOption('#purpose', 'criminal investigation');
    await page.fill('#caseNumber', 'F-2');
    await page.setInputFiles('#file', {
      name: 'marks.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('mark\nABC0123\n'),
    });
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('main form button[type=submit]')]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain('candidate,1,');
    expect(text).toContain(',end,');
  }, 120_000);
});
