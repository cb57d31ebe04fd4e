import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { PERSON_ROLES, type PersonRole } from '../../src/domain/shared/actor.js';
import { Transactions } from '../../src/platform/transaction.js';
import { RoutePermits } from '../../src/registries/identity/route-permits.service.js';
import { isPagePath } from '../../src/web/paths.js';
import { addPeople, foundNode, signIn, somebody, type Caller } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

const MATRIX = parse(readFileSync(join(import.meta.dirname, 'access-matrix.csv')), {
  columns: true,
  trim: true,
}) as readonly Readonly<Record<string, string>>[];
/** The heading of a page tells one refusal from another. */
const TITLE = /<h1[^>]*>\s*([^<]+?)\s*</;

let node: TestNode;
let foreignToken: string;
let wrongForm: string;
const sessions = new Map<PersonRole, Caller>();

beforeAll(async () => {
  node = await startTestNode();
  const seeds = [somebody('other.one', ['officer']), ...PERSON_ROLES.map((role) => somebody(nameOf(role), [role]))];
  await addPeople(node, await foundNode(node), seeds);
  for (const role of PERSON_ROLES) sessions.set(role, await signIn(node, nameOf(role)));
  foreignToken = tokenIn(await (await visit(await signIn(node, 'other.one'), '/glossary')).text());
  wrongForm = titleOf(await (await post('officer', '/sign-out', form({}))).text());
});
afterAll(() => node.close());

const nameOf = (role: string): string => `the-${role.replaceAll(' ', '-')}`;
const tokenIn = (html: string): string => /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
const titleOf = (html: string): string => TITLE.exec(html)?.[1] ?? '';
const headersOf = ({ cookie }: Caller): Record<string, string> => ({
  'accept': 'text/html',
  'sec-fetch-site': 'same-origin',
  ...(cookie === undefined ? {} : { cookie }),
});
const visit = (by: Caller, path: string): Promise<Response> =>
  fetch(`${node.url}${path}`, { headers: headersOf(by), redirect: 'manual' });

function form(fields: Record<string, string>): URLSearchParams {
  return new URLSearchParams(fields);
}

function withFile(fields: Record<string, string>): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob(['a,b']), 'a.csv');
  return body;
}

async function post(role: PersonRole | undefined, path: string, body: URLSearchParams | FormData): Promise<Response> {
  const by = (role === undefined ? undefined : sessions.get(role)) ?? {};
  return fetch(`${node.url}${path}`, { method: 'POST', body, headers: headersOf(by), redirect: 'manual' });
}

async function entries(): Promise<readonly string[]> {
  const rows = await node.get(Transactions).read<{ act: string }>('SELECT act FROM audit_entry ORDER BY id');
  return rows.map(({ act }) => act);
}

describe('a form of the pages', () => {
  const formRoutes = (): readonly string[] =>
    node
      .get(RoutePermits)
      .list()
      .filter(({ method, path }) => method === 'POST' && isPagePath(path))
      .map(({ path }) => path);

  it('has a refusal of its own where its token is missing', () => {
    expect(wrongForm).not.toBe('');
    expect(foreignToken).not.toBe('');
    expect(formRoutes().length).toBeGreaterThan(80);
  });

  it.each([
    ['without a token', (): URLSearchParams => form({})],
    ['with an empty token', (): URLSearchParams => form({ _token: '' })],
    ['with a token that nobody sealed', (): URLSearchParams => form({ _token: 'x'.repeat(40) })],
    ["with the token of another person's session", (): URLSearchParams => form({ _token: foreignToken })],
    ['with a file and no token', (): FormData => withFile({})],
    ["with a file and another person's token", (): FormData => withFile({ _token: foreignToken })],
  ])('is refused at every address, and does nothing: %s', async (_, body) => {
    const before = await entries();
    const wrong: string[] = [];
    for (const route of formRoutes()) {
      const line = MATRIX.find((one) => one['method'] === 'POST' && one['route'] === route);
      const role = PERSON_ROLES.find((one) => line?.[one] !== 'no') ?? 'officer';
      const answer = await post(role, route.replaceAll(/:\w+/g, '019ad000-0000-7000-8000-00000000dead'), body());
      const title = titleOf(await answer.text());
      if (answer.status !== 403 || title !== wrongForm)
        wrong.push(`${route} as ${role}: ${String(answer.status)} ${title}`);
    }
    expect(wrong).toEqual([]);
    expect((await entries()).slice(before.length).filter((act) => act !== 'access.refused')).toEqual([]);
  });

  it('is refused to a stranger as well, at every address that is open to strangers', async () => {
    const wrong: string[] = [];
    for (const route of formRoutes()) {
      const answer = await post(undefined, route.replaceAll(/:\w+/g, 'nobody'), form({ _token: foreignToken }));
      const open = MATRIX.find((one) => one['method'] === 'POST' && one['route'] === route)?.['signed out'] === 'yes';
      const led = answer.status === 303 && (answer.headers.get('location') ?? '').startsWith('/sign-in');
      if (open ? answer.status !== 403 : !led) wrong.push(`${route}: ${String(answer.status)}`);
    }
    expect(wrong).toEqual([]);
  });
});
