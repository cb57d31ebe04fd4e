import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { PERSON_ROLES } from '../../src/domain/shared/actor.js';
import { type State } from '../network/two-states.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { ATTACKS, hostileText } from '../support/hostile.js';
import { HostileStates, signInNameOf } from '../support/hostile-states.js';
import { playHostile } from '../support/hostile-scenario.js';
import { complaintsOf, pageRoutes, routeFinder, walk, type Visited } from '../support/page-walk.js';
import { breaches, sideways, Visitor } from '../support/visitor.js';

/** Text that no page ever shows, and text that only another setting takes. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'POST /api/auth/sign-in': 'a name and a password: pages-base.spec.ts shows the name again',
  'POST /api/auth/links/:token': 'a password',
  'PUT /api/auth/password': 'passwords',
  'POST /api/role-grants/:id/confirmation': 'the reason of who approves alone, in a node of one administrator',
};

let world: HostileStates;

beforeAll(async () => {
  world = await HostileStates.start(hostileText);
  await playHostile(world);
}, 120_000);
afterAll(() => world.close());

describe('hostile text', () => {
  it('is taken by the API as any text is', () => {
    expect(world.refused).toEqual([]);
  });

  it('stands in every field of text that the API has', () => {
    const untouched = world.routesOfText
      .map(([route]) => route)
      .filter((route) => !world.taken.has(route) && ELSEWHERE[route] === undefined);
    expect(untouched).toEqual([]);
  });
});

/** Routes that no link need reach in this world, each with why. */
const WITHOUT_LINK: Readonly<Record<string, string>> = {
  '/links/:token': 'somebody is handed this address',
  '/founding': 'a node that nobody has founded yet',
  '/cases/:id/answer': 'only where the first case of the list is one that asks us; answering-browser.spec.ts',
  '/cases/:id/answer/search': 'only where the first case of the list is one that asks us; answering-browser.spec.ts',
  '/cases/:id/answer/search/wide/:search': 'only where such a search was begun; answering-pages.spec.ts',
  '/markings/wide/:id': 'looked at with axe and at 320 pixels by wide-search-browser.spec.ts',
  '/cases/:id/answer/record': 'only where the first case of the list is one that asks us; answering-browser.spec.ts',
  '/cases/:id/answer/letters/:kind':
    'only where the first case of the list is one that asks us; answering-browser.spec.ts',
  '/firearms/:id': 'only where the first case of the list is one that asks us; registry-browser.spec.ts',
  '/cases/:id/paper': 'only where the first case of the list is one from paper; paper-browser.spec.ts',
  '/incidents/files/template': 'a file and no page',
  '/incidents/files/check/errors': 'a file and no page',
  '/firearms/loads/template': 'a file and no page',
  '/firearms/loads/:id/errors': 'a file and no page',
  '/ledger/bundle': 'a file and no page',
  '/ledger/cases/:id/bundle': 'a file and no page',
  '/looks/report/file': 'a file and no page',
  '/own-entry/file': 'a file and no page',
  '/cases/:id/purge': 'this world has no such state; looked at with axe and at 320 pixels by case-browser.spec.ts',
  '/cases/:id/use': 'this world has no such state; looked at with axe and at 320 pixels by case-browser.spec.ts',
  '/cases/:id/use/sheet': 'this world has no such state; looked at with axe and at 320 pixels by case-browser.spec.ts',
  '/cases/:id/ledger/:entry':
    'this world has no such state; looked at with axe and at 320 pixels by case-browser.spec.ts',
  '/cases/:id/approval':
    'this world has no such state; looked at with axe and at 320 pixels by answering-browser.spec.ts',
  '/approvals/requests':
    'this world has no such state; looked at with axe and at 320 pixels by answering-browser.spec.ts',
  '/cases/:id/answer/composition':
    'this world has no such state; looked at with axe and at 320 pixels by answering-browser.spec.ts',
  '/cases/:id/answer/preview/:kind':
    'this world has no such state; looked at with axe and at 320 pixels by answering-browser.spec.ts',
  '/incidents/new/check':
    'this world has no such state; looked at with axe and at 320 pixels by requests-browser.spec.ts',
  '/cases/:id/request/national-check':
    'this world has no such state; looked at with axe and at 320 pixels by requests-browser.spec.ts',
  '/cases/:id/request/addressee':
    'this world has no such state; looked at with axe and at 320 pixels by requests-browser.spec.ts',
  '/cases/:id/request/found-at-home':
    'this world has no such state; looked at with axe and at 320 pixels by requests-browser.spec.ts',
  '/cases/:id/request':
    'this world has no such state; looked at with axe and at 320 pixels by requests-browser.spec.ts',
  '/cases/:id/request/:step':
    'this world has no such state; looked at with axe and at 320 pixels by requests-browser.spec.ts',
  '/incidents/files/check': 'reached by a file alone',
  '/incidents/files/:id': 'reached by a file alone',
  '/recoveries/new/check':
    'this world has no such state; looked at with axe and at 320 pixels by recoveries-browser.spec.ts',
  '/recoveries/:id': 'this world has no such state; looked at with axe and at 320 pixels by recoveries-browser.spec.ts',
  '/firearms/:id/correction': 'asks for a purpose first; looked at by registry-browser.spec.ts',
  '/firearms/:id/report': 'asks for a purpose first; looked at by registry-browser.spec.ts',
  '/firearms/:id/reports/:report/withdrawal': 'asks for a purpose first; looked at by registry-browser.spec.ts',
  '/firearms/loads/:id': 'asks for a purpose first; looked at by registry-browser.spec.ts',
  '/histories/samples/:id':
    'this world has no such state; looked at with axe and at 320 pixels by auditing-browser.spec.ts',
  '/roles': 'this world has no such state; looked at with axe and at 320 pixels by administration-browser.spec.ts',
};

/** Who sees the other side of a case, at the State that is asked. */
const ANSWERING = ['officer', 'supervisor', 'head of NPC'] as const;

const MAX_BYTES = 100_000;

interface Walked {
  readonly state: State;
  readonly role: string;
  readonly address: string;
}

(browserPath === undefined ? describe.skip : describe)('every page, filled with hostile text', () => {
  let browser: Browser;
  const walked: Walked[] = [];
  const faults: string[] = [];
  const showing: string[] = [];
  const reached = new Set<string>(['/', '/sign-in']);

  beforeAll(async () => {
    browser = await startBrowser();
    const { a, b } = world.states;
    for (const [state, roles] of [
      [a, PERSON_ROLES],
      [b, ANSWERING],
    ] as const) {
      const looked = new Set<string>();
      for (const role of roles) await walkAs(state, role, looked);
    }
  }, 600_000);
  afterAll(() => browser.close());

  async function walkAs(state: State, role: string, looked: Set<string>): Promise<void> {
    const page = await new Visitor(browser, state.node.url).signedIn(signInNameOf(role));
    const complaints = complaintsOf(page);
    await walk(page, {
      url: state.node.url,
      routeOf: routeFinder(pageRoutes(state.node)),
      visit: async (_page, visited) => {
        const at = `${state.code} ${role} ${visited.address}`;
        reached.add(visited.route);
        if (visited.route !== '/' && looked.has(visited.route)) return;
        looked.add(visited.route);
        walked.push({ state, role, address: visited.address });
        faults.push(...(await faultsOfPage(page, visited)).map((fault) => `${at}: ${fault}`));
        faults.push(...complaints.splice(0).map((complaint) => `${at}: ${complaint}`));
        if ((await page.innerText('body')).includes(ATTACKS[0])) showing.push(at);
      },
    });
    await page.context().close();
  }

  it('is reached by a link', () => {
    const routes = pageRoutes(world.states.a.node);
    expect(routes.filter((route) => !reached.has(route) && WITHOUT_LINK[route] === undefined)).toEqual([]);
    expect(Object.keys(WITHOUT_LINK).filter((route) => !routes.includes(route))).toEqual([]);
  });

  it('shows it as text, opens nothing, breaks no policy, stays within its width and its weight, and passes axe', () => {
    expect(faults).toEqual([]);
  });

  it('shows it at all', () => {
    expect(showing.length).toBeGreaterThan(3);
  });

  it('does so in Arabic on a phone as well', async () => {
    const found: string[] = [];
    for (const state of [world.states.a, world.states.b])
      for (const role of PERSON_ROLES) {
        const mine = walked.filter((one) => one.state === state && one.role === role);
        if (mine.length === 0) continue;
        const page = await new Visitor(browser, state.node.url).signedIn(signInNameOf(role), {
          locale: 'ar',
          width: 320,
        });
        const complaints = complaintsOf(page);
        for (const { address } of mine) {
          await page.goto(address);
          const over = await sideways(page);
          const here = [
            ...(await breaches(page)),
            ...complaints.splice(0),
            ...(over > 0 ? [`${String(over)} too wide`] : []),
          ];
          found.push(...here.map((fault) => `${state.code} ${role} ${address}: ${fault}`));
        }
        await page.context().close();
      }
    expect(found).toEqual([]);
  }, 600_000);
});

/** What is wrong with the page that is open. */
async function faultsOfPage(page: Page, { status, response }: Visited): Promise<readonly string[]> {
  const injected = await page.evaluate<number>(
    'document.querySelectorAll(\'img[src="x"], [onerror], [onload], script:not([src]), main b\').length',
  );
  const html = await page.content();
  const { responseBodySize } = await response.request().sizes();
  const over = await sideways(page);
  const checks: readonly (readonly [boolean, string])[] = [
    [status === 200, `answers ${String(status)}`],
    [injected === 0, `${String(injected)} elements that nobody wrote`],
    [!/49\$\{7|\{\{7\*7\}\}49/.test(html), 'a template that was carried out'],
    [responseBodySize < MAX_BYTES, `${String(responseBodySize)} bytes`],
    [over <= 0, `${String(over)} pixels too wide`],
  ];
  return [...checks.filter(([holds]) => !holds).map(([, fault]) => fault), ...(await breaches(page))];
}
