import { randomUUID } from 'node:crypto';
import { type Part, type Played, signInName } from './people.js';
import { type State } from './registries.js';

/** What a node answers where it refuses: RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly {
    readonly code: string;
    readonly field?: string;
    readonly rule: string;
    readonly detail: string;
  }[];
}

export class Refused extends Error {
  constructor(
    readonly call: string,
    readonly problem: Problem,
  ) {
    super(
      `${call}: ${String(problem.status)} ${problem.code} ${problem.detail ?? ''} ${JSON.stringify(problem.errors ?? [])}`,
    );
    this.name = 'Refused';
  }
}

interface Options {
  readonly body?: unknown;
  /** The version that was read. */
  readonly version?: number;
}

/** A person signed in at a node: the API as any client of people's uses it. */
export class Desk {
  constructor(
    readonly state: State,
    readonly part: Part,
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path, {});
  }

  post<T>(path: string, body?: unknown, version?: number): Promise<T> {
    return this.call<T>('POST', path, {
      ...(body === undefined ? {} : { body }),
      ...(version === undefined ? {} : { version }),
    });
  }

  put<T>(path: string, body: unknown, version?: number): Promise<T> {
    return this.call<T>('PUT', path, { body, ...(version === undefined ? {} : { version }) });
  }

  delete<T>(path: string, version: number): Promise<T> {
    return this.call<T>('DELETE', path, { version });
  }

  /** A file, as it comes. */
  async text(path: string): Promise<string> {
    const response = await this.send('GET', path, {});
    if (!response.ok) throw new Refused(`GET ${path}`, (await response.json()) as Problem);
    return response.text();
  }

  private async call<T>(method: string, path: string, options: Options): Promise<T> {
    const response = await this.send(method, path, options);
    const text = await response.text();
    if (!response.ok)
      throw new Refused(`${this.state} ${this.part}: ${method} ${path}`, problemOf(response.status, text));
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  private send(method: string, path: string, { body, version }: Options): Promise<Response> {
    return globalThis.fetch(`${this.url}${path}`, {
      method,
      headers: {
        'cookie': this.cookie,
        'x-proofmark': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...(version === undefined ? {} : { 'if-match': `"${String(version)}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

/** Each part's desk at one node. */
export type Desks = Readonly<Record<Played, Desk>>;

export async function signIn(state: State, url: string, part: Part, password: string): Promise<Desk> {
  const response = await globalThis.fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signInName: signInName(state, part), password }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!response.ok || cookie === undefined)
    throw new Refused(`${signInName(state, part)} signs in`, problemOf(response.status, await response.text()));
  return new Desk(state, part, url, cookie);
}

function problemOf(status: number, text: string): Problem {
  try {
    return { ...(JSON.parse(text) as Problem), status };
  } catch {
    return { status, code: 'no-problem-document', detail: text.slice(0, 200) };
  }
}
