import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { BODIES, type MessageKind } from '../../src/domain/messages/index.js';
import { PERSON_ROLES, type PersonRole } from '../../src/domain/shared/actor.js';
import { OPEN_ROUTES } from '../../src/registries/identity/open-routes.js';
import { caseOf, settle, startTwoStates, type State, type TwoStates } from '../network/two-states.js';
import { Bodies, hostileCopy, type Schema, type Write } from './hostile.js';
import { LETTERS } from './letters.js';
import { addPeople, call, PASSWORD, signIn, type Caller } from './people.js';

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const MATRIX = parse(readFileSync(join(__dirname, '..', 'web', 'access-matrix.csv')), {
  columns: true,
  trim: true,
}) as readonly Readonly<Record<string, string>>[];

export const signInNameOf = (role: string): string => role.replaceAll(' ', '.').toLowerCase();

/** Two States whose people write what an attacker would, in every field of text that the API has. */
export class HostileStates {
  /** Route -> the bodies that it took. */
  readonly taken = new Map<string, unknown[]>();
  /** What was refused, with why: a scenario that is out of step with the law shows here. */
  readonly refused: string[] = [];
  private readonly callers = new Map<string, Caller>();
  /** Of what cannot be read without a purpose: the version that the last act answered. */
  private readonly versions = new Map<string, string>();

  private constructor(
    readonly states: TwoStates,
    readonly bodies: Bodies,
    readonly write: Write,
    private readonly document: Document,
  ) {}

  /** `write` says what stands in each field of text. */
  static async start(write: Write): Promise<HostileStates> {
    const states = await startTwoStates();
    for (const state of [states.a, states.b]) await addRoles(state, write);
    const officer = await signIn(states.a.node, signInNameOf('officer'));
    const { body } = await call(states.a.node, officer, 'GET', '/api/docs-json');
    const document = body as unknown as Document;
    const hostile = new HostileStates(states, new Bodies(document.components.schemas, write), write, document);
    return hostile;
  }

  /** Every route that takes free text, with the places of it. */
  get routesOfText(): readonly (readonly [string, readonly string[]])[] {
    return Object.entries(this.document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { requestBody }]) => {
        const fields = this.bodies.textFields(requestBody?.content['application/json']?.schema);
        const route = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
        return fields.length === 0 ? [] : [[route, fields] as const];
      }),
    );
  }

  /** Sends a hostile body, with the version that stands; answers what came back, also where it was refused. */
  async send(
    at: State,
    route: string,
    ids: readonly string[] = [],
    given: object = {},
    role?: PersonRole,
  ): Promise<Readonly<Record<string, unknown>>> {
    const [method = '', path = ''] = route.split(' ');
    const left = [...ids];
    const address = path.replaceAll(/:\w+/g, () => left.shift() ?? '');
    const schema = this.schemaOf(method, path);
    const body = schema === undefined ? undefined : this.bodies.filled(schema, given);
    const by = await this.callerOf(at, route, role);
    const object = objectOf(address);
    const etag = (await this.etagOf(at, object, by)) ?? this.versions.get(object) ?? '"1"';
    const answer = await call(at.node, by, method, address, body, { 'if-match': etag });
    const written = answer.headers.get('etag');
    if (written !== null) this.versions.set(object, written);
    if (answer.status < 300) this.taken.set(route, [...(this.taken.get(route) ?? []), body]);
    else this.refused.push(`${route}: ${String(answer.status)} ${JSON.stringify(answer.body).slice(0, 400)}`);
    return answer.body;
  }

  /** A letter of the wire with hostile texts in it. */
  async letter(at: State, caseId: string, kind: MessageKind, more: object = {}): Promise<void> {
    const body = { ...hostileCopy(BODIES[kind] as Schema, LETTERS[kind].body, this.write), ...more };
    await this.send(at, 'POST /api/cases/:id/letters', [caseId], { kind, body });
    await this.settle();
  }

  /** The same thread at the State that was asked. */
  async partnersCase(caseId: string): Promise<string> {
    const { a, b } = this.states;
    const { body } = await call(
      a.node,
      await this.callerOf(a, 'GET /api/cases/:id'),
      'GET',
      `/api/cases/${caseId}/streams`,
    );
    if (typeof body['thread'] !== 'string') throw new Error(`no case ${caseId}:\n${this.refused.join('\n')}`);
    return (await caseOf(b, body['thread'])).id;
  }

  /** The place of the last letter that State A wrote. */
  async lastPlace(caseId: string): Promise<number> {
    const { a } = this.states;
    const { body } = await call(
      a.node,
      await this.callerOf(a, 'GET /api/cases/:id'),
      'GET',
      `/api/cases/${caseId}/streams`,
    );
    return (body['requester'] as { seq: number }).seq;
  }

  async casesOf(at: State): Promise<readonly string[]> {
    const { body } = await call(at.node, await this.callerOf(at, 'GET /api/cases'), 'GET', '/api/cases?limit=200');
    return (body['items'] as readonly { readonly id: string }[]).map(({ id }) => id);
  }

  async firstCandidate(caseId: string): Promise<string> {
    const { b } = this.states;
    const { body } = await call(b.node, await this.callerOf(b, 'GET /api/cases/:id'), 'GET', `/api/cases/${caseId}`);
    const { candidates } = body['case'] as { candidates?: { list: readonly { firearmId: string }[] } };
    return candidates?.list[0]?.firearmId ?? '';
  }

  async settle(): Promise<void> {
    await settle(this.states.a, this.states.b);
  }

  async close(): Promise<void> {
    await this.states.close();
  }

  private schemaOf(method: string, path: string): Schema | undefined {
    const operation = this.document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    return operation?.requestBody?.content['application/json']?.schema;
  }

  private async callerOf(at: State, route: string, role?: PersonRole): Promise<Caller> {
    if (route in OPEN_ROUTES) return {};
    const [method, path] = route.split(' ');
    const line = MATRIX.find((one) => one['method'] === method && one['route'] === path);
    const who = role ?? PERSON_ROLES.find((one) => line?.[one] !== 'no') ?? 'officer';
    const name = `${at.code} ${who}`;
    const known = this.callers.get(name) ?? (await signIn(at.node, signInNameOf(who)));
    this.callers.set(name, known);
    return known;
  }

  private async etagOf(at: State, object: string, by: Caller): Promise<string | undefined> {
    return (await call(at.node, by, 'GET', object)).headers.get('etag') ?? undefined;
  }
}

/** The case, the firearm, the person: whatever an address lies under. */
function objectOf(address: string): string {
  const [, object] = /^(\/api\/[\w-]+(?:\/(?:profiles|policies|entries|own))?(?:\/[^/]+)?)/.exec(address) ?? [];
  return object ?? address;
}

async function addRoles({ node, administrators }: State, write: Write): Promise<void> {
  const seeds = PERSON_ROLES.map((role) => ({
    name: write(200),
    signInName: signInNameOf(role),
    password: PASSWORD,
    agency: 'National Point of Contact',
    roles: [role],
  }));
  await addPeople(node, administrators, seeds);
}
