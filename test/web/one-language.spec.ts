import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERSON_ROLES } from '../../src/domain/shared/actor.js';
import { LOCALE_NAMES } from '../../src/web/i18n/locales.js';
import { Journeys } from '../support/hostile-journeys.js';
import { HostileStates, signInNameOf } from '../support/hostile-states.js';
import { playHostile } from '../support/hostile-scenario.js';
import { PageClient } from '../support/page-client.js';
import { crawl, isPage } from '../support/page-crawl.js';
import { postForms } from '../support/page-posts.js';
import { placeOf, sweep } from '../support/page-sweep.js';
import { pageRoutes, routeFinder } from '../support/page-walk.js';

/** Stands wherever people write: no letter of any script, so that every letter on a page is ours or one of these. */
const WRITTEN = '1234';

/** So many addresses of a route are read: its words stand on the first of them. */
const MOST_OF_A_ROUTE = 3;
/** Where the texts stand that came with the program as data. */
const TELLING_PAGES = [
  '/clocks',
  '/clocks/policies/:id',
  '/clocks/preview',
  '/cases/:id',
  '/incidents/files/check',
  '/firearms/loads/:id',
];

/** Signs, names and codes that are the same in every language; each pattern is taken out before the rest is judged. */
const SAME_EVERYWHERE: readonly RegExp[] = [
  new RegExp(Object.values(LOCALE_NAMES).join('|'), 'g'),
  /Proofmark|GLOCK|GOV\.UK|UTC|JSON|CSV|PDF|SHA-256|RFC|ISO|ITI|TLP:[A-Z+]+|iARMS|UTF-8|MB|WCAG|API/g,
  /\bX[A-Z]{2}(?:-\d{4}-\d{6})?\b|\b[A-Z]{3}\b/g,
  /https?:\/\/\S+/g,
  /\b[A-Z][a-z]+(?:\/[A-Z][\w]+)+/g, // time zones by their names: Europe/Vienna
  /[\w-]{43}/g, // digests
  /[0-9a-f]{8}-[0-9a-f-]{27}/g,
  /[\w.+-]+@[\w.-]+/g,
  /H[0O]ST[1I]LE|17 Gen 4/g,
  // Examples of what stands on a weapon.
  /MADE IN ITALY, EIBAR|XXVI/g,
  /\b\w+\.csv\b/g,
  /\b(?:PROOFMARK|DATABASE|REDIS|QUEUE)_[A-Z0-9_]+/g,
  // What a setting stands for, as an operator writes it, and the words that a cell of a file holds.
  /\b(?:test|production|demo|silent|info|auto|postgres|redis|proofmark|yes|no)\b|\/tmp\/[\w-]+/g,
];

/** Data that the node was given: names, and what people sign in by. */
const GIVEN = new RegExp(
  [
    'National [Pp]oint of [Cc]ontact(?:, Exercise State)?',
    'Name of [\\w.]+',
    'Contact point of \\w+',
    '\\b(?:officer|supervisor)\\.one\\b|\\b(?:first|second)\\b',
    ...PERSON_ROLES.map((role) => `\\b${signInNameOf(role)}\\b`),
  ].join('|'),
  'g',
);

/** Under which keys of the shipped lists a name stands. */
const NAMING = ['name', 'spellings', 'equivalents', 'title', 'publisher', 'house'];

/** Names of makes, models and calibres and titles of publications, as the shipped lists have them: they are the same in every language. */
const LISTED = new RegExp(
  [...new Set(namesIn(['makes', 'models', 'calibres', 'sources', 'signs'].map(listed)))]
    .sort((one, other) => other.length - one.length)
    .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|'),
  'g',
);

function listed(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'data', 'reference', `${name}.json`), 'utf8')) as unknown;
}

/** Every name in the lists, as a page has escaped it; what the lists say in words of their own is none. */
function namesIn(value: unknown, naming = false): readonly string[] {
  if (typeof value === 'string') {
    const shown = value.replaceAll(/["&<>]/g, ' ').replaceAll("'", '&#39;');
    return naming && /[A-Za-zÀ-ÿ]{3}/.test(shown) ? [shown] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    namesIn(one, NAMING.includes(key) || (naming && /^\d+$/.test(key))),
  );
}

describe('the pages', () => {
  let world: HostileStates;
  let journeys: Journeys;

  beforeAll(async () => {
    world = await HostileStates.start(() => WRITTEN);
    await playHostile(world);
    journeys = await Journeys.go(world);
  }, 180_000);
  afterAll(() => world.close());

  it.each(['ar', 'ru', 'zh'] as const satisfies readonly (keyof typeof LOCALE_NAMES)[])(
    'say nothing in another language than the one that is asked for: %s',
    async (locale) => {
      const swept = await sweep(world, { locale, most: MOST_OF_A_ROUTE, journeys });
      const pages = swept.filter((one) => one.status === 200 && isPage(one));
      expect(pages.map(({ route }) => route)).toEqual(expect.arrayContaining(TELLING_PAGES));
      const [first] = pages;
      expect(latinIn(first?.html.replace('</main>', '<p>Planted words</p></main>') ?? '')).toEqual(['Planted words']);
      expect(foreignIn(pages.map((one) => [placeOf(one), one.html]))).toEqual([]);
    },
    300_000,
  );

  it('say in no other language what they refuse', async () => {
    const answers: (readonly [string, string])[] = [];
    for (const state of [world.states.a, world.states.b])
      for (const role of PERSON_ROLES) {
        const client = await new PageClient(state.node.url, 'ar').signIn(signInNameOf(role));
        const routeOf = routeFinder(pageRoutes(state.node));
        const pages = await crawl(client, routeOf, {
          write: () => WRITTEN,
          starts: journeys.ledTo(state, role),
          most: 2,
        });
        for (const write of [(): string => '', (): string => WRITTEN])
          for (const { from, action, status, html } of await postForms(client, pages, write))
            answers.push([`${state.code} ${role} ${String(status)} ${action} from ${from}`, html]);
      }
    expect(answers.length).toBeGreaterThan(100);
    expect(foreignIn(answers)).toEqual([]);
  }, 300_000);
});

/** Words of another language, each with a place where it stands. */
function foreignIn(pages: readonly (readonly [place: string, html: string])[]): readonly string[] {
  const foreign = new Map<string, string>();
  for (const [place, html] of pages) for (const words of latinIn(html)) foreign.set(words, place);
  return [...foreign].map(([words, place]) => `${words}  (${place})`);
}

/** Words of three Latin letters or more in what is read or spoken. */
function latinIn(html: string): readonly string[] {
  const spoken = [...html.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map(([, text = '']) => text);
  const shown = html
    // The direction of the whole page is no mark of a code.
    .slice(html.indexOf('<body'))
    .replaceAll(/<(code|pre|template)\b[\s\S]*?<\/\1>/g, ' ')
    // What reads from left to right in every language is a code: a digest, a key, a serial number.
    .replaceAll(/<(\w+)\b[^>]*\bdir="ltr"[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]+>/g, '|');
  const text = [...spoken, shown].join('|').replaceAll(/&\w+;/g, ' ');
  const left = [LISTED, GIVEN, ...SAME_EVERYWHERE].reduce((rest, same) => rest.replaceAll(same, ' '), text);
  return [...new Set([...left.matchAll(/[A-Za-zÀ-ÿ]{3,}(?:[ ',.-]+[A-Za-zÀ-ÿ]+)*/g)].map(([words]) => words))];
}
