import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The narrowest window in which nothing may need sideways scrolling (WCAG 1.4.10). */
const NARROWEST = 320;

/** What is wrong with the page as it stands: what axe finds (WCAG 2.2 AA), and wider than its window, on a phone also than the narrowest one. */
export async function pageFaults(page, width) {
  // Evaluated, not inserted: the policy of the pages takes no script from elsewhere.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules }), RULES);
  const faults = violations.map(
    ({ id, nodes }) => `axe finds ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  for (const one of width < 640 ? [width, NARROWEST] : [width]) {
    await page.setViewportSize({ width: one, height: 800 });
    if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth))
      faults.push(`is wider than ${one}`);
  }
  await page.setViewportSize({ width, height: 800 });
  return faults;
}
