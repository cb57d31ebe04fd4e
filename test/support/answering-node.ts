import { fingerprintOf } from '../../src/domain/directory/fingerprint.js';
import { type Body, type Letter } from '../../src/domain/messages/index.js';
import { type PersonActor } from '../../src/domain/shared/actor.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { type Case } from '../../src/domain/tracing/case.js';
import { type OwnCommand } from '../../src/domain/tracing/command.js';
import { Transactions } from '../../src/platform/transaction.js';
import { PinService } from '../../src/registries/directory/pin.service.js';
import { ProfileService } from '../../src/registries/directory/profile.service.js';
import { type NewFirearm } from '../../src/registries/markings/new-firearm.js';
import { RegistrationService } from '../../src/registries/markings/registration.service.js';
import { CaseRepository } from '../../src/tracing/cases/case.repository.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { TracingService } from '../../src/tracing/tracing.service.js';
import { entryOf } from '../unit/directory-builder.js';
import { LETTERS } from './letters.js';
import { midOf } from './memory-pair.js';
import { addPeople, foundNode, somebody } from './people.js';
import { startTestNode, type TestNode, type TestNodeOptions } from './test-node.js';
import { completeParts, recoveredPistol } from './weapons.js';

const STAFF = {
  olga: 'officer',
  omar: 'officer',
  sven: 'supervisor',
  hana: 'head of NPC',
  rosa: 'registrar',
  abel: 'auditor',
} as const;
export type Name = keyof typeof STAFF;

/** A node that is asked by AUT: people of every rank, a pinned partner, and records to answer from. */
export class AnsweringNode {
  private letters = 0;
  private readonly seen = new Map<string, number>();
  private readonly records = new Map<string, string>();

  private constructor(
    readonly node: TestNode,
    private readonly people: ReadonlyMap<Name, PersonActor>,
  ) {}

  static async start(options: TestNodeOptions = {}): Promise<AnsweringNode> {
    const node = await startTestNode(options);
    const names = Object.keys(STAFF) as readonly Name[];
    const people = await addPeople(
      node,
      await foundNode(node),
      names.map((name) => somebody(name, [STAFF[name]])),
    );
    const answering = new AnsweringNode(
      node,
      new Map(names.flatMap((name, i) => (people[i] === undefined ? [] : [[name, people[i]] as const]))),
    );
    const [pins, entry] = [node.get(PinService), entryOf('AUT')];
    const proposal = await pins.proposePin(answering.person('olga'), entry);
    if (!proposal.ok) throw new Error(proposal.code);
    await pins.confirmPin(answering.person('hana'), proposal.value.id, fingerprintOf(entry));
    return answering;
  }

  person(name: Name): PersonActor {
    const found = this.people.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  }

  /** A recorded pistol with an importer, a dealer and a private holder. */
  async register(serial: string, more: Partial<NewFirearm> = {}): Promise<string> {
    const result = await this.node.get(RegistrationService).register(this.person('rosa'), {
      type: 'self-loading pistol',
      manufacture: 'industrial',
      make: 'GLOCK',
      model: '17',
      calibre: '9 mm Luger',
      countryOfManufacture: 'AUT',
      components: [
        {
          kind: 'frame',
          reference: true,
          replaced: false,
          marks: [{ kind: 'serial', text: serial, condition: 'legible' }],
        },
      ],
      holders: [
        { kind: 'company', role: 'dealer', name: 'Invented Arms Ltd' },
        { kind: 'natural person', role: 'private holder', name: 'Joan Invented' },
      ],
      events: [
        { kind: 'imported', on: '2001-03-04', country: 'XAA', otherCountry: 'AUT' },
        { kind: 'sold', on: '2002-05-06', country: 'XAA', holder: 0 },
        { kind: 'transferred', on: '2003-07-08', country: 'XAA', holder: 1 },
      ],
      ...more,
    });
    if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.reasons)}`);
    this.records.set(serial, result.value.id);
    return result.value.id;
  }

  /** A request of AUT, matched with the registry. */
  async asked(serial: string, more: Partial<Body<'REQUEST'>> = {}): Promise<string> {
    const body = { ...LETTERS.REQUEST.body, reference: `AUT-${serial}`, weapon: recoveredPistol(serial), ...more };
    const id = await this.receive(derivedId('thread', serial), { kind: 'REQUEST', body }, 0);
    await this.node.processAll();
    return id;
  }

  /** The next letter of AUT in a thread; it had seen what we sent. */
  async receive(thread: string, letter: Letter, seen: number): Promise<string> {
    this.letters += 1;
    const seq = (this.seen.get(thread) ?? 0) + 1;
    this.seen.set(thread, seq);
    const jti = derivedId('letter', String(this.letters));
    const received = await this.node.get(Transactions).run((tx) =>
      this.node.get(TracingService).receive(tx, {
        partner: 'AUT',
        thread,
        mid: midOf(jti),
        letter,
        receivedAt: this.node.clock.now(),
        header: { jti, seq, seen, iat: this.node.clock.now(), exercise: true },
      }),
    );
    if (!received.accepted) throw new Error(received.code);
    return received.caseId;
  }

  async act(name: Name, id: string, command: Exclude<OwnCommand, { type: 'open case' }>): Promise<Case> {
    const done = await this.node.get(TracingService).execute(this.person(name), id, command);
    if (!done.ok) throw new Error(`${command.type}: ${done.code} ${JSON.stringify(done.reasons ?? done.rule)}`);
    return done.value.kase;
  }

  async caseOf(id: string): Promise<Case> {
    const found = await this.node.get(Transactions).run((tx) => this.node.get(CaseRepository).find(tx, id));
    if (found?.kase === undefined) throw new Error(`no case ${id}`);
    return found.kase;
  }

  /** Our last letter was received by AUT. */
  async delivered(kase: Case): Promise<void> {
    const entry = kase.streams[kase.role].at(-1);
    if (entry === undefined) throw new Error('nothing was sent');
    await this.node.get(Transactions).run((tx) =>
      this.node.get(TracingService).recordDelivery(tx, {
        thread: kase.thread,
        seq: entry.seq,
        jti: entry.jti,
        mid: midOf(entry.jti),
        receivedAt: this.node.clock.now(),
        flagged: false,
      }),
    );
  }

  /** A request in hand, with its record confirmed. */
  async chosen(serial: string, more: Partial<Body<'REQUEST'>> = {}): Promise<string> {
    const firearmId = await this.register(serial);
    const id = await this.asked(serial, more);
    await this.act('olga', id, { type: 'accept request' });
    await this.act('olga', id, { type: 'choose record', firearmId, outcome: 'traced to last lawful holder' });
    return id;
  }

  /** An answer that waits for its second signature. */
  async proposed(serial: string): Promise<string> {
    const id = await this.chosen(serial);
    await this.act('olga', id, { type: 'compose answer', part: 'final', level: 1 });
    return id;
  }

  /** The registrar corrects the record behind a chosen answer. */
  async correctRecord(serial: string): Promise<void> {
    const firearmId = this.records.get(serial);
    if (firearmId === undefined) throw new Error(`no record ${serial}`);
    const change = { reason: 'The model was misread on the card.', model: '19' };
    const done = await this.node.get(RegistrationService).correct(this.person('rosa'), firearmId, 1, change);
    if (!done.ok) throw new Error(done.code);
  }

  /** A request of our own to AUT that waits for its second signature. */
  async requestProposed(serial: string): Promise<string> {
    const opened = await this.node.get(IncidentsService).handIn(this.person('olga'), {
      exercise: true,
      common: completeParts('XAA'),
      weapons: [{ weapon: recoveredPistol(serial), nationalCheck: [{ holder: 'own registry', result: 'no record' }] }],
    });
    if (!opened.ok) throw new Error(opened.code);
    const id = opened.value.opened[0]?.id ?? '';
    await this.act('olga', id, { type: 'choose addressee', partner: 'AUT' });
    await this.act('olga', id, { type: 'propose request' });
    return id;
  }

  /** AUT is told up to this level from now on. */
  async allow(highestLevel: 0 | 1 | 2): Promise<void> {
    const profiles = this.node.get(ProfileService);
    const found = await profiles.find('AUT');
    if (!found.ok) throw new Error(found.code);
    const { country: _country, version, updatedAt: _at, ...profile } = found.value;
    const change = { ...profile, highestLevel, confidentiality: 'guaranteed', assessedOn: '2026-01-01' } as const;
    const set = await profiles.setProfile(this.person('hana'), 'AUT', change, version);
    if (!set.ok) throw new Error(`${set.code} ${JSON.stringify(set.reasons ?? set.rule)}`);
  }

  close(): Promise<void> {
    return this.node.close();
  }
}
