import { Client } from 'pg';
import { digestOf } from '../../src/domain/shared/canonical.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { type StateEntry } from '../../src/domain/directory/entry.js';
import { type Role } from '../../src/domain/messages/kinds.js';
import { type Case, sharedOf, stateOf } from '../../src/domain/tracing/case.js';
import { type OwnCommand } from '../../src/domain/tracing/command.js';
import { BundleVerifier } from '../../src/domain/audit/verify.js';
import { BundleQueries } from '../../src/ledgers/audit/bundle.queries.js';
import { type TestClock } from '../../src/platform/clock.js';
import { Sweeps } from '../../src/platform/jobs.js';
import { Transactions } from '../../src/platform/transaction.js';
import { DirectoryService } from '../../src/registries/directory/directory.service.js';
import { EntryRepository } from '../../src/registries/directory/entry.repository.js';
import { type Administrators } from '../../src/registries/identity/seed.service.js';
import { CaseRepository } from '../../src/tracing/cases/case.repository.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { TracingService } from '../../src/tracing/tracing.service.js';
import { addPeople, foundNode, somebody } from '../support/people.js';
import { startTestNode, type TestNode, type TestNodeOptions } from '../support/test-node.js';
import { completeParts, recoveredPistol } from '../support/weapons.js';
import { TestNetwork } from './test-network.js';

/** One State of a pair, with the people who work there. */
export interface State {
  readonly code: string;
  readonly host: string;
  node: TestNode;
  /** Who founded the node: with them more people are added. */
  readonly administrators: Administrators;
  readonly officer: PersonActor;
  readonly supervisor: PersonActor;
}

export interface TwoStates {
  readonly network: TestNetwork;
  /** Asks. */
  readonly a: State;
  /** Is asked. */
  readonly b: State;
  close(): Promise<void>;
}

export const hostOf = (code: string): string => `${code.toLowerCase()}.test`;

export async function startState(code: string, network: TestNetwork, options: TestNodeOptions = {}): Promise<State> {
  const host = hostOf(code);
  const node = await startTestNode({
    ...options,
    fetch: network.fetch,
    config: { 'node.state': code, 'http.publicUrl': `http://${host}`, ...options.config },
  });
  network.connect(host, node.url);
  const administrators = await foundNode(node);
  const people = await addPeople(node, administrators, [
    somebody('officer.one', ['officer']),
    somebody('supervisor.one', ['supervisor']),
  ]);
  const [officer, supervisor] = people as [PersonActor, PersonActor];
  return { code, host, node, administrators, officer, supervisor };
}

/** The same State's node started again: on the same database and folder, or on a copy. Its clock goes on. */
export async function restart(state: State, network: TestNetwork, options: TestNodeOptions): Promise<void> {
  state.node = await startTestNode({
    ...options,
    clock: state.node.clock,
    fetch: network.fetch,
    config: { 'node.state': state.code, 'http.publicUrl': `http://${state.host}`, ...options.config },
  });
  network.connect(state.host, state.node.url);
}

/** Both directories know each other, as two persons on each side would have pinned them. */
export async function pinEachOther(a: State, b: State): Promise<void> {
  for (const [here, there] of [
    [a, b],
    [b, a],
  ] as const)
    await learn(here, there);
}

/** The entry in force at `there`, taken over at `here`. */
export async function learn(here: Pick<State, 'node'>, there: Pick<State, 'node'>): Promise<void> {
  const { entry } = await there.node.get(DirectoryService).exportOwnEntry();
  await here.node
    .get(Transactions)
    .run((tx) => here.node.get(EntryRepository).record(tx, entry, { by: 'test', at: here.node.clock.now() }));
}

/** The same with other capabilities or another address, as a State of another make would have. */
export async function learnWith(
  here: State,
  there: State,
  capabilities: Partial<StateEntry['capabilities']>,
  channel?: StateEntry['channel'],
): Promise<void> {
  const { entry } = await there.node.get(DirectoryService).exportOwnEntry();
  const changed: StateEntry = {
    ...entry,
    version: entry.version + 1,
    capabilities: { ...entry.capabilities, ...capabilities },
    channel: channel ?? entry.channel,
  };
  await here.node
    .get(Transactions)
    .run((tx) => here.node.get(EntryRepository).record(tx, changed, { by: 'test', at: here.node.clock.now() }));
}

export async function startTwoStates(
  options: { readonly a?: TestNodeOptions; readonly b?: TestNodeOptions; readonly clock?: TestClock } = {},
): Promise<TwoStates> {
  const network = new TestNetwork();
  const a = await startState('XAA', network, { ...(options.clock && { clock: options.clock }), ...options.a });
  const b = await startState('XAB', network, { clock: a.node.clock, ...options.b });
  await pinEachOther(a, b);
  return {
    network,
    a,
    b,
    close: async () => {
      await a.node.close();
      await b.node.close();
    },
  };
}

/** Runs both nodes until neither has anything left to do. */
export async function settle(...states: readonly State[]): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    let moved = 0;
    for (const { node } of states) moved += await node.processAll();
    if (moved === 0) return;
  }
  throw new Error('two nodes never came to rest');
}

/** The sweeps of one room, once. */
export async function sweepOnce({ node }: State, name: string): Promise<number> {
  const sweep = node
    .get(Sweeps)
    .all()
    .find((one) => one.name === name);
  if (sweep === undefined) throw new Error(`no sweep ${name}`);
  return sweep.run();
}

let serial = 1000;

/** A recovered weapon, asked about and sent, up to the outbox: answers the thread. */
export async function sendRequest(from: State, to: State): Promise<string> {
  serial += 1;
  const { node, officer, supervisor } = from;
  const opened = await node.get(IncidentsService).handIn(officer, {
    exercise: true,
    common: completeParts(from.code),
    weapons: [{ weapon: recoveredPistol(`SN${String(serial)}`) }],
  });
  if (!opened.ok) throw new Error(opened.code);
  const caseId = opened.value.opened[0]?.id ?? '';
  await act(from, caseId, {
    type: 'record national check',
    check: { holder: 'own registry', result: 'no record', on: '2026-01-11' },
  });
  await act(from, caseId, { type: 'choose addressee', partner: to.code });
  const proposed = await act(from, caseId, { type: 'propose request' });
  const { digest = '', factsDigest = '' } = proposed.proposal ?? {};
  await act(from, caseId, { type: 'approve', digest, factsDigest }, supervisor);
  return (await act(from, caseId, { type: 'send' })).thread;
}

/** A command of one of the State's people. Throws where it is refused. */
export async function act(
  at: State,
  caseId: string,
  command: Exclude<OwnCommand, { type: 'open case' }>,
  by: PersonActor = at.officer,
): Promise<Case> {
  const done = await at.node.get(TracingService).execute(by, caseId, command);
  if (!done.ok)
    throw new Error(`${command.type} was refused: ${done.code} ${JSON.stringify(done.reasons ?? done.rule)}`);
  return done.value.kase;
}

export async function caseOf({ node }: State, thread: string): Promise<Case> {
  const found = await node.get(Transactions).run((tx) => node.get(CaseRepository).findByThreadForUpdate(tx, thread));
  if (found?.kase === undefined) throw new Error(`no case of thread ${thread}`);
  return found.kase;
}

export async function hasCase({ node }: State, thread: string): Promise<boolean> {
  return (
    (await node.get(Transactions).run((tx) => node.get(CaseRepository).findByThreadForUpdate(tx, thread))) !== undefined
  );
}

export async function write(
  at: State,
  thread: string,
  letter: Extract<OwnCommand, { type: 'write' }>['letter'],
): Promise<void> {
  await act(at, (await caseOf(at, thread)).id, { type: 'write', letter });
}

/** What a State holds of a thread: the shared reading, and each stream's letters by place and hash. */
export async function viewOf(state: State, thread: string): Promise<object> {
  const kase = await caseOf(state, thread);
  const stream = (role: Role): object[] =>
    kase.streams[role].map(({ seq, seen, jti, mid, receivedAt, standing, letter }) => ({
      seq,
      seen,
      jti,
      mid,
      receivedAt,
      standing,
      kind: letter.kind,
      body: digestOf(letter.body),
    }));
  return { shared: sharedOf(kase).state, requester: stream('requester'), responder: stream('responder') };
}

export async function stateAt(state: State, thread: string): Promise<string> {
  return stateOf(await caseOf(state, thread));
}

/** Every finding of the stand-alone verifier on the node's own bundle; an empty list is a ledger that holds. */
export async function ledgerFindings({ node }: State): Promise<readonly unknown[]> {
  const bundles = node.get(BundleQueries);
  let text = '';
  for await (const piece of bundles.streamLedger(await bundles.listHeads())) text += piece;
  const verifier = new BundleVerifier({ kept: [] });
  for (const line of text.trimEnd().split('\n')) verifier.line(line);
  return verifier.finish().findings;
}

export async function countRows({ node }: State, sql: string, parameters: readonly unknown[] = []): Promise<number> {
  const [row] = await node.get(Transactions).read<{ count: string }>(sql, parameters);
  return Number(row?.count ?? 0);
}

/** What only the owner of the database can do: losing a row, for one. */
export async function asOwner({ node }: State, sql: string, parameters: readonly unknown[] = []): Promise<void> {
  const client = new Client({ connectionString: node.database.ownerUrl });
  await client.connect();
  try {
    await client.query(sql, [...parameters]);
  } finally {
    await client.end();
  }
}

/** Ledger entries of one act, their data. */
export async function entriesOf({ node }: State, name: string): Promise<readonly Record<string, unknown>[]> {
  const rows = await node
    .get(Transactions)
    .read<{ entry: string }>(
      "SELECT convert_from(canonical, 'UTF8') AS entry FROM audit_entry WHERE act = $1 ORDER BY id",
      [name],
    );
  return rows.map(({ entry }) => (JSON.parse(entry) as { data: Record<string, unknown> }).data);
}
