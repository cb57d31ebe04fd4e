import { type PersonActor, type PersonRole } from '../../src/domain/shared/actor.js';
import { SeedService, type Administrators, type SeedPerson } from '../../src/registries/identity/seed.service.js';
import { type TestNode } from './test-node.js';

export const PASSWORD = 'correct horse battery';
export const HOME = 'National Point of Contact';

/** A signed-in caller of the API. */
export interface Caller {
  readonly cookie?: string;
  readonly token?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

export function somebody(signInName: string, roles: readonly PersonRole[] = [], agency = HOME): SeedPerson {
  return { name: `Name of ${signInName}`, signInName, password: PASSWORD, agency, roles };
}

export async function foundNode(node: TestNode): Promise<Administrators> {
  return node.get(SeedService).found(somebody('first'), somebody('second'));
}

export async function addPeople(
  node: TestNode,
  by: Administrators,
  people: readonly SeedPerson[],
): Promise<readonly PersonActor[]> {
  return node.get(SeedService).addPeople(by, people);
}

let keys = 0;

/** A call as a program makes it: with our header beside the cookie, and a new Idempotency-Key where the call may create. */
export async function call(
  node: Pick<TestNode, 'url'>,
  as: Caller,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  keys += 1;
  const response = await fetch(`${node.url}${path}`, {
    method,
    // A page answers a stranger by leading to the sign-in: the test looks at that, not behind it.
    redirect: 'manual',
    headers: {
      ...(as.cookie === undefined ? {} : { 'cookie': as.cookie, 'x-proofmark': '1' }),
      ...(as.token === undefined ? {} : { authorization: `Bearer ${as.token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': `test-key-${String(keys)}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {},
  };
}

export async function signIn(node: Pick<TestNode, 'url'>, signInName: string, password = PASSWORD): Promise<Caller> {
  const answer = await call(node, {}, 'POST', '/api/auth/sign-in', { signInName, password });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (answer.status !== 200 || cookie === undefined)
    throw new Error(`${signInName} could not sign in: ${String(answer.status)}`);
  return { cookie };
}
