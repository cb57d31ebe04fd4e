import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { AuditSequencer } from '../../src/ledgers/audit/audit-sequencer.service.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { PageClient } from '../support/page-client.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { faultsOf, Visitor } from '../support/visitor.js';

(browserPath === undefined ? describe.skip : describe)('the auditor in a real browser', () => {
  let node: TestNode;
  let browser: Browser;
  let bundle: string;
  let kept: string;

  beforeAll(async () => {
    [node, browser] = await Promise.all([startTestNode(), startBrowser()]);
    await addPeople(node, await foundNode(node), [
      somebody('officer.one', ['officer']),
      somebody('auditor.one', ['auditor']),
      somebody('guardian.one', ['data protection officer']),
    ]);
    await node.get(AuditSequencer).run();
    const auditor = await new PageClient(node.url).signIn('auditor.one');
    bundle = (await auditor.get('/ledger/bundle')).html;
    kept = noteIn(bundle);
  });
  afterAll(async () => {
    await browser.close();
    await node.close();
  });

  const visitor = (): Visitor => new Visitor(browser, node.url);

  /** Lets the page judge a file; answers its verdict and everything that it says below. */
  async function judged(page: Page, content: string): Promise<{ verdict: string; says: string }> {
    await page.goto('/ledger/verification');
    await page.waitForSelector('[data-ledger-verifier]:not([hidden])');
    await page.setInputFiles('#bundle-file', {
      name: 'any.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from(content),
    });
    await page.waitForSelector('[data-part=result]:not([hidden])');
    return {
      verdict: (await page.textContent('[data-part=verdict]')) ?? '',
      says: (await page.textContent('[data-part=result]')) ?? '',
    };
  }

  it('finds the ledger of the node verified, and says that its end was not judged', async () => {
    const page = await visitor().signedIn('auditor.one');
    await page.click('text=Audit ledger');
    await page.click('a:has-text("Verify the ledger")');
    await page.click('text=Verify here, on this computer');
    await page.waitForSelector('[data-part=result]:not([hidden])');
    expect(await page.textContent('[data-part=verdict]')).toBe('Verified: nothing is wrong');
    expect(await page.getAttribute('[data-part=result]', 'data-verdict')).toBe('green');
    expect(await page.textContent('[data-part=facts]')).toContain('no kept checkpoint was given');
    await page.context().close();
  });

  it('names the very entry of a bundle that somebody changed', async () => {
    const page = await visitor().signedIn('auditor.one');
    const lines = bundle.split('\n');
    const place = lines.findIndex((line) => line.includes('identity.person-added'));
    const { index } = JSON.parse(lines[place] ?? '{}') as { index: number };
    lines[place] = (lines[place] ?? '').replace('identity.person-added', 'identity.person-addes');
    const { verdict, says } = await judged(page, lines.join('\n'));
    expect(verdict).toBe('Not verified: something is wrong');
    expect(says).toContain(`Entry ${String(index)} of log 1: its content was changed.`);
    await page.context().close();
  });

  it.each([
    ['an entry removed', (lines: string[]) => lines.splice(3, 1), 'entries are missing'],
    ['its end cut', (lines: string[]) => lines.splice(-3), 'cut before its end'],
    [
      'a signature changed',
      (lines: string[]) => {
        const at = lines.findIndex((line) => line.includes('"type":"checkpoint"'));
        lines[at] = (lines[at] ?? '').replace(
          /(.{30})(.)(..\\n"\})$/,
          (_, head: string, one: string, end: string) => `${head}${one === 'A' ? 'B' : 'A'}${end}`,
        );
      },
      'not signed by a key of the ledger',
    ],
  ])('sees %s', async (_what, spoil, sentence) => {
    const page = await visitor().signedIn('auditor.one');
    const lines = bundle.split('\n');
    spoil(lines);
    const { verdict, says } = await judged(page, lines.join('\n'));
    expect(verdict).toBe('Not verified: something is wrong');
    expect(says).toContain(sentence);
    await page.context().close();
  });

  it('compares with a checkpoint that was kept, and refuses what is none', async () => {
    const page = await visitor().signedIn('auditor.one');
    await page.goto('/ledger/verification');
    await page.click('text=Compare with a checkpoint that you kept');
    await page.fill('#kept', kept);
    await page.click('text=Verify here, on this computer');
    await page.waitForSelector('[data-part=result]:not([hidden])');
    expect(await page.textContent('[data-part=facts]')).toContain('complete and unchanged up to entry');
    await page.fill('#kept', 'no checkpoint');
    await page.click('text=Verify here, on this computer');
    await page.waitForSelector('text=What you pasted is not a checkpoint');
    await page.context().close();
  });

  it('says of any other file that it is no bundle', async () => {
    const page = await visitor().signedIn('auditor.one');
    expect((await judged(page, 'a,b,c\n')).verdict).toBe('This file is not a bundle');
    await page.context().close();
  });

  it('is led to the command and the node’s own word without JavaScript', async () => {
    const page = await visitor().signedIn('auditor.one', { script: false });
    await page.click('text=Audit ledger');
    await page.click('a:has-text("Verify the ledger")');
    expect(await page.isVisible('text=does not run the page’s script')).toBe(true);
    expect(await page.isVisible('text=Verify here, on this computer')).toBe(false);
    await page.click('text=Let the node check itself');
    expect(await page.textContent('main')).toContain('The node finds nothing wrong');
    await page.context().close();
  });

  it('finds pages without faults for axe, on a desk and on a phone, in English and Arabic', async () => {
    const [entry] = [...bundle.matchAll(/"act\\":/g)];
    expect(entry).toBeDefined();
    expect(
      await faultsOf(visitor(), 'auditor.one', [
        '/ledger',
        '/ledger/entries/1',
        '/ledger/verification',
        '/ledger/verification/node',
      ]),
    ).toEqual([]);
  }, 120_000);
});

function noteIn(bundle: string): string {
  const line = bundle.split('\n').findLast((one) => one.includes('"type":"checkpoint"')) ?? '{}';
  return (JSON.parse(line) as { note: string }).note;
}
