import { fingerprintOf } from '../../src/domain/directory/fingerprint.js';
import { type Body, type Letter } from '../../src/domain/messages/index.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { type Instant } from '../../src/domain/shared/instant.js';
import { type OwnCommand } from '../../src/domain/tracing/command.js';
import { type Case } from '../../src/domain/tracing/case.js';
import { Transactions } from '../../src/platform/transaction.js';
import { PinService } from '../../src/registries/directory/pin.service.js';
import { type Administrators } from '../../src/registries/identity/seed.service.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { TracingService } from '../../src/tracing/tracing.service.js';
import { entryOf } from '../unit/directory-builder.js';
import { LETTERS } from './letters.js';
import { midOf } from './memory-pair.js';
import { addPeople, foundNode, somebody } from './people.js';
import { startTestNode, type TestNode, type TestNodeOptions } from './test-node.js';
import { completeParts, recoveredPistol } from './weapons.js';

export const PARTNER = 'AUT';
export const OTHER_AGENCY = 'Border Guard';

const STAFF = {
  officer: somebody('officer.one', ['officer']),
  colleague: somebody('officer.two', ['officer']),
  supervisor: somebody('supervisor.one', ['supervisor']),
  head: somebody('head.one', ['head of NPC']),
  stranger: somebody('officer.far', ['officer'], OTHER_AGENCY),
  investigator: somebody('investigator.one', ['investigator']),
  examiner: somebody('examiner.one', ['firearms examiner']),
  registrar: somebody('registrar.one', ['registrar']),
  auditor: somebody('auditor.one', ['auditor']),
  protector: somebody('protector.one', ['data protection officer']),
  administrator: somebody('administrator.one', ['administrator']),
} as const;

type Staff = Readonly<Record<keyof typeof STAFF, PersonActor>>;

/** A node with a contact point at work: its people, a pinned partner, and cases as a test needs them. */
export class WorkedNode {
  private letters = 0;

  private constructor(
    readonly node: TestNode,
    readonly staff: Staff,
    readonly founders: Administrators,
  ) {}

  static async start(options: TestNodeOptions = {}): Promise<WorkedNode> {
    const node = await startTestNode(options);
    const founders = await foundNode(node);
    const actors = await addPeople(node, founders, Object.values(STAFF));
    const staff = Object.fromEntries(Object.keys(STAFF).map((name, i) => [name, actors[i]])) as unknown as Staff;
    const [pins, entry] = [node.get(PinService), entryOf(PARTNER)];
    const proposal = await pins.proposePin(staff.officer, entry);
    if (!proposal.ok) throw new Error(proposal.code);
    await pins.confirmPin(staff.head, proposal.value.id, fingerprintOf(entry));
    return new WorkedNode(node, staff, founders);
  }

  /** A request of the partner, received: answers the case. */
  async asked(
    serial: string,
    { at = this.node.clock.now(), ...more }: Partial<Body<'REQUEST'>> & { at?: Instant } = {},
  ): Promise<string> {
    const body = { ...LETTERS.REQUEST.body, reference: `AUT-${serial}`, weapon: recoveredPistol(serial), ...more };
    return this.receive(derivedId('thread', serial), 1, { kind: 'REQUEST', body }, at);
  }

  /** A later letter of the partner in the thread of `asked`. */
  async writes(serial: string, seq: number, letter: Letter): Promise<string> {
    return this.receive(derivedId('thread', serial), seq, letter, this.node.clock.now());
  }

  /** A recovery of our own as a draft: answers its cases. */
  async drafted(
    by: PersonActor,
    serials: readonly string[],
    sealedFor: readonly string[] = [],
  ): Promise<readonly string[]> {
    const opened = await this.node.get(IncidentsService).handIn(
      by,
      {
        exercise: true,
        common: completeParts('XAA'),
        weapons: serials.map((text) => ({ weapon: recoveredPistol(text) })),
      },
      sealedFor,
    );
    if (!opened.ok) throw new Error(opened.code);
    return opened.value.opened.map(({ id }) => id);
  }

  /** A draft that waits for a second person. */
  async proposed(by: PersonActor, serial: string): Promise<string> {
    const [id = ''] = await this.drafted(by, [serial]);
    await this.act(by, id, {
      type: 'record national check',
      check: { holder: 'own registry', result: 'no record', on: '2026-01-11' },
    });
    await this.act(by, id, { type: 'choose addressee', partner: PARTNER });
    await this.act(by, id, { type: 'propose request' });
    return id;
  }

  async act(by: PersonActor, id: string, command: Exclude<OwnCommand, { type: 'open case' }>): Promise<Case> {
    const done = await this.node.get(TracingService).execute(by, id, command);
    if (!done.ok) throw new Error(`${command.type}: ${done.code} ${JSON.stringify(done.reasons ?? done.rule)}`);
    return done.value.kase;
  }

  /** The data of the ledger's entries of one act, oldest first. */
  async entries(act: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const rows = await this.node
      .get(Transactions)
      .read<{ entry: string }>(
        "SELECT convert_from(canonical, 'UTF8') AS entry FROM audit_entry WHERE act = $1 ORDER BY id",
        [act],
      );
    return rows.map(({ entry }) => (JSON.parse(entry) as { data: Record<string, unknown> }).data);
  }

  private async receive(thread: string, seq: number, letter: Letter, at: Instant): Promise<string> {
    this.letters += 1;
    const jti = derivedId('letter', String(this.letters));
    const { node } = this;
    const received = await node.get(Transactions).run((tx) =>
      node.get(TracingService).receive(tx, {
        partner: PARTNER,
        thread,
        mid: midOf(jti),
        letter,
        receivedAt: at,
        header: { jti, seq, seen: 0, iat: at, exercise: true },
      }),
    );
    if (!received.accepted) throw new Error(received.code);
    return received.caseId;
  }
}
