/*
 * Where a form leads and no link: what a person fills in on the way, in the page of a person of that role who stands at the first page. A form is found
 * as that person finds it, by links. `LEADS` are walked once, and the walk goes on from where they end; `ANSWERS` are what a form answers by itself: it has
 * no address, and is asked for anew for every picture.
 */
export const LEADS = [
  {
    role: 'registrar',
    name: 'firearms-id-read',
    async go(page, url) {
      await follow(page, url, '/firearms', '/firearms/', /^\/firearms\/[0-9a-f-]{36}$/);
      await page.selectOption('[name=purpose]', { index: 1 });
      await page.fill('[name=caseNumber]', 'XAA-2026-00002');
      await send(page);
    },
  },
  {
    role: 'officer',
    name: 'cases-id-use-sheet',
    async go(page, url, { answered }) {
      await page.goto(`${url}/cases/${answered}/use`);
      await page.selectOption('[name=purpose]', 'criminal investigation');
      await page.fill('[name=recipient]', 'Public prosecutor');
      await send(page);
    },
  },
  {
    role: 'officer',
    name: 'incidents-new-weapons-number-characters',
    async go(page, url) {
      await page.goto(`${url}/incidents/new/weapons/2/serial`);
      await page.check('input[value=doubt]');
      await page.fill('#serial', 'O0I1B8');
      await send(page);
    },
  },
  {
    role: 'officer',
    name: 'cases-id-request-found-at-home',
    async go(page, url, { atHome }) {
      await page.goto(`${url}/cases/${atHome}/request`);
      await Promise.all([page.waitForEvent('load'), page.click('main a[href$="/found-at-home"]')]);
    },
  },
  {
    role: 'supervisor',
    name: 'cases-id-approval-none',
    async go(page, url, { answered }) {
      await page.goto(`${url}/cases/${answered}/approval`);
    },
  },
];

export const ANSWERS = [
  {
    role: 'officer',
    name: 'nothing-here',
    async go(page, url) {
      await page.goto(`${url}/cases/019ad000-0000-7000-8000-000000000000`);
    },
  },
  {
    role: 'investigator',
    name: 'markings-results',
    async go(page, url) {
      await page.goto(`${url}/markings`);
      await page.fill('[name=serial]', 'ABC12345');
      await page.selectOption('[name=purpose]', { index: 1 });
      await page.fill('[name=caseNumber]', '4417/26');
      await send(page);
    },
  },
  {
    role: 'administrator',
    name: 'set-up-recovery-shares',
    async go(page, url) {
      await page.goto(`${url}/set-up/recovery`);
      await page.fill('[name=shares]', '5');
      await page.fill('[name=threshold]', '3');
      await send(page, 'form[action$="/recovery"]');
    },
  },
];

/** The page that a form answers or leads to. */
async function send(page, form = 'main form') {
  await Promise.all([page.waitForEvent('load'), page.click(`${form} button[type=submit]`)]);
}

async function follow(page, url, from, prefix, pattern) {
  await page.goto(`${url}${from}`);
  const links = await page.$$eval(`main a[href^="${prefix}"]`, (all) => all.map((one) => one.getAttribute('href')));
  const link = links.find((one) => pattern.test(one));
  if (link === undefined) throw new Error(`no link of ${from} leads on`);
  await page.goto(`${url}${link}`);
}
