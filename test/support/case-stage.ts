import { type PersonActor } from '../../src/domain/shared/actor.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { type Letter } from '../../src/domain/messages/index.js';
import { type Case } from '../../src/domain/tracing/case.js';
import { type OwnCommand } from '../../src/domain/tracing/command.js';
import { fingerprintOf } from '../../src/domain/directory/fingerprint.js';
import { Transactions } from '../../src/platform/transaction.js';
import { PinService } from '../../src/registries/directory/pin.service.js';
import { IncidentsService } from '../../src/tracing/incidents/incidents.service.js';
import { TracingService } from '../../src/tracing/tracing.service.js';
import { entryOf } from '../unit/directory-builder.js';
import { midOf } from './memory-pair.js';
import { addPeople, foundNode, somebody } from './people.js';
import { startTestNode, type TestNode } from './test-node.js';
import { completeParts, recoveredPistol } from './weapons.js';

const STAFF = [
  somebody('officer.one', ['officer']),
  somebody('officer.two', ['officer']),
  somebody('supervisor.one', ['supervisor']),
  somebody('head.one', ['head of NPC']),
  somebody('investigator.one', ['investigator']),
  somebody('examiner.one', ['firearms examiner']),
  somebody('auditor.one', ['auditor']),
  somebody('dpo.one', ['data protection officer']),
  somebody('stranger.one', ['officer'], 'Customs Investigation'),
  somebody('harbour.one', ['investigator'], 'Harbour Police'),
  somebody('harbour.two', ['investigator'], 'Harbour Police'),
  somebody('customs.one', ['investigator'], 'Customs Investigation'),
] as const;

/** One node with people and a partner, AUT, whose letters the test writes itself: cases in any state. */
export class CaseStage {
  private letters = 0;

  private constructor(
    readonly node: TestNode,
    private readonly people: ReadonlyMap<string, PersonActor>,
  ) {}

  static async start(): Promise<CaseStage> {
    const node = await startTestNode();
    const added = await addPeople(node, await foundNode(node), STAFF);
    const people = new Map(STAFF.map(({ signInName }, i) => [signInName, added[i] as PersonActor]));
    const stage = new CaseStage(node, people);
    for (const country of ['AUT', 'POL']) {
      const entry = entryOf(country);
      const proposal = await node.get(PinService).proposePin(stage.person('officer.one'), entry);
      if (!proposal.ok) throw new Error(proposal.code);
      await node.get(PinService).confirmPin(stage.person('supervisor.one'), proposal.value.id, fingerprintOf(entry));
    }
    return stage;
  }

  person(name: string): PersonActor {
    const found = this.people.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  }

  async act(name: string, id: string, command: Exclude<OwnCommand, { type: 'open case' }>): Promise<Case> {
    const done = await this.node.get(TracingService).execute(this.person(name), id, command);
    if (!done.ok) throw new Error(`${command.type}: ${done.code} ${JSON.stringify(done.reasons ?? done.rule ?? '')}`);
    return done.value.kase;
  }

  async drafted(serial = 'ABC12345', by = 'officer.one'): Promise<string> {
    const weapons = [
      {
        weapon: recoveredPistol(serial),
        nationalCheck: [{ holder: 'own registry' as const, result: 'no record' as const, on: '2026-01-11' }],
      },
    ];
    const opened = await this.node
      .get(IncidentsService)
      .handIn(this.person(by), { exercise: true, common: completeParts('XAA'), weapons });
    if (!opened.ok) throw new Error(opened.code);
    return opened.value.opened[0]?.id ?? '';
  }

  async approved(serial?: string): Promise<string> {
    return this.approve(await this.drafted(serial));
  }

  async approve(id: string): Promise<string> {
    await this.act('officer.one', id, { type: 'choose addressee', partner: 'AUT' });
    const { proposal } = await this.act('officer.one', id, { type: 'propose request' });
    const digests = { digest: proposal?.digest ?? '', factsDigest: proposal?.factsDigest ?? '' };
    await this.act('supervisor.one', id, { type: 'approve', ...digests });
    return id;
  }

  /** A request of ours, asked of AUT and received there. */
  async asked(serial?: string): Promise<Case> {
    return this.delivered(await this.act('officer.one', await this.approved(serial), { type: 'send' }));
  }

  /** Every letter of ours has its receipt. */
  async delivered(kase: Case): Promise<Case> {
    for (const { seq, jti, standing } of kase.streams[kase.role]) {
      if (standing !== 'pending') continue;
      const receipt = {
        thread: kase.thread,
        seq,
        jti,
        mid: midOf(jti),
        receivedAt: this.node.clock.now(),
        flagged: false,
      };
      await this.node.get(Transactions).run((tx) => this.node.get(TracingService).recordDelivery(tx, receipt));
    }
    return kase;
  }

  /** AUT's next letter in the thread. */
  async receive(thread: string, place: { seq: number; seen: number }, letter: Letter): Promise<string> {
    this.letters += 1;
    const jti = derivedId('letter', String(this.letters));
    const now = this.node.clock.now();
    const received = await this.node.get(Transactions).run((tx) =>
      this.node.get(TracingService).receive(tx, {
        partner: 'AUT',
        thread,
        mid: midOf(jti),
        letter,
        receivedAt: now,
        header: { jti, ...place, iat: now, exercise: true },
      }),
    );
    if (!received.accepted) throw new Error(received.code);
    return received.caseId;
  }
}
