import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type Page } from 'playwright-core';
import { PASSWORD } from './people.js';

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Who opens a page, and with what. */
export interface Visit {
  readonly locale?: string;
  readonly width?: number;
  /** Does JavaScript run? */
  readonly script?: boolean;
}

/** A person with a browser at one node: each has a session of their own. */
export class Visitor {
  constructor(
    private readonly browser: Browser,
    private readonly url: string,
  ) {}

  async open({ locale = 'en', width = 1280, script = true }: Visit = {}): Promise<Page> {
    const viewport = { width, height: 800 };
    const context = await this.browser.newContext({ locale, viewport, javaScriptEnabled: script, baseURL: this.url });
    return context.newPage();
  }

  async signedIn(signInName: string, visit: Visit = {}): Promise<Page> {
    const page = await this.open(visit);
    await page.goto('/sign-in');
    await page.fill('#signInName', signInName);
    await page.fill('#password', PASSWORD);
    await page.click('main button[type=submit]');
    await page.waitForURL(`${this.url}/`);
    return page;
  }
}

/** What axe finds (WCAG 2.2 AA), each with where it stands. Evaluated, not inserted: the policy of the pages takes no script from elsewhere. */
export async function breaches(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<{ violations: { id: string; nodes: { target: string[] }[] }[] }>(
    `axe.run({ runOnly: ${JSON.stringify(RULES)} })`,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** By how many pixels the page is wider than its window. */
export async function sideways(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
}

/** What the keyboard reaches without anything changing where it stands; each by its tag, id and text. */
export async function hiddenFocus(page: Page): Promise<readonly string[]> {
  // From here on every focus counts as one of the keyboard (`:focus-visible`), also one that a script moves.
  await page.keyboard.press('Tab');
  return page.evaluate<string[]>(HIDDEN_FOCUS);
}

/** A box and its label are drawn together, so what stands around the element and before or after it counts as well. */
const LOOKS = `const looks = (element) => [element, element.nextElementSibling, element.parentElement]
    .filter((one) => one !== null)
    .flatMap((one) => ['', '::before', '::after'].map((part) => getComputedStyle(one, part)))
    .map((style) => [style.outline, style.boxShadow, style.backgroundColor, style.border, style.textDecoration].join())
    .join('|');`;

const HIDDEN_FOCUS = `(() => {
  ${LOOKS}
  const reachable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  return [...document.querySelectorAll(reachable)]
    .filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => {
      one.blur();
      const before = looks(one);
      one.focus();
      return document.activeElement !== one || looks(one) === before;
    })
    .map((one) => one.tagName.toLowerCase() + (one.id && '#' + one.id) + ' ' + (one.textContent ?? '').trim().slice(0, 40));
})()`;

/** What is wrong with how the focus of the keyboard shows where it stands now; empty where nothing is. */
export async function focusFault(page: Page): Promise<string> {
  return page.evaluate<string>(FOCUS_FAULT);
}

const FOCUS_FAULT = `(() => {
  ${LOOKS}
  const one = document.activeElement;
  const { top, bottom, left, right } = one.getBoundingClientRect();
  if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return 'the focus is out of sight';
  const now = looks(one);
  one.blur();
  const without = looks(one);
  one.focus();
  return now === without ? 'no focus to see' : '';
})()`;

/** 200 % on a screen of 1280 pixels: the page has 640 to stand in (WCAG 1.4.4, 1.4.10). */
export const ZOOMED = 640;

/**
 * Everything that is wrong with how these pages look: breaches, sideways scrolling and focus that does not show, in English and Arabic, at a desk, at
 * 200 % and on a phone.
 */
export async function faultsOf(
  visitor: Visitor,
  signInName: string,
  addresses: readonly string[],
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const locale of ['en', 'ar'])
    for (const width of [1280, ZOOMED, 320]) {
      const page = await visitor.signedIn(signInName, { locale, width });
      for (const address of addresses) {
        const response = await page.goto(address);
        const at = `${locale} ${String(width)} ${address}`;
        if (response?.status() !== 200) faults.push(`${at}: answered ${String(response?.status())}`);
        if (width !== ZOOMED) faults.push(...(await breaches(page)).map((breach) => `${at}: ${breach}`));
        if (width === 1280 && locale === 'en')
          faults.push(...(await hiddenFocus(page)).map((one) => `${at}: no focus to see on ${one}`));
        const over = await sideways(page);
        if (over > 0) faults.push(`${at}: ${String(over)} pixels too wide`);
      }
      await page.context().close();
    }
  return faults;
}
