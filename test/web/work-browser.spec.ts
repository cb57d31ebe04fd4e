import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { browserPath, startBrowser } from '../support/browser.js';
import { faultsOf, Visitor } from '../support/visitor.js';
import { WorkedNode } from '../support/work.js';

(browserPath === undefined ? describe.skip : describe)('work in a real browser', () => {
  let work: WorkedNode;
  let browser: Browser;
  let late: string;

  beforeAll(async () => {
    [work, browser] = await Promise.all([
      WorkedNode.start({ config: { 'web.workListMax': 5, 'web.liveGatherMs': 20 } }),
      startBrowser(),
    ]);
    for (let i = 0; i < 6; i += 1) await work.asked(`MANY${String(i)}`);
    late = await work.asked('LATE1', { at: '2026-01-05T08:00:00.000Z', urgency: 'urgent' });
    await work.drafted(work.staff.colleague, ['SEALED1'], [work.staff.colleague.id, work.staff.officer.id]);
  });
  afterAll(async () => {
    await browser.close();
    await work.node.close();
  });

  const visitor = (): Visitor => new Visitor(browser, work.node.url);

  it('has nothing for axe to mend and no sideways scrolling, in English and Arabic, at a desk and on a phone', async () => {
    expect(
      await faultsOf(visitor(), 'supervisor.one', [
        '/',
        '/?scope=all&group=reminder',
        '/?group=nonsense',
        '/cases',
        '/workload',
        '/absences',
      ]),
    ).toEqual([]);
    for (const name of ['registrar.one', 'auditor.one', 'administrator.one', 'investigator.one'])
      expect(await faultsOf(visitor(), name, ['/'])).toEqual([]);
  }, 240_000);

  it.each([true, false])(
    'lets an officer filter, save a view, take a case and find it (JavaScript: %s)',
    async (script) => {
      const id = await work.asked(`TAKE${String(script)}`);
      const page = await visitor().signedIn('officer.one', { script });
      await page.click('text=Assigned to nobody');
      await page.click('summary');
      await page.selectOption('#partner', 'AUT');
      await page.click('text=Show these');
      expect(page.url()).toContain('scope=unassigned');
      expect(page.url()).toContain('partner=AUT');
      await page.click('summary');
      await page.fill('#name', `Austria ${String(script)}`);
      await page.click('text=Save this view');
      expect(await page.textContent('.pm-views [aria-current]')).toContain(`Austria ${String(script)}`);
      for (let more = true; more;) {
        const box = page.locator(`input[value="${id}"]`);
        if ((await box.count()) > 0) {
          await box.check();
          more = false;
        } else await page.click('text=Next page');
      }
      await page.click('text=Take the chosen cases');
      expect(await page.textContent('.govuk-notification-banner')).toContain('1 case is now yours.');
      await page.click('nav >> text=All cases');
      await page.fill('#mark', `take-${String(script)}`);
      await page.click('main button[type=submit]');
      expect(await page.locator(`a[href="/cases/${id}"]`).count()).toBe(1);
      expect(await page.inputValue('#mark')).toBe(`take-${String(script)}`);
      await page.context().close();
    },
  );

  it('announces a change, moves nothing until asked, and then shows it with what was chosen', async () => {
    const page = await visitor().signedIn('officer.one');
    const stream = page.waitForResponse((response) => response.url().endsWith('/live/work'));
    await page.reload();
    await stream;
    await page.check(`input[value="${late}"]`);
    const before = await page.evaluate<number>("document.querySelector('h1').getBoundingClientRect().top");
    const rows = await page.locator('.pm-work tbody tr').count();
    const id = await work.asked('LIVE1', { at: '2026-01-04T08:00:00.000Z' });
    await page.waitForSelector('.pm-live:not([hidden])');
    expect(await page.textContent('#work-live-show')).toBe('1 change – show');
    expect(await page.textContent('main > [role=status]')).toBe('1 change – show');
    expect(await page.evaluate("document.querySelector('h1').getBoundingClientRect().top")).toBe(before);
    expect(await page.locator(`input[value="${id}"]`).count()).toBe(0);
    expect(await page.locator('.pm-work tbody tr').count()).toBe(rows);
    await page.click('#work-live-show');
    await page.waitForSelector(`input[value="${id}"]`);
    expect(await page.isChecked(`input[value="${late}"]`)).toBe(true);
    expect(await page.isVisible('.pm-live')).toBe(false);
    expect(await page.textContent('main > [role=status]')).toBe('The list is up to date.');
    expect(await page.getAttribute(':focus', 'id')).toBe('work-list');
    await page.context().close();
  });

  it('is walked by single keys, which are listed under "?" and can be switched off', async () => {
    const page = await visitor().signedIn('officer.one');
    await page.waitForSelector('#work-keys-open:not([hidden])');
    const at = (): Promise<string> =>
      page.evaluate<string>("document.activeElement.closest('tr')?.querySelector('input')?.value ?? ''");
    await page.keyboard.press('j');
    const first = await at();
    await page.keyboard.press('j');
    expect(await at()).not.toBe(first);
    await page.keyboard.press('k');
    expect(await at()).toBe(first);
    await page.keyboard.press('x');
    expect(await page.isChecked(`input[value="${first}"]`)).toBe(true);
    await page.keyboard.press('?');
    expect(await page.isVisible('#work-keys')).toBe(true);
    await page.uncheck('#work-keys-on');
    await page.keyboard.press('Escape');
    await page.focus('h1 ~ * a');
    await page.keyboard.press('/');
    expect(page.url()).not.toContain('/cases');
    await page.click('#work-keys-open');
    await page.check('#work-keys-on');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.waitForURL(/\/cases$/);
    await page.keyboard.press('/');
    expect(page.url()).toMatch(/\/cases$/);
    await page.context().close();
  });
});
