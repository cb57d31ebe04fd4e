import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { browserPath, requireBrowser, startBrowser } from '../support/browser.js';
import { addPeople, foundNode, PASSWORD, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { breaches, faultsOf, hiddenFocus, Visitor, type Visit } from '../support/visitor.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

const PAGES = ['/', '/glossary', '/no-such-page'] as const;

describe('a machine that is asked for a browser', () => {
  it('has one', () => {
    expect(requireBrowser).not.toThrow();
  });
});

(browserPath === undefined ? describe.skip : describe)('the pages in a real browser', () => {
  let node: TestNode;
  let browser: Browser;

  beforeAll(async () => {
    [node, browser] = await Promise.all([startTestNode(), startBrowser()]);
    const [officer] = (await addPeople(node, await foundNode(node), [
      somebody('officer.one', ['officer']),
      somebody('auditor.one', ['auditor']),
    ])) as [PersonActor];
    const opened = await node.get(IncidentsService).handIn(officer, {
      exercise: true,
      common: completeParts('XAA'),
      weapons: [{ weapon: recoveredPistol() }],
    });
    if (!opened.ok) throw new Error(opened.code);
  });
  afterAll(async () => {
    await browser.close();
    await node.close();
  });

  const visitor = (): Visitor => new Visitor(browser, node.url);
  const open = (visit?: Visit): Promise<Page> => visitor().open(visit);
  const signedIn = (visit?: Visit, name = 'officer.one'): Promise<Page> => visitor().signedIn(name, visit);

  it('show axe nothing to mend, in English and in Arabic, at a desk and on a phone', async () => {
    for (const locale of ['en', 'ar'])
      for (const width of [1280, 320]) {
        const stranger = await open({ locale, width });
        await stranger.goto(`${node.url}/sign-in`);
        expect([locale, width, '/sign-in', await breaches(stranger)]).toEqual([locale, width, '/sign-in', []]);
        for (const name of ['officer.one', 'auditor.one']) {
          const page = await signedIn({ locale, width }, name);
          for (const path of PAGES) {
            await page.goto(`${node.url}${path}`);
            expect([locale, width, name, path, await breaches(page)]).toEqual([locale, width, name, path, []]);
          }
          await page.context().close();
        }
        await stranger.context().close();
      }
  }, 120_000);

  it('have nothing to mend at 200 %, and show the focus on everything that the keyboard reaches', async () => {
    expect(await faultsOf(visitor(), 'officer.one', ['/', '/glossary'])).toEqual([]);
  }, 120_000);

  it('would be caught with a focus that does not show', async () => {
    const page = await open();
    await page.goto(`${node.url}/sign-in`);
    expect(await hiddenFocus(page)).toEqual([]);
    await page.evaluate(
      "document.querySelector('#signInName').addEventListener('focus', (event) => event.target.blur(), { once: false })",
    );
    expect(await hiddenFocus(page)).toEqual([expect.stringContaining('signInName')]);
    await page.context().close();
  });

  it('would be caught by axe in a breach', async () => {
    const page = await open();
    await page.goto(`${node.url}/sign-in`);
    await page.evaluate("document.querySelector('label[for=signInName]').remove()");
    expect(await breaches(page)).toEqual([expect.stringContaining('label')]);
    await page.context().close();
  });

  it('need no sideways scrolling at 320 pixels, and reach the edge of no desk', async () => {
    for (const locale of ['en', 'ar', 'ru']) {
      for (const width of [320, 1280]) {
        const page = await signedIn({ locale, width });
        for (const path of PAGES) {
          await page.goto(`${node.url}${path}`);
          const [needed, left, right] = await page.evaluate<number[]>(
            "[document.documentElement.scrollWidth, document.querySelector('h1').getBoundingClientRect().left, document.querySelector('h1').getBoundingClientRect().right]",
          );
          expect([locale, path, needed]).toEqual([locale, path, width]);
          expect(left).toBeGreaterThanOrEqual(15);
          expect(right).toBeLessThanOrEqual(width - 15);
        }
        await page.context().close();
      }
    }
  }, 60_000);

  it('load nothing from elsewhere, break no rule of their policy, and weigh under 100 kB', async () => {
    const page = await open();
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const weights: Promise<number>[] = [];
    page.on('response', (response) => {
      asked.push(response.url());
      if (response.url().startsWith('http'))
        weights.push(
          response
            .request()
            .sizes()
            .then((size) => size.responseBodySize),
        );
    });
    await page.goto(`${node.url}/sign-in`, { waitUntil: 'networkidle' });
    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(node.url) && !url.startsWith('data:'))).toEqual([]);
    expect(asked.filter((url) => /\.(?:css|js)$/.test(url)).length).toBeGreaterThanOrEqual(4);
    const sum = (await Promise.all(weights)).reduce((all, one) => all + one, 0);
    expect(sum).toBeGreaterThan(20_000);
    expect(sum).toBeLessThan(100_000);
    expect(await page.evaluate("document.body.classList.contains('govuk-frontend-supported')")).toBe(true);
    await page.context().close();
  });

  it('can be walked without JavaScript: sign in, read, change the language, sign out', async () => {
    const page = await signedIn({ script: false });
    await page.click('text=Glossary');
    await page.waitForURL(`${node.url}/glossary`);
    await page.click('button[value=ar]');
    expect(await page.getAttribute('html', 'dir')).toBe('rtl');
    expect(page.url()).toBe(`${node.url}/glossary`);
    await page.click('button[value=en]');
    expect(await page.getAttribute('html', 'dir')).toBe('ltr');
    await page.click('text=Sign out');
    await page.waitForURL(`${node.url}/sign-in`);
    await page.goto(`${node.url}/glossary`);
    expect(page.url()).toContain('/sign-in?next=');
    await page.context().close();
  });

  it('can be entered by keyboard alone, and show where the focus is', async () => {
    const page = await open();
    await page.goto(`${node.url}/sign-in`);
    await page.keyboard.press('Tab');
    expect(await page.textContent(':focus')).toContain('Skip to the content');
    expect(await page.evaluate('document.activeElement.getBoundingClientRect().width')).toBeGreaterThan(50);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.getAttribute(':focus', 'id')).toBe('signInName');
    await page.keyboard.type('officer.one');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${node.url}/`);
    await page.context().close();
  });
});
