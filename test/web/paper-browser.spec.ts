import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { PaperCases } from '../../src/tracing/cases/paper-cases.service.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { CaseStage } from '../support/case-stage.js';
import { paperContent, paperLetter, paperWith } from '../support/paper.js';
import { faultsOf, Visitor } from '../support/visitor.js';

(browserPath === undefined ? describe.skip : describe)('a case from paper in a real browser', () => {
  let stage: CaseStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([CaseStage.start(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await stage.node.close();
  });

  const visitor = (): Visitor => new Visitor(browser, stage.node.url);
  const says =
    'Exported to a dealer abroad under a licence of that year; the papers of the dealer are no longer kept. ';

  async function keyedIn(): Promise<string> {
    const content = paperWith(
      paperContent('XAA'),
      paperLetter('acknowledgement', '2025-11-10', { channel: 'fax' }),
      paperLetter('interim answer', '2025-12-01', { says: says.repeat(8).trim() }),
    );
    const command = { type: 'open paper case', role: 'requester', partner: 'AUT', exercise: false, content } as const;
    const done = await stage.node.get(PaperCases).open(stage.person('officer.one'), command);
    if (!done.ok) throw new Error(done.code);
    return done.value.kase.id;
  }

  it('has nothing to mend for axe and fits a phone, in English and in Arabic', async () => {
    const waiting = await keyedIn();
    const confirmed = await keyedIn();
    await stage.act('officer.two', confirmed, { type: 'confirm paper' });
    const parts = ['', '/paper', '/timeline', '/messages', '/messages/requester/1'];
    expect(
      await faultsOf(visitor(), 'officer.two', [
        `/cases/${waiting}`,
        `/cases/${waiting}/paper`,
        ...parts.map((part) => `/cases/${confirmed}${part}`),
      ]),
    ).toEqual([]);
  }, 300_000);

  it.each([
    ['with a script', true],
    ['without one', false],
  ])(
    'is sent back and confirmed by the second person alone, %s',
    async (_, script) => {
      const id = await keyedIn();
      const first = await visitor().signedIn('officer.one', { script });
      await first.goto(`/cases/${id}/paper`);
      await first.getByText('You keyed this in: another person must confirm it.').waitFor();
      expect(await first.getByRole('button', { name: 'Confirm: it agrees with the papers' }).count()).toBe(0);

      const page = await visitor().signedIn('officer.two', { script });
      await page.goto(`/cases/${id}`);
      await page.getByText('It does not count until a second person has confirmed it.').waitFor();
      await page.getByRole('link', { name: 'See what was keyed in' }).click();
      await page.getByRole('cell', { name: 'by fax' }).waitFor();
      await page.getByRole('button', { name: 'Send it back' }).click();
      await page.getByRole('link', { name: 'Fill this in.' }).waitFor();
      await page.getByLabel('What differs?').fill('The serial ends in 6.');
      await page.getByRole('button', { name: 'Send it back' }).click();
      await page.getByText('Sent back to whoever keyed it in.').waitFor();
      await first.reload();
      await first.getByText('The serial ends in 6.').waitFor();

      await stage.act('officer.one', id, { type: 'transcribe paper', content: paperContent('XAA') });
      await page.goto(`/cases/${id}/paper`);
      await page.getByRole('button', { name: 'Confirm: it agrees with the papers' }).click();
      await page.getByText('Confirmed. The case counts from the days on its letters.').waitFor();
      const said = /Keyed in from paper by .+ on .+, confirmed by .+ on .+\./;
      await page.getByText(said).waitFor();
      await page.goto(`/cases/${id}/timeline`);
      await page.getByText('Entry from paper confirmed by a second person').waitFor();
      await page.goto(`/cases/${id}/messages`);
      await page.getByText('Keyed in from paper: no receipt').waitFor();
      for (const one of [first, page]) await one.context().close();
    },
    120_000,
  );
});
