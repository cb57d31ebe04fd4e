import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { PERSON_ROLES } from '../../src/domain/shared/actor.js';
import { OPEN_ROUTES } from '../../src/registries/identity/open-routes.js';
import { Transactions } from '../../src/platform/transaction.js';
import { RoutePermits } from '../../src/registries/identity/route-permits.service.js';
import { isPagePath } from '../../src/web/paths.js';
import { addPeople, call, foundNode, signIn, somebody, type Answer, type Caller } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

/** `own`: the route is open to the role and answers or changes only what belongs to the caller. */
const CELLS = ['yes', 'no', 'own'] as const;
const WHO = ['signed out', ...PERSON_ROLES] as const;
type Who = (typeof WHO)[number];
type Line = Readonly<Record<'method' | 'route' | Who, string>>;

/** Reviewed by people: nothing writes to it. */
const lines = parse(readFileSync(join(import.meta.dirname, 'access-matrix.csv')), {
  columns: true,
  trim: true,
}) as readonly Line[];

let node: TestNode;
const sessions = new Map<Who, Caller>([['signed out', {}]]);

beforeAll(async () => {
  node = await startTestNode();
  await addPeople(
    node,
    await foundNode(node),
    PERSON_ROLES.map((role) => somebody(nameFor(role), [role])),
  );
  for (const role of PERSON_ROLES) sessions.set(role, await signIn(node, nameFor(role)));
});
afterAll(() => node.close());

describe('the access matrix', () => {
  const nameOf = ({ method, route }: Pick<Line, 'method' | 'route'>): string => `${method} ${route}`;
  const routes = (): readonly string[] =>
    node
      .get(RoutePermits)
      .list()
      .map(({ method, path }) => `${method} ${path}`);

  it('has a line for every route: copy what is missing, and decide each cell', () => {
    const known = new Set(lines.map(nameOf));
    const missing = routes()
      .filter((route) => !known.has(route))
      .map((route) => `${route.replace(' ', ',')}${',?'.repeat(WHO.length)}`);
    expect(missing).toEqual([]);
  });

  it('has no line without a route', () => {
    const existing = new Set(routes());
    expect(lines.map(nameOf).filter((line) => !existing.has(line))).toEqual([]);
  });

  it('has one line for each route and a decision in every cell', () => {
    expect(new Set(lines.map(nameOf)).size).toBe(lines.length);
    const undecided = lines.flatMap((line) =>
      WHO.filter((who) => !(CELLS as readonly string[]).includes(line[who])).map(
        (who) => `${nameOf(line)}: ${who} is "${line[who]}"`,
      ),
    );
    expect(undecided).toEqual([]);
  });

  it('opens to strangers the listed routes and no others', () => {
    expect(
      lines
        .filter((line) => line['signed out'] !== 'no')
        .map(nameOf)
        .sort(),
    ).toEqual(Object.keys(OPEN_ROUTES).sort());
  });

  it.each(lines.map((line) => [nameOf(line), line] as const))('is what the node does: %s', async (_, line) => {
    const found: Record<string, string> = {};
    for (const who of WHO) found[who] = await judge(line, who);
    expect(found).toEqual(
      Object.fromEntries(
        WHO.map((who) => [
          who,
          line[who] === 'no' ? (who === 'signed out' ? 'sign in first' : 'not allowed') : 'let in',
        ]),
      ),
    );
  });
});

async function judge(line: Line, who: Who): Promise<string> {
  const answer = await ask(line, who);
  return isPagePath(line.route)
    ? verdictOfPage(answer, answer.status === 404 ? await codeInLedger() : '')
    : verdictOf(answer, who);
}

function nameFor(role: string): string {
  return `the-${role.replaceAll(' ', '-')}`;
}

async function ask(line: Line, who: Who): Promise<Answer> {
  const caller = sessions.get(who) ?? {};
  const answer = await call(
    node,
    caller,
    line.method,
    pathOf(line.route),
    ['POST', 'PUT', 'PATCH'].includes(line.method) ? {} : undefined,
    { 'if-match': '"1"' },
  );
  // Signing out is one of the routes; the next one needs a session again.
  if (line.route.startsWith('/api/auth/') && who !== 'signed out') sessions.set(who, await signIn(node, nameFor(who)));
  return answer;
}

/** Nothing of that name exists: an allowed call answers 404 or complains of its empty body, and has passed the door. */
function pathOf(route: string): string {
  return route.replaceAll(/:\w+/g, '019ad000-0000-7000-8000-00000000dead');
}

/** A hidden page and a missing one answer alike: only the ledger says which it was. */
async function codeInLedger(): Promise<string> {
  const [row] = await node
    .get(Transactions)
    .read<{ entry: string }>(
      "SELECT convert_from(canonical, 'UTF8') AS entry FROM audit_entry WHERE act = 'access.refused' ORDER BY id DESC LIMIT 1",
    );
  return (JSON.parse(row?.entry ?? '{}') as { data?: { code?: string } }).data?.code ?? '';
}

/** A page leads a stranger to the sign-in and hides what a role may not see; a form without its token has passed the door of the role. */
function verdictOfPage({ status, headers }: Answer, code: string): string {
  if (status === 303 && (headers.get('location') ?? '').startsWith('/sign-in')) return 'sign in first';
  if (code === 'not-allowed') return 'not allowed';
  return status >= 500 && status !== 503 ? String(status) : 'let in';
}

function verdictOf({ status, body }: Answer, who: Who): string {
  const code = body['code'];
  if (status === 401 && code === 'sign-in-needed') return 'sign in first';
  if (status === 403 && code === 'not-allowed') return 'not allowed';
  if (status === 401 || status === 403) return `${String(status)} ${String(code)}`;
  return status >= 500 && !(who === 'signed out' || status === 503) ? `${String(status)} ${String(code)}` : 'let in';
}
