import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, launchBrowser } from './browser.mjs';
import { FILES, pageTemplates } from './sample/pages.mjs';
import { pageFaults } from './page-faults.mjs';
import { ANSWERS, LEADS } from './sample/steps.mjs';
import { root, setUp } from './set-up.mjs';
import { kindOf, linksOf, walk } from './walker.mjs';

/*
 * npm run screenshots: every page, in English and Arabic, at the width of a desk and of a phone, as pictures in screenshots/. A node of its own with
 * invented data; each role starts at its first page and follows the links, one page for each route, step, act and kind of letter; where a form leads and
 * no link, it is filled in. Ends with 1 where a page has no picture, answers with an error, is
 * wider than its window or breaks a rule of WCAG 2.2 AA that axe knows.
 * With --readme: the four pictures of the README alone, into docs/pictures/.
 */
setUp({ dev: true });
const path = findBrowser();
if (path === undefined) {
  console.error('There is no chromium on this machine: install one, for instance by apt-get install chromium.');
  process.exit(1);
}
const { startSample } = await import('./sample-node.mjs');
const browser = await launchBrowser(path);
const target = join(root, 'screenshots');
const LOCALES = ['en', 'ar'];
const WIDTHS = [1280, 375];
/** Addresses of one kind that the walk opens: another case than the first may lead to other pages. */
const EACH = 4;
const problems = [];
/** A node without people shows one page, and never again. */
const FOUNDING = '/founding';
const readme = process.argv.includes('--readme');
/** [role, route] of each picture of the README: what the first who is led there sees. */
const README = {
  'work-list': ['officer', '/'],
  'answering': ['officer', '/cases/:id/answer'],
  'marking-record': ['officer', '/firearms/:id'],
  'ledger': ['auditor', '/ledger'],
};

let sample;
try {
  if (!readme) rmSync(target, { recursive: true, force: true });
  sample = await startSample(readme ? undefined : takeFounding);
  const found = await walkAll();
  if (readme) await takeForReadme(found);
  else await takeAll(found);
} finally {
  await browser.close();
  await sample?.stop();
}

async function takeAll(found) {
  const all = [...found, ...ANSWERS];
  await sample.settle();
  for (const locale of LOCALES) await Promise.all(WIDTHS.map((width) => take(all, locale, width)));
  for (const name of pageTemplates()) if (!sample.shown.has(name)) problems.push(`no page shows ${name}: no picture`);
  const count = all.length + 1;
  console.log(`${count} pages, ${count * LOCALES.length * WIDTHS.length} pictures in screenshots/`);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

async function takeForReadme(found) {
  const folder = join(root, 'docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  for (const [name, [role, route]] of Object.entries(README)) {
    const address = found.find((one) => one.role === role && one.route === route)?.address;
    if (address === undefined) throw new Error(`no link leads the ${role} to ${route}`);
    const page = await signedIn(role, 'en', 1280);
    await page.goto(`${sample.url}${address}`);
    await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 70 });
    await page.context().close();
  }
}

/** `{ role, name, route, address }` of each page: the first page of every role, and of every other kind the first address that a link led to. */
async function walkAll() {
  const found = sample.strangers.map((address) => {
    const route = sample.routeOf(address);
    return { role: 'stranger', name: route, route, address };
  });
  const kinds = new Set(found.map(({ route }) => route));
  const files = new Set();
  for (const role of sample.roles) {
    const page = await signedIn(role, 'en', 1280);
    const from = [];
    for (const { name, go } of LEADS.filter((one) => one.role === role)) {
      await go(page, sample.url, sample);
      const address = page.url().slice(sample.url.length);
      from.push(address);
      found.push({ role, name, route: sample.routeOf(pathOf(address)), address });
    }
    const visit = (_page, { address, status }) => {
      const landed = page.url().slice(sample.url.length);
      const route = sample.routeOf(pathOf(landed));
      // What a first page shows is another thing for every role.
      const kind = route === '/' ? role : kindOf(route, pathOf(landed));
      if (status >= 400) problems.push(`${address} answers ${status} to the ${role} who was led there`);
      if (kinds.has(kind)) return;
      kinds.add(kind);
      // A lead has the picture of its page already.
      if (found.some((one) => one.role === role && one.address === landed)) return;
      found.push({ role, name: route === '/' ? 'home' : kind, route, address: landed });
    };
    const noted = ({ route }) => files.add(route);
    await walk(page, { url: sample.url, routeOf: sample.routeOf, visit, files: noted, from, each: EACH, kind: kindOf });
    for (const { go } of ANSWERS.filter((one) => one.role === role)) {
      await go(page, sample.url, sample);
      for (const { href } of await linksOf(page)) files.add(sample.routeOf(pathOf(href)));
    }
    await page.context().close();
  }
  noteMissing(new Set(found.map(({ route }) => route)), files);
  return found;
}

function noteMissing(shown, files) {
  for (const route of sample.routes)
    if (!shown.has(route) && route !== FOUNDING && FILES[route] === undefined)
      problems.push(`no link leads to ${route}: no picture`);
  for (const route of Object.keys(FILES)) if (!files.has(route)) problems.push(`no link saves the file ${route}`);
}

async function takeFounding(url) {
  for (const locale of LOCALES)
    for (const width of WIDTHS) {
      const page = await stranger(locale, width);
      await page.goto(`${url}${FOUNDING}`);
      await picture(page, locale, width, FOUNDING);
      await page.context().close();
    }
}

async function take(all, locale, width) {
  const pages = new Map();
  for (const { role, name, address, go } of all) {
    if (!pages.has(role)) pages.set(role, await signedIn(role, locale, width));
    const page = pages.get(role);
    if (go === undefined) await page.goto(`${sample.url}${address}`);
    else await go(page, sample.url, sample);
    await picture(page, locale, width, `${role} ${name}`);
  }
  for (const page of pages.values()) await page.context().close();
}

async function picture(page, locale, width, name) {
  for (const fault of await pageFaults(page, width)) problems.push(`${name}, ${width} wide, in ${locale}: ${fault}`);
  const file = `${name.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '')}.png`;
  await page.screenshot({ path: join(target, `${locale}-${width}`, file), fullPage: true });
}

async function stranger(locale, width) {
  const context = await browser.newContext({ locale, viewport: { width, height: 800 } });
  return context.newPage();
}

async function signedIn(role, locale, width) {
  const page = await stranger(locale, width);
  if (role === 'stranger') return page;
  await page.goto(`${sample.url}/sign-in`);
  await page.fill('#signInName', sample.signInName(role));
  await page.fill('#password', sample.password);
  await page.click('main button[type=submit]');
  await page.waitForURL(`${sample.url}/`);
  return page;
}

function pathOf(address) {
  return address.split(/[?#]/)[0];
}
