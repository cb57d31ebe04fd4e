import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { Client } from 'pg';
import { PERSON_ROLES } from '../../src/domain/shared/actor.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { OPEN_ROUTES } from '../../src/registries/identity/open-routes.js';
import { RoutePermits } from '../../src/registries/identity/route-permits.service.js';
import { addPeople, call, foundNode, signIn, somebody, type Caller } from '../support/people.js';
import { startTestNode, type TestNode } from '../support/test-node.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Route {
  readonly method: string;
  readonly path: string;
  readonly properties: readonly (readonly [string, Schema])[];
  readonly json: boolean;
}
interface Refused {
  readonly status: number;
  readonly text: string;
  readonly problem: {
    readonly code?: string;
    readonly field?: string;
    readonly rule?: string;
    readonly errors?: readonly { readonly field?: string; readonly rule: string }[];
  };
}

const WRITES = ['post', 'put', 'patch', 'delete'];
const NO_STATE = 'ABC';
const STATES = new Set(['state', 'country', 'nextState', 'partner']);
const LARGEST = 200_000;
const lines = parse(readFileSync(join(import.meta.dirname, 'access-matrix.csv')), {
  columns: true,
  trim: true,
}) as readonly Readonly<Record<string, string>>[];

let node: TestNode;
let database: Client;
let routes: readonly Route[];
const sessions = new Map<string, Caller>();
let keys = 0;

beforeAll(async () => {
  node = await startTestNode({ config: { 'http.maxBodyBytes': LARGEST } });
  database = new Client({ connectionString: node.database.ownerUrl });
  await database.connect();
  await addPeople(
    node,
    await foundNode(node),
    PERSON_ROLES.map((role) => somebody(nameFor(role), [role])),
  );
  for (const role of PERSON_ROLES) sessions.set(role, await signIn(node, nameFor(role)));
  const { body } = await call(node, sessions.get('officer') ?? {}, 'GET', '/api/docs-json');
  routes = routesOf(body as unknown as Document);
});
afterAll(async () => {
  await database.end();
  await node.close();
});

function nameFor(role: string): string {
  return `the-${role.replaceAll(' ', '-')}`;
}

function routesOf(document: Document): readonly Route[] {
  const whole = (schema: Schema | undefined): Schema => {
    if (schema?.$ref !== undefined) return whole(document.components.schemas[schema.$ref.split('/').at(-1) ?? '']);
    if (schema?.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(whole)) as Schema;
    return schema ?? {};
  };
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => WRITES.includes(method))
      .map(([method, { requestBody }]) => {
        const json = requestBody?.content['application/json'];
        const properties = Object.entries(whole(json?.schema).properties ?? {}).map(
          ([name, schema]) => [name, whole(schema)] as const,
        );
        return {
          method: method.toUpperCase(),
          path: path.replaceAll(/\{(\w+)\}/g, ':$1'),
          properties,
          json: json !== undefined,
        };
      }),
  );
}

/** Somebody whom the matrix lets in: the refusal must be of the input, not of the person. */
function callerOf({ method, path }: Route): Caller {
  if (`${method} ${path}` in OPEN_ROUTES) return {};
  const line = lines.find((one) => one['method'] === method && one['route'] === path);
  return sessions.get(PERSON_ROLES.find((role) => line?.[role] !== 'no') ?? '') ?? {};
}

async function send(
  route: Route,
  body: string,
  headers: Record<string, string> = {},
  path = route.path,
): Promise<Refused> {
  keys += 1;
  const { cookie } = callerOf(route);
  const response = await fetch(
    `${node.url}${path.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'country' ? 'AUT' : name === 'ordinal' ? '1' : derivedId('nothing')))}`,
    {
      method: route.method,
      headers: {
        'x-proofmark': '1',
        'content-type': 'application/json',
        'if-match': '"1"',
        'idempotency-key': `bad-input-${String(keys)}`,
        ...(cookie === undefined ? {} : { cookie }),
        ...headers,
      },
      body,
    },
  );
  const text = await response.text();
  return {
    status: response.status,
    text,
    problem: text.startsWith('{') ? (JSON.parse(text) as Refused['problem']) : {},
  };
}

/** Every table but the ledger, by the number of its rows and the sum of their versions: an update shows as well. */
async function contents(): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await database.query<{ name: string }>(
    "SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1",
  );
  const { rows } = await database.query<{ name: string; state: string }>(
    tables
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, count(*)::text || ':' || coalesce(sum(xmin::text::bigint), 0)::text AS state FROM "${name}"`,
      )
      .join(' UNION ALL '),
  );
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
}
/** The refusal's own entry, its erasable part and the place that a checkpoint gives it; a session says when it was last seen. */
const OF_THE_REFUSAL = /^(audit_|checkpoint|ledger_|account_session$)/;
/** What was counted on purpose: attempts to sign in. */
const COUNTED: Readonly<Record<string, RegExp>> = {
  '/api/auth/sign-in': /^sign_in_/,
  '/api/auth/links/:token': /^sign_in_/,
  '/api/auth/password': /^sign_in_/,
};

/** Runs one bad input over many routes; every fault of every route at once, and nothing changed by any of them. */
async function expectRefusedBy(
  some: readonly Route[],
  act: (route: Route) => Promise<readonly string[]>,
): Promise<void> {
  const [before, entries] = [await contents(), await ledger()];
  const faults: string[] = [];
  for (const route of some)
    for (const fault of await act(route)) faults.push(`${route.method} ${route.path}: ${fault}`);
  const after = await contents();
  const counted = some.flatMap((route) => COUNTED[route.path] ?? []);
  const changed = Object.keys(after).filter(
    (name) => after[name] !== before[name] && ![OF_THE_REFUSAL, ...counted].some((pattern) => pattern.test(name)),
  );
  const others = (await ledger()).slice(entries.length).filter((name) => name !== 'access.refused');
  expect({ faults, changed, others }).toEqual({ faults: [], changed: [], others: [] });
  expect(some.length).toBeGreaterThan(0);
}

async function ledger(): Promise<readonly string[]> {
  return (await database.query<{ act: string }>('SELECT act FROM audit_entry ORDER BY id')).rows.map((row) => row.act);
}

/** A stack trace in JSON, a file of ours, or the words of the database. */
const STORY = /\\n\s*at |node_modules|\.(?:ts|js):\d+|QueryFailedError|syntax error|violates|"stack"/;

/** What is wrong with a refusal; `place`: it must say where and by which rule. */
function faultsOf(
  { status, text, problem }: Refused,
  more: { readonly place?: false; readonly status?: number; readonly names?: string } = {},
): readonly string[] {
  const { code, field, rule, errors = [] } = problem;
  const placed = typeof (field ?? errors[0]?.field) === 'string' && typeof (rule ?? errors[0]?.rule) === 'string';
  const { names } = more;
  const checks: readonly (readonly [boolean, string])[] = [
    [status >= 400 && status < 500 && (more.status ?? status) === status, `answers ${String(status)}`],
    [/^[a-z0-9-]+$/.test(code ?? ''), 'has no code'],
    [!STORY.test(text), 'tells a story'],
    [more.place === false || placed, 'names no field and rule'],
    [
      names === undefined ||
        fieldsOf({ status, text, problem }).some((one) => one === `/${names}` || one.startsWith(`/${names}/`)),
      `does not name ${names ?? ''}`,
    ],
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => `${fault}: ${text.slice(0, 300)}`);
}
const fieldsOf = ({ problem }: Refused): readonly string[] => [
  ...(problem.field === undefined ? [] : [problem.field]),
  ...(problem.errors ?? []).map((one) => one.field ?? ''),
];
const api = (): readonly Route[] => routes.filter((route) => route.path.startsWith('/api/'));
const withBody = (): readonly Route[] => api().filter((route) => route.json);
const withFields = (): readonly Route[] => withBody().filter((route) => route.properties.length > 0);

describe('bad input', () => {
  it('is tried on every writing route: the document of the API names them all', () => {
    const inTable = node
      .get(RoutePermits)
      .list()
      .filter(({ method, path }) => WRITES.includes(method.toLowerCase()) && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(
      api()
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual([...inTable].sort());
    expect(withBody().length).toBeGreaterThan(30);
  });

  it('of broken JSON is refused before anything reads it', () =>
    expectRefusedBy(withBody(), async (route) => faultsOf(await send(route, '{"broken": '), { status: 400 })));

  it('of too large a body is refused', () =>
    expectRefusedBy(withBody(), async (route) =>
      faultsOf(await send(route, JSON.stringify({ filler: 'x'.repeat(LARGEST + 1) })), { status: 413 }),
    ));

  it('of an unknown media type is refused', () =>
    expectRefusedBy(withBody(), async (route) =>
      faultsOf(await send(route, '<request/>', { 'content-type': 'application/xml' }), { status: 415 }),
    ));

  it.each(['[]', 'null', '"text"', '7', '{"__proto__": {"a": 1}}'])('of another shape is refused: %s', (body) =>
    expectRefusedBy(withFields(), async (route) => faultsOf(await send(route, body), { place: false })),
  );

  it('of an unknown field is refused by its name', () =>
    expectRefusedBy(withFields(), async (route) =>
      faultsOf(await send(route, JSON.stringify({ colourOfTheMoon: 1 })), { names: 'colourOfTheMoon' }),
    ));

  const isText = (schema: Schema): boolean => schema.type === 'string';
  const WRONG: readonly (readonly [string, (schema: Schema) => unknown])[] = [
    [
      'of a wrong type',
      (schema) =>
        ['object', 'array'].includes(schema.type ?? '') || schema.properties !== undefined ? 7 : { nested: [] },
    ],
    [
      'of a wrong alphabet',
      (schema) => (isText(schema) && (schema.enum ?? schema.format) !== undefined ? '☠\u202e' : undefined),
    ],
    ['over-long', (schema) => (isText(schema) ? 'x'.repeat(LARGEST / 2) : undefined)],
  ];
  it.each(WRONG)('%s is refused in each field of each body', (_what, wrong) =>
    expectRefusedBy(withFields(), async (route) => {
      const faults: string[] = [];
      for (const [name, schema] of route.properties) {
        const value = wrong(schema);
        if (value !== undefined)
          faults.push(...faultsOf(await send(route, JSON.stringify({ [name]: value })), { names: name }));
      }
      return faults;
    }),
  );

  it('of an unknown State is refused in the body', () =>
    expectRefusedBy(
      withFields().filter((route) => route.properties.some(([name]) => STATES.has(name))),
      async (route) => {
        const faults: string[] = [];
        for (const [name] of route.properties.filter(([one]) => STATES.has(one)))
          faults.push(...faultsOf(await send(route, JSON.stringify({ [name]: NO_STATE })), { names: name }));
        return faults;
      },
    ));

  it('of an unknown State is refused in the address', () =>
    expectRefusedBy(
      api().filter((route) => route.path.includes(':country')),
      async (route) =>
        faultsOf(await send(route, '{}', {}, route.path.replace(':country', NO_STATE)), { place: false }),
    ));

  it.each(['1', 'x'.repeat(150), "';%20DROP%20TABLE%20person;--", '%00', '%E0%A4%A'])(
    'of an id that is none is refused: %s',
    (id) =>
      expectRefusedBy(
        api().filter((route) => route.path.includes(':id')),
        async (route) => faultsOf(await send(route, '{}', {}, route.path.replace(':id', id)), { place: false }),
      ),
  );

  it.each([
    ['application/json', '{}'],
    ['application/jose', 'not an envelope'],
    ['application/octet-stream', '\u0000\u0001'],
    ['application/xml', '<letter/>'],
  ])('of a partner is refused without a story: %s', (type, body) =>
    expectRefusedBy(
      routes.filter((route) => route.path.startsWith('/exchange/')),
      async (route) => faultsOf(await send(route, body, { 'content-type': type }), { place: false }),
    ),
  );
});
