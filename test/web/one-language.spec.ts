import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PRESETS } from '../../src/domain/deadlines/presets.js';
import { PERSON_ROLES } from '../../src/domain/shared/actor.js';
import { LOCALE_NAMES } from '../../src/web/i18n/locales.js';
import { type State } from '../network/two-states.js';
import { HostileStates, signInNameOf } from '../support/hostile-states.js';
import { playHostile } from '../support/hostile-scenario.js';
import { PageClient } from '../support/page-client.js';
import { pageRoutes, routeFinder } from '../support/page-walk.js';

/** Stands wherever people write: no letter of any script, so that every letter on a page is ours or one of these. */
const WRITTEN = '1234';

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
    // The names and sources of the clocks' presets, as their sources have them.
    ...PRESETS.flatMap(({ title, source }) =>
      [title, source].map((text) => RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).source),
    ),
    '\\b(?:officer|supervisor)\\.one\\b|\\b(?:first|second)\\b',
    ...PERSON_ROLES.map((role) => `\\b${signInNameOf(role)}\\b`),
  ].join('|'),
  'g',
);

describe('the pages', () => {
  let world: HostileStates;

  beforeAll(async () => {
    world = await HostileStates.start(() => WRITTEN);
    await playHostile(world);
  }, 120_000);
  afterAll(() => world.close());

  it.each(['ar', 'ru', 'zh'] as const satisfies readonly (keyof typeof LOCALE_NAMES)[])(
    'say nothing in another language than the one that is asked for: %s',
    async (locale) => {
      const foreign = new Map<string, string>();
      for (const state of [world.states.a, world.states.b])
        for (const role of PERSON_ROLES)
          for (const [address, html] of await walkPages(state, role, locale))
            for (const words of latinIn(html)) foreign.set(words, `${state.code} ${role} ${address}`);
      expect([...foreign].map(([words, at]) => `${words}  (${at})`)).toEqual([]);
    },
    300_000,
  );
});

/** Every page that the person is led to, by its HTML. */
async function walkPages(state: State, role: string, locale: string): Promise<ReadonlyMap<string, string>> {
  const client = await new PageClient(state.node.url, locale).signIn(signInNameOf(role));
  const routeOf = routeFinder(pageRoutes(state.node));
  const known = new Set(['/', '/sign-in']);
  const queue = ['/'];
  const pages = new Map<string, string>();
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const { html, status, headers } = await client.get(address);
    if (status !== 200 || !(headers.get('content-type') ?? '').startsWith('text/html')) continue;
    pages.set(address, html);
    for (const [, link = ''] of html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)) {
      const path = link.replaceAll('&amp;', '&');
      const route = routeOf(path.split(/[?#]/)[0] ?? '');
      if (route === undefined || known.has(route)) continue;
      known.add(route);
      queue.push(path);
    }
  }
  return pages;
}

/** Words of three Latin letters or more in what is read or spoken. */
function latinIn(html: string): readonly string[] {
  const spoken = [...html.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map(([, text = '']) => text);
  const shown = html
    .replace(/<head>[\s\S]*?<\/head>/, '')
    .replaceAll(/<(code|pre|template)\b[\s\S]*?<\/\1>/g, ' ')
    // What reads from left to right in every language is a code: a digest, a key, a serial number.
    .replaceAll(/<(\w+)\b[^>]*\bdir="ltr"[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]+>/g, '|');
  const text = [...spoken, shown].join('|').replaceAll(/&\w+;/g, ' ');
  const left = [GIVEN, ...SAME_EVERYWHERE].reduce((rest, same) => rest.replaceAll(same, ' '), text);
  return [...new Set([...left.matchAll(/[A-Za-zÀ-ÿ]{3,}(?:[ ',.-]+[A-Za-zÀ-ÿ]+)*/g)].map(([words]) => words))];
}
