import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, launchBrowser } from './browser.mjs';
import { root, setUp } from './set-up.mjs';
import { walk } from './walker.mjs';

/*
 * npm run screenshots: every page that can be reached, in English and Arabic, at the width of a desk and of a phone, as pictures in
 * screenshots/. A node of its own with invented data; each role starts at its first page and follows the links, one page for each route.
 * With --readme: the four pictures of the README alone, into docs/pictures/.
 */
setUp({ dev: true });
const path = findBrowser();
if (path === undefined) {
  console.error('There is no chromium on this machine: install one, for instance by apt-get install chromium.');
  process.exit(1);
}
const { startSample } = await import('./sample-node.mjs');
const sample = await startSample();
const browser = await launchBrowser(path);
const target = join(root, 'screenshots');
const LOCALES = ['en', 'ar'];
const WIDTHS = [1280, 375];
const problems = [];
/** [role, route] of each picture of the README: what the first who is led there sees. */
const README = {
  'work-list': ['officer', '/'],
  'answering': ['officer', '/cases/:id/answer'],
  'marking-record': ['officer', '/firearms/:id'],
  'ledger': ['auditor', '/ledger'],
};

try {
  const found = await walkAll();
  if (process.argv.includes('--readme')) await takeForReadme(found);
  else await takeAll(found);
} finally {
  await browser.close();
  await sample.stop();
}

async function takeAll(found) {
  rmSync(target, { recursive: true, force: true });
  for (const locale of LOCALES) for (const width of WIDTHS) await take(found, locale, width);
  console.log(`${found.length} pages, ${found.length * LOCALES.length * WIDTHS.length} pictures in screenshots/`);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

async function takeForReadme(found) {
  const folder = join(root, 'docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  for (const [name, [role, route]] of Object.entries(README)) {
    const address = found.find(([who, one]) => who === role && sample.routeOf(one.split(/[?#]/)[0]) === route)?.[1];
    if (address === undefined) throw new Error(`no link leads the ${role} to ${route}`);
    const page = await signedIn(role, 'en', 1280);
    await page.goto(`${sample.url}${address}`);
    await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 70 });
    await page.context().close();
  }
}

/** [role, address] of each page: the first page of every role, and for every other route the first address that a link led to. */
async function walkAll() {
  const found = sample.strangers.map((address) => ['stranger', address]);
  const known = new Set(['/', ...sample.strangers.map((address) => sample.routeOf(address))]);
  for (const role of sample.roles) {
    const page = await signedIn(role, 'en', 1280);
    const visit = (_page, { route, address, status }) => {
      if (route === '/' || !known.has(route)) found.push([role, address]);
      known.add(route);
      if (status >= 400) problems.push(`${address} answers ${status} to the ${role} who was led there`);
    };
    await walk(page, { url: sample.url, routeOf: sample.routeOf, visit });
    await page.context().close();
  }
  for (const route of sample.routes) if (!known.has(route)) problems.push(`no link leads to ${route}: no picture`);
  return found;
}

async function take(found, locale, width) {
  const folder = join(target, `${locale}-${width}`);
  mkdirSync(folder, { recursive: true });
  const pages = new Map();
  for (const [role, address] of found) {
    if (!pages.has(role)) pages.set(role, await signedIn(role, locale, width));
    const page = pages.get(role);
    await page.goto(`${sample.url}${address}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    if (wide) problems.push(`${address} is wider than ${width} in ${locale}`);
    const name = `${role} ${address.split(/[?#]/)[0]}`.replaceAll(/[^a-z0-9]+/gi, '-').replace(/-$/, '');
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
  for (const page of pages.values()) await page.context().close();
}

async function signedIn(role, locale, width) {
  const context = await browser.newContext({ locale, viewport: { width, height: 800 } });
  const page = await context.newPage();
  if (role === 'stranger') return page;
  await page.goto(`${sample.url}/sign-in`);
  await page.fill('#signInName', sample.signInName(role));
  await page.fill('#password', sample.password);
  await page.click('main button[type=submit]');
  await page.waitForURL(`${sample.url}/`);
  return page;
}
