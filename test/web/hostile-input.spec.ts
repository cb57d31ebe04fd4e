import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { type PersonRole } from '../../src/domain/shared/actor.js';
import { type State } from '../network/two-states.js';
import { browserPath, startBrowser } from '../support/browser.js';
import { ATTACKS, hostileText } from '../support/hostile.js';
import { Journeys } from '../support/hostile-journeys.js';
import { HostileStates, signInNameOf } from '../support/hostile-states.js';
import { playHostile } from '../support/hostile-scenario.js';
import { isPage } from '../support/page-crawl.js';
import { faultsOfHtml, Scales } from '../support/page-faults.js';
import { placeOf, sweep, type Swept } from '../support/page-sweep.js';
import { complaintsOf, pageRoutes } from '../support/page-walk.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { breaches, sideways, Visitor, type Visit } from '../support/visitor.js';

/** Text that no page ever shows, and text that only another setting takes. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'POST /api/auth/sign-in': 'a name and a password: pages-base.spec.ts shows the name again',
  'POST /api/auth/links/:token': 'a password',
  'PUT /api/auth/password': 'passwords',
  'POST /api/role-grants/:id/confirmation': 'the reason of who approves alone, in a node of one administrator',
};

/** What is opened under a page's address and is none: each must come as a file. */
const FILES = [
  '/incidents/files/template',
  '/incidents/files/check/errors',
  '/markings/file',
  '/firearms/loads/template',
  '/firearms/loads/:id/errors',
  '/ledger/bundle',
  '/ledger/cases/:id/bundle',
  '/looks/report/file',
  '/own-entry/file',
  '/cases/:id/ledger/:entry',
  '/cases/:id/messages/:role/:seq/:part',
] as const;

let world: HostileStates;
let journeys: Journeys;
let swept: readonly Swept[];
/** A node that nobody has founded. */
let bare: TestNode;
/** Pages of who has not signed in: where, and the address. */
let strangers: readonly (readonly [node: TestNode, route: string, address: string])[];

beforeAll(async () => {
  world = await HostileStates.start(hostileText);
  await playHostile(world);
  journeys = await Journeys.go(world);
  swept = await sweep(world, { journeys });
  bare = await startTestNode();
  const { node } = world.states.a;

  const { token } = await world.send(world.states.a, 'POST /api/people/:id/links', [world.states.a.officer.id]);
  strangers = [
    [node, '/sign-in', '/sign-in'],
    [node, '/links/:token', `/links/${String(token)}`],
    [bare, '/founding', '/founding'],
  ];
}, 600_000);
afterAll(async () => {
  await world.close();
  await bare.close();
});

describe('hostile text', () => {
  it('is taken by the API as any text is, and by the forms of the pages', () => {
    expect(world.refused).toEqual([]);
    expect(journeys.refused).toEqual([]);
  });

  it('stands in every field of text that the API has', () => {
    const untouched = world.routesOfText
      .map(([route]) => route)
      .filter((route) => !world.taken.has(route) && ELSEWHERE[route] === undefined);
    expect(untouched).toEqual([]);
  });
});

const shows = ({ html }: Swept): boolean => html.includes(ATTACKS[0].replaceAll('<', '&lt;').replaceAll('>', '&gt;'));

describe('every page, filled with hostile text', () => {
  const pages = (): readonly Swept[] => swept.filter((one) => one.status === 200 && isPage(one));

  it('is opened by somebody: a new page needs a link, or a state of hostile-scenario.ts in which one leads to it', () => {
    const opened = new Set<string | undefined>(
      [...pages(), ...strangers.map(([, route]) => ({ route }))].map(({ route }) => route),
    );
    const never = pageRoutes(world.states.a.node).filter((route) => !opened.has(route));
    expect(never.sort()).toEqual([...FILES].sort());
  });

  it.each(FILES)('is no page but a file: %s', (route) => {
    const files = swept.filter((one) => one.route === route && one.status === 200);
    expect(files.length).toBeGreaterThan(0);
    for (const { headers } of files) expect(headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it('leads nobody to a page that is refused to them', () => {
    expect(swept.filter(({ status }) => status >= 400).map((one) => `${placeOf(one)} from ${one.from}`)).toEqual([]);
  });

  it('shows it as text, has nothing inline and nothing from elsewhere', () => {
    expect(pages().flatMap((one) => faultsOfHtml(one).map((fault) => `${placeOf(one)}: ${fault}`))).toEqual([]);
  });

  it('is under 100 kB over the wire with its styles and scripts', async () => {
    const scales = new Scales();
    const heavy: string[] = [];
    for (const one of pages())
      heavy.push(...(await scales.tooHeavy(one.state.node.url, one)).map((fault) => `${placeOf(one)}: ${fault}`));
    expect(heavy).toEqual([]);
  });

  it('shows it at all, on most of the pages that show what somebody wrote', () => {
    expect(
      new Set(
        pages()
          .filter(shows)
          .map(({ route }) => route),
      ).size,
    ).toBeGreaterThan(50);
  });
});

(browserPath === undefined ? describe.skip : describe)(
  'every page, filled with hostile text, in a real browser',
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await startBrowser();
    });
    afterAll(() => browser.close());

    it.each([
      ['at a desk', {}],
      ['in Arabic on a phone', { locale: 'ar', width: 320 }],
    ] as const)(
      'opens nothing, breaks no policy, stays within its width and passes axe: %s',
      async (_, visit) => {
        const faults: string[] = [];
        for (const [who, places] of chosen()) {
          const page = await openAs(who, visit);
          const complaints = complaintsOf(page);
          for (const place of places) {
            await page.goto(place.address);
            const here = [...(await faultsOfPage(page)), ...complaints.splice(0)];
            faults.push(...here.map((fault) => `${place.label}: ${fault}`));
          }
          await page.context().close();
        }
        expect(faults).toEqual([]);
      },
      900_000,
    );

    interface Who {
      readonly url: string;
      readonly signInName?: string;
    }
    interface Place {
      readonly address: string;
      readonly label: string;
    }

    const openAs = ({ url, signInName }: Who, visit: Visit): Promise<Page> => {
      const visitor = new Visitor(browser, url);
      return signInName === undefined ? visitor.open(visit) : visitor.signedIn(signInName, visit);
    };

    /** Of each route the page that shows the most, and the first page of every role: by who opens it. */
    function chosen(): readonly (readonly [Who, readonly Place[]])[] {
      const best = new Map<string, Swept>();
      for (const one of swept) {
        if (one.status !== 200 || !isPage(one)) continue;
        const key = one.route === '/' ? `/ ${one.state.code} ${one.role}` : (one.route ?? '');
        const known = best.get(key);
        if (known === undefined || rankOf(one) > rankOf(known)) best.set(key, one);
      }
      const byWho = new Map<string, readonly [Who, Place[]]>();
      for (const one of best.values()) {
        const [, places] = whoIn(byWho, one.state, one.role);
        places.push({ address: one.address, label: placeOf(one) });
      }
      const open = strangers.map(([node, , address]): readonly [Who, readonly Place[]] => [
        { url: node.url },
        [{ address, label: `stranger ${address}` }],
      ]);
      return [...open, ...byWho.values()];
    }

    const rankOf = (one: Swept): number => (shows(one) ? 10_000_000 : 0) + one.html.length;

    function whoIn(
      byWho: Map<string, readonly [Who, Place[]]>,
      state: State,
      role: PersonRole,
    ): readonly [Who, Place[]] {
      const key = `${state.code} ${role}`;
      const known = byWho.get(key) ?? [{ url: state.node.url, signInName: signInNameOf(role) }, []];
      byWho.set(key, known);
      return known;
    }
  },
);

/** What is wrong with the page that is open. */
async function faultsOfPage(page: Page): Promise<readonly string[]> {
  const injected = await page.evaluate<number>(
    'document.querySelectorAll(\'img[src="x"], [onerror], [onload], script:not([src]), main b\').length',
  );
  const over = await sideways(page);
  return [
    ...(injected === 0 ? [] : [`${String(injected)} elements that nobody wrote`]),
    ...(over > 0 ? [`${String(over)} pixels too wide`] : []),
    ...(await breaches(page)),
  ];
}
