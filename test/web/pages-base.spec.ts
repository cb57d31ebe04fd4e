import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WITHDRAWN_CODES } from '../../src/domain/directory/withdrawn-codes.js';
import { FIELD_RULES } from '../../src/domain/shared/field-rules.js';
import { REASON_CODES } from '../../src/domain/shared/reason-codes.js';
import { ERRORS, refuse, type ErrorCode } from '../../src/domain/shared/refusal.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { ROUTE_SAYINGS } from '../../src/domain/tracing/route.js';
import { RefusalPages } from '../../src/platform/refusal-pages.js';
import { Transactions } from '../../src/platform/transaction.js';
import { FormDrafts } from '../../src/web/forms/form-drafts.service.js';
import { directionOf, LOCALE_NAMES, LOCALES, type Locale } from '../../src/web/i18n/locales.js';
import { VOCABULARIES } from '../../src/web/i18n/vocabularies.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { addPeople, foundNode, PASSWORD, somebody } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';

const CATALOGUES = join(import.meta.dirname, '..', '..', 'src', 'web', 'i18n');

interface PageAnswer {
  readonly status: number;
  readonly html: string;
  readonly location: string;
}

/** A browser's part: it keeps cookies, follows nothing by itself and sends what a same-origin page sends. */
class Browser {
  private readonly jar = new Map<string, string>();

  constructor(
    private readonly node: Pick<TestNode, 'url'>,
    private readonly locale = 'en',
  ) {}

  async get(path: string): Promise<PageAnswer> {
    return this.send('GET', path);
  }

  /** Opens the page, takes its token and posts the form. */
  async post(path: string, fields: Record<string, string>, from = path): Promise<PageAnswer> {
    const token = tokenIn((await this.get(from)).html);
    return this.send('POST', path, new URLSearchParams({ _token: token, ...fields }));
  }

  async postWithout(path: string, fields: Record<string, string>): Promise<PageAnswer> {
    return this.send('POST', path, new URLSearchParams(fields));
  }

  async signIn(signInName: string): Promise<void> {
    const answer = await this.post('/sign-in', { signInName, password: PASSWORD });
    if (answer.status !== 303) throw new Error(`${signInName} could not sign in: ${String(answer.status)}`);
  }

  private async send(method: string, path: string, body?: URLSearchParams): Promise<PageAnswer> {
    const response = await fetch(`${this.node.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'accept': 'text/html',
        'accept-language': this.locale,
        'cookie': [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { body: body.toString() }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      this.jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return { status: response.status, html: await response.text(), location: response.headers.get('location') ?? '' };
  }
}

function tokenIn(html: string): string {
  return /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** Words in Latin letters on a page of another script, without names and signs that are the same in all languages. */
function foreignWords(html: string, locale: Locale): readonly string[] {
  if (!['ar', 'ru', 'zh'].includes(locale)) return [];
  const text = html.replace(/<head>.*?<\/head>/s, '').replaceAll(/<[^>]+>/g, ' ');
  const names = [...Object.values(LOCALE_NAMES), 'Name of officer.one', 'Proofmark'];
  const left = names.reduce((rest, name) => rest.replaceAll(name, ' '), text).replaceAll(/&\w+;/g, ' ');
  return left.match(/[A-Za-zÀ-ÿ]{4,}/g) ?? [];
}

describe('the pages', () => {
  let node: TestNode;
  let officer: PersonActor;
  let auditor: PersonActor;

  beforeAll(async () => {
    node = await startTestNode();
    const people = await addPeople(node, await foundNode(node), [
      somebody('officer.one', ['officer']),
      somebody('auditor.one', ['auditor']),
    ]);
    [officer, auditor] = people as [PersonActor, PersonActor];
    const opened = await node.get(IncidentsService).handIn(officer, {
      exercise: true,
      common: completeParts('XAA'),
      weapons: [{ weapon: recoveredPistol() }],
    });
    if (!opened.ok) throw new Error(opened.code);
  });
  afterAll(() => node.close());

  it.each(LOCALES)('speak %s from the first one on', async (locale) => {
    const { status, html } = await new Browser(node, locale).get('/sign-in');
    expect(status).toBe(200);
    expect(html).toContain(`lang="${locale}"`);
    expect(html).toContain(`dir="${directionOf(locale)}"`);
    const words = JSON.parse(readFileSync(join(CATALOGUES, locale, 'signIn.json'), 'utf8')) as Record<string, unknown>;
    expect(html).toContain(String(words['title'] ?? words['heading']));
  });

  it('lead a stranger to the sign-in, and back to where they wanted to go', async () => {
    const stranger = new Browser(node);
    expect(await stranger.get('/glossary')).toMatchObject({ status: 303, location: '/sign-in?next=%2Fglossary' });
    const answer = await stranger.post('/sign-in', {
      signInName: 'officer.one',
      password: PASSWORD,
      next: '/glossary',
    });
    expect(answer).toMatchObject({ status: 303, location: '/glossary' });
    expect((await stranger.get('/glossary')).status).toBe(200);
  });

  it('lead to no other site after the sign-in', async () => {
    for (const next of ['https://example.org/', '//example.org', '/\\example.org']) {
      const answer = await new Browser(node).post('/sign-in', { signInName: 'officer.one', password: PASSWORD, next });
      expect(answer).toMatchObject({ status: 303, location: '/' });
    }
  });

  it('keep the name that was typed and say what was wrong, and never give a password back', async () => {
    const { status, html } = await new Browser(node).post('/sign-in', {
      signInName: '<script>alert(1)</script>',
      password: 'a wrong password',
    });
    expect(status).toBe(401);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script>alert(1)');
    expect(html).not.toContain('a wrong password');
  });

  it('refuse a form without its token, also one with the token of another session', async () => {
    const browser = new Browser(node);
    await browser.signIn('officer.one');
    expect((await browser.postWithout('/sign-out', {})).status).toBe(403);
    const token = tokenIn((await new Browser(node).get('/sign-in')).html);
    expect((await browser.postWithout('/sign-out', { _token: token })).status).toBe(403);
    expect((await browser.get('/')).status).toBe(200);
    expect((await browser.post('/sign-out', {}, '/')).status).toBe(303);
    expect((await browser.get('/')).status).toBe(303);
  });

  it('keep for its person what a form of an ended session brought, and show it to nobody else', async () => {
    const browser = new Browser(node);
    await browser.signIn('officer.one');
    const token = tokenIn((await browser.get('/')).html);
    node.clock.advance((node.config['access.sessionIdleMinutes'] + 1) * 60_000);
    const form = { _token: token, _at: '/glossary', note: 'typed for an hour', password: 'never kept' };
    const { status, location } = await browser.postWithout('/sign-out', form);
    expect(status).toBe(303);
    const next = new URL(location, node.url).searchParams.get('next') ?? '';
    expect(next).toMatch(/^\/glossary\?draft=/);
    const id = new URL(next, node.url).searchParams.get('draft');
    const drafts = node.get(FormDrafts);
    expect(await drafts.findReturned(officer, id)).toEqual({ input: { note: ['typed for an hour'] } });
    expect(await drafts.findReturned(auditor, id)).toBeUndefined();
    const again = await browser.post('/sign-in', { signInName: 'officer.one', password: PASSWORD, next }, location);
    expect(again).toMatchObject({ status: 303, location: next });
  });

  it('keep nothing for a stranger, nor for a form that the ended session did not open', async () => {
    const stranger = await new Browser(node).postWithout('/sign-out', { _at: '/glossary', note: 'anything' });
    expect(stranger).toMatchObject({ status: 303, location: '/sign-in?next=%2Fglossary' });
    const browser = new Browser(node);
    await browser.signIn('officer.one');
    node.clock.advance((node.config['access.sessionIdleMinutes'] + 1) * 60_000);
    const forged = await browser.postWithout('/sign-out', { _token: 'x'.repeat(40), _at: '/glossary', note: 'forged' });
    expect(forged).toMatchObject({ status: 303, location: '/sign-in?next=%2Fglossary' });
  });

  it('forget after some days a form that nobody came back to', async () => {
    const drafts = node.get(FormDrafts);
    await drafts.save(officer, 'a journey', { step: 2 });
    await node.processAll();
    expect(await drafts.find(officer, 'a journey')).toEqual({ step: 2 });
    expect(await drafts.find(auditor, 'a journey')).toBeUndefined();
    node.clock.advance((node.config['web.draftHours'] + 1) * 3_600_000);
    await node.processAll();
    expect(await drafts.find(officer, 'a journey')).toBeUndefined();
  });

  it('refuse to keep a form that is larger than is kept, and seal what they keep', async () => {
    const drafts = node.get(FormDrafts);
    expect(await drafts.save(officer, 'too large', 'x'.repeat(node.config['web.draftMaxBytes']))).toBe(false);
    await drafts.save(officer, 'sealed', { note: 'in the clear' });
    const rows = await node.get(Transactions).read<{ content: Buffer }>('SELECT content FROM web_draft');
    expect(rows.length).toBeGreaterThan(0);
    for (const { content } of rows) expect(content.toString('latin1')).not.toContain('in the clear');
  });

  it('answer a forbidden page as one that is not there, in status and words', async () => {
    const forbidden = await refusalPage('not-allowed');
    expect(forbidden.status).toBe(404);
    expect(forbidden).toEqual(await refusalPage('not-found'));
    const limited = await refusalPage('rate-limited');
    expect(limited.status).toBe(429);
    expect(limited.html).not.toBe(forbidden.html);
    expect((await refusalPage('defect')).status).toBe(500);
    expect((await refusalPage('unavailable')).status).toBe(503);
  });

  /** What the pages answer for a refusal, without what is new in each answer: the form token. */
  async function refusalPage(code: ErrorCode): Promise<{ status: number; html: string }> {
    const answer = { status: 200, html: '' };
    const reply = {
      status: (status: number) => ((answer.status = status), reply),
      send: (html: string) => ((answer.html = html.replaceAll(/name="_token" value="[^"]+"/g, '')), reply),
      type: () => reply,
      header: () => reply,
      hasHeader: () => false,
      setCookie: () => reply,
    };
    const request = { url: '/somewhere', method: 'GET', headers: {}, cookies: {}, id: 'r1' };
    const page = node.get(RefusalPages).find(request as never);
    await page?.answer(refuse(code), request as never, reply as never);
    return answer;
  }

  it('show the officer what waits, and an auditor no case', async () => {
    const first = new Browser(node);
    await first.signIn('officer.one');
    const mine = await first.get('/');
    expect(mine.html).toMatch(/XAA-\d{4}-\d{6}/);
    const second = new Browser(node);
    await second.signIn('auditor.one');
    expect((await second.get('/')).html).not.toMatch(/XAA-\d{4}-\d{6}/);
  });

  it.each(LOCALES)('are whole in %s: no key shows, nothing inline, under 100 kB', async (locale) => {
    const browser = new Browser(node, locale);
    await browser.signIn('officer.one');
    await browser.post('/language', { locale }, '/');
    for (const path of ['/', '/glossary', '/no-such-page']) {
      const { html, status } = await browser.get(path);
      expect(status).toBe(path === '/no-such-page' ? 404 : 200);
      expect(html).toContain(`lang="${locale}"`);
      expect(html).not.toMatch(/\b(?:workList|layout|vocabulary|glossary|errors)\.[a-z]\w*/);
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son\w+="/);
      expect(html).not.toMatch(/(?:src|href)="https?:/);
      expect(Buffer.byteLength(html)).toBeLessThan(100_000);
      expect(foreignWords(html, locale)).toEqual([]);
    }
  });

  it('forbid by their policy whatever does not come from the node itself', async () => {
    const response = await fetch(`${node.url}/sign-in`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
  });
});

describe('the catalogues', () => {
  const keysOf = (value: unknown, at = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${at}/${key}`))
      : [at];
  const textsOf = (value: unknown, at = ''): Map<string, string> =>
    typeof value === 'object' && value !== null
      ? new Map(Object.entries(value).flatMap(([key, inner]) => [...textsOf(inner, `${at}/${key}`)]))
      : new Map([[at, String(value)]]);
  const read = (locale: string, file: string): unknown =>
    JSON.parse(readFileSync(join(CATALOGUES, locale, file), 'utf8'));
  const files = readdirSync(join(CATALOGUES, 'en'));

  it('exist for every language that is offered, and for no other', () => {
    const folders = readdirSync(CATALOGUES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...LOCALES].sort());
  });

  it('have every key of the English one', () => {
    for (const locale of LOCALES) {
      expect(readdirSync(join(CATALOGUES, locale)).sort()).toEqual([...files].sort());
      for (const file of files)
        expect([locale, file, keysOf(read(locale, file)).sort()]).toEqual([
          locale,
          file,
          keysOf(read('en', file)).sort(),
        ]);
    }
  });

  it('are no copy of the English one: at most words that two languages share are the same', () => {
    for (const locale of LOCALES.filter((one) => one !== 'en')) {
      const same = files.flatMap((file) => {
        const english = textsOf(read('en', file));
        return [...textsOf(read(locale, file))]
          .filter(([key, text]) => english.get(key) === text)
          .map(([, text]) => text);
      });
      const long = same.filter((text) => text.split(' ').length > 1);
      const shared = directionOf(locale) === 'rtl' || locale === 'ru' || locale === 'zh' ? 3 : 40;
      expect([locale, long, same.length <= shared ? [] : same]).toEqual([locale, [], []]);
    }
  });

  it('have no English sentence in another script, only signs that are the same everywhere', () => {
    const signs =
      /Proofmark|Europe\/Vienna|https|name@example\.org|JSON|CSV|Idempotency-Key|If-Match|base64url|iARMS|TLP:[A-Z+]+|\{\w+(?:, (?:plural,|number))?|\b(?:zero|few|many|other) \{/g;
    for (const locale of ['ar', 'ru', 'zh'])
      for (const file of files)
        for (const [key, text] of textsOf(read(locale, file)))
          expect([locale, file, key, text.replaceAll(signs, '').match(/[A-Za-z]{4,}/g)]).toEqual([
            locale,
            file,
            key,
            null,
          ]);
  });

  it('take the same values in every language', () => {
    const namesOf = (text: string): readonly string[] =>
      [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name ?? ''))]
        .filter((name) => /^[a-z]/.test(name))
        .sort();
    for (const locale of LOCALES)
      for (const file of files)
        for (const [key, text] of textsOf(read(locale, file)))
          expect([locale, file, key, namesOf(text)]).toEqual([
            locale,
            file,
            key,
            namesOf(textsOf(read('en', file)).get(key) ?? ''),
          ]);
  });

  it('have a text for every code of a refusal, every blocker and every member of a closed list', () => {
    const wanted = {
      'errors.json': Object.keys(ERRORS).map((code) => `/${code}`),
      'blockers.json': REASON_CODES.map((code) => `/${code}`),
      'formerStates.json': Object.keys(WITHDRAWN_CODES).map((code) => `/${code}`),
      'rules.json': FIELD_RULES.map((code) => `/${code}`),
      'routes.json': ROUTE_SAYINGS.map((code) => `/${code}`),
      'vocabulary.json': Object.entries(VOCABULARIES).flatMap(([list, members]) =>
        members.map((one) => `/${list}/${one}`),
      ),
    };
    for (const locale of LOCALES)
      for (const [file, keys] of Object.entries(wanted))
        expect([locale, file, keysOf(read(locale, file)).sort()]).toEqual([locale, file, [...keys].sort()]);
  });

  it('name no key in which a full stop would make two', () => {
    for (const file of files) expect(keysOf(read('en', file)).filter((key) => key.includes('.'))).toEqual([]);
  });
});
