import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { browserPath, startBrowser } from '../support/browser.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { faultsOf, Visitor } from '../support/visitor.js';

const HEAD =
  'recovered_on,recovery_kind,circumstances,weapon_type,serial,incident,ground,law,intended_use,confidentiality,own_registry,own_registry_on,state_to_ask';

function row(serial: string, { on = '2026-01-10', type = 'rifle', incident = '', state = 'FRA' } = {}): string {
  return `${on},seized,At a road check,${type},${serial},${incident},6a,Weapons Act,criminal investigation,yes,no record,2026-01-11,${state}`;
}

/** As a spreadsheet saves it: with the mark of the byte order and lines that end as in Windows. */
function fileOf(name: string, ...rows: readonly string[]): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${[HEAD, ...rows].join('\r\n')}\r\n`, 'utf8') };
}

(browserPath === undefined ? describe.skip : describe)('recoveries by the file in a real browser', () => {
  let node: TestNode;
  let browser: Browser;

  beforeAll(async () => {
    [node, browser] = await Promise.all([startTestNode(), startBrowser()]);
    await addPeople(node, await foundNode(node), [
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

  async function send(page: Page): Promise<void> {
    await page.focus('main form button');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  }

  async function upload(page: Page, file: ReturnType<typeof fileOf>): Promise<void> {
    await page.goto('/incidents/files');
    await page.setInputFiles('#file', file);
    await send(page);
  }

  const main = (page: Page): Promise<string> => page.innerText('main');

  it.each([
    ['with JavaScript', 'officer.one', true],
    ['without JavaScript', 'officer.two', false],
  ] as const)(
    'are checked, left, found again, loaded and sent for approval %s',
    async (_, name, script) => {
      const page = await visitor().signedIn(name, { script });
      await page.goto('/incidents');
      await Promise.all([page.waitForEvent('load'), page.click('main a[href="/incidents/files"]')]);
      await send(page);
      expect(await page.innerText('.govuk-error-summary')).toContain('Choose a file.');
      await upload(page, fileOf('week-3.csv', row(`${name}-1`, { incident: 'A' }), row('', {}), row(`${name}-2`)));
      expect(await main(page)).toContain('2 lines can be loaded; incidents: 2.');
      expect(await main(page)).toContain('1 line cannot be loaded');
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.click('main a[href="/incidents/files/check/errors"]'),
      ]);
      expect(saved.suggestedFilename()).toBe('errors.csv');
      await page.goto('/incidents/files');
      await Promise.all([page.waitForEvent('load'), page.click('main a[href="/incidents/files/check"]')]);
      expect(await main(page)).toContain('week-3.csv');
      await send(page);
      expect(await main(page)).toContain('2 recoveries were loaded.');
      await page.goto('/incidents/files');
      expect(await page.$('main a[href="/incidents/files/check"]')).toBeNull();
      await Promise.all([page.waitForEvent('load'), page.click('main a[href^="/incidents/files/"]:has(time)')]);
      await send(page);
      expect(await main(page)).toContain('Approval asked for: 0. Not complete yet: 2.');
      await page.context().close();
    },
    60_000,
  );

  it('show axe nothing to mend and scroll nowhere sideways, on each page, in error too', async () => {
    const page = await visitor().signedIn('officer.three');
    await page.goto('/incidents/files');
    await send(page);
    const inError = new URL(page.url()).pathname + new URL(page.url()).search;
    const lines = Array.from({ length: 12 }, (_, at) => row(`${'W'.repeat(40)}${String(at)}`, { incident: 'A' }));
    await upload(page, fileOf(`${'weapons-of-the-harbour-'.repeat(6)}.csv`, ...lines));
    await send(page);
    const loaded = new URL(page.url()).pathname;
    await send(page);
    await upload(page, fileOf('again.csv', ...lines));
    await send(page);
    const again = new URL(page.url()).pathname + new URL(page.url()).search;
    expect(await page.innerText('.govuk-error-summary')).toContain('Tick that you mean to load this file again.');
    const before = await faultsOf(visitor(), 'officer.three', [inError, again, loaded]);
    const bad = lines.map((_, at) => row(`B${String(at)}`, { on: '31.01.2026', type: 'blaster', state: 'ZZ' }));
    await upload(page, fileOf(`${'x'.repeat(180)}.csv`, row('GOOD'), ...bad));
    await page.context().close();
    const after = await faultsOf(visitor(), 'officer.three', ['/incidents/files', '/incidents/files/check']);
    expect([...before, ...after]).toEqual([]);
  }, 180_000);
});
