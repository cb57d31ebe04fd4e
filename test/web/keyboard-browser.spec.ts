import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { browserPath, startBrowser } from '../support/browser.js';
import { Keyboard } from '../support/keyboard.js';
import { ZOOMED } from '../support/visitor.js';

/** The walks by keyboard prove something only if hands without a mouse stumble where a person would. */
(browserPath === undefined ? describe.skip : describe)('hands that have no mouse', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  /** Hands at a page of this content, whatever its address. */
  async function at(content: string): Promise<Keyboard> {
    const context = await browser.newContext({ viewport: { width: ZOOMED, height: 400 } });
    await context.route('**/*', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<main>${content}</main>` }),
    );
    const hands = new Keyboard(await context.newPage());
    await hands.open('http://page.test/first');
    return hands;
  }

  it('reach fields, radio buttons, lists and links, and find nothing wrong with a sound page', async () => {
    const hands = await at(`
      <form action="/second">
        <label>Name <input name="name"></label>
        <fieldset><legend>Level</legend>
          <label><input type="radio" name="level" value="0"> None</label>
          <label><input type="radio" name="level" value="1"> Some</label>
          <label><input type="radio" name="level" value="2"> All</label>
        </fieldset>
        <label for="state">State</label> <select id="state" name="state"><option value="">Choose</option><option value="A">Aland</option><option value="B">Borduria</option></select>
        <label><input type="checkbox" name="sure" value="yes"> I am sure</label>
        <button>Send</button>
      </form>`);
    await hands.type('Name', 'Ada');
    await hands.under('Level').tick('Some');
    await hands.choose('State', 'Borduria');
    await hands.tick('I am sure');
    await hands.press('Send');
    expect(new URL(hands.page.url()).search).toBe('?name=Ada&level=1&state=B&sure=yes');
    expect([...hands.faults]).toEqual([]);
    await hands.leave();
  });

  it('do not reach what Tab leaves out', async () => {
    const hands = await at('<a href="/second" tabindex="-1">Go on</a><a href="/other">Other</a>');
    await expect(hands.press('Go on')).rejects.toThrow('Tab does not reach');
    await hands.leave();
  });

  it.each([
    [
      'a focus that does not show',
      '<style>:focus { outline: none }</style><a href="/second">Go on</a>',
      'no focus to see',
    ],
    ['a focus out of sight', '<a href="/second" style="position: fixed; left: -999px">Go on</a>', 'out of sight'],
    ['a page wider than its window', '<a href="/second">Go on</a><p style="width: 700px">wide</p>', 'pixels too wide'],
  ])('note %s', async (_, content, fault) => {
    const hands = await at(content);
    await hands.press('Go on').catch(() => undefined);
    expect([...hands.faults].join()).toContain(fault);
    await hands.leave();
  });
});
