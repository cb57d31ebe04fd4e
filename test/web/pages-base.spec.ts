import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OUTCOMES } from '../../src/domain/messages/index.js';
import { ERRORS } from '../../src/domain/shared/refusal.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { directionOf, LOCALES } from '../../src/web/i18n/locales.js';
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
    const token = /name="_token" value="([^"]+)"/.exec((await this.get(from)).html)?.[1];
    return this.send(
      'POST',
      path,
      new URLSearchParams({ ...(token === undefined ? {} : { _token: token }), ...fields }),
    );
  }

  async postWithout(path: string, fields: Record<string, string>): Promise<PageAnswer> {
    return this.send('POST', path, new URLSearchParams(fields));
  }

  async signIn(signInName: string): Promise<void> {
    const answer = await this.post('/sign-in', { signInName, password: PASSWORD });
    if (answer.status !== 303) throw new Error(`${signInName} could not sign in: ${String(answer.status)}`);
  }

  forgetSession(): void {
    for (const name of this.jar.keys()) if (name.includes('session')) this.jar.delete(name);
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

describe('the pages', () => {
  let node: TestNode;

  beforeAll(async () => {
    node = await startTestNode();
    const people = await addPeople(node, await foundNode(node), [
      somebody('officer.one', ['officer']),
      somebody('auditor.one', ['auditor']),
    ]);
    const [officer] = people as [PersonActor];
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
    const officer = new Browser(node);
    await officer.signIn('officer.one');
    expect((await officer.postWithout('/sign-out', {})).status).toBe(403);
    const token = /name="_token" value="([^"]+)"/.exec((await new Browser(node).get('/sign-in')).html)?.[1] ?? '';
    expect((await officer.postWithout('/sign-out', { _token: token })).status).toBe(403);
    expect((await officer.get('/')).status).toBe(200);
    expect((await officer.post('/sign-out', {}, '/')).status).toBe(303);
    expect((await officer.get('/')).status).toBe(303);
  });

  it('show the officer what waits, and an auditor no case', async () => {
    const officer = new Browser(node);
    await officer.signIn('officer.one');
    const mine = await officer.get('/');
    expect(mine.html).toMatch(/XAA-\d{4}-\d{6}/);
    const auditor = new Browser(node);
    await auditor.signIn('auditor.one');
    expect((await auditor.get('/')).html).not.toMatch(/XAA-\d{4}-\d{6}/);
  });

  it.each(LOCALES)('are whole in %s: no key shows, nothing inline, under 100 kB', async (locale) => {
    const officer = new Browser(node, locale);
    await officer.signIn('officer.one');
    await officer.post('/language', { locale }, '/');
    for (const path of ['/', '/glossary', '/no-such-page']) {
      const { html, status } = await officer.get(path);
      expect(status).toBe(path === '/no-such-page' ? 404 : 200);
      expect(html).toContain(`lang="${locale}"`);
      expect(html).not.toMatch(/\b(?:workList|layout|vocabulary|glossary|errors)\.[a-z]\w*/);
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son\w+="/);
      expect(html).not.toMatch(/(?:src|href)="https?:/);
      expect(Buffer.byteLength(html)).toBeLessThan(100_000);
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
  const read = (locale: string, file: string): unknown =>
    JSON.parse(readFileSync(join(CATALOGUES, locale, file), 'utf8'));
  const files = readdirSync(join(CATALOGUES, 'en'));

  it('exist for every language that is offered, and for no other', () => {
    const folders = readdirSync(CATALOGUES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...LOCALES].sort());
  });

  it('have every key of the English one, and are no copy of it', () => {
    for (const locale of LOCALES) {
      for (const file of files) {
        expect(keysOf(read(locale, file)).sort()).toEqual(keysOf(read('en', file)).sort());
        expect([locale, read(locale, file)]).not.toEqual([locale === 'en' ? '' : locale, read('en', file)]);
      }
    }
  });

  it('have a text for every code of a refusal and every outcome', () => {
    const errors = JSON.stringify(read('en', 'errors.json'));
    for (const code of Object.keys(ERRORS)) expect(errors).toContain(`"${code}"`);
    const vocabulary = JSON.stringify(read('en', 'vocabulary.json'));
    for (const outcome of OUTCOMES) expect(vocabulary).toContain(`"${outcome}"`);
  });
});
