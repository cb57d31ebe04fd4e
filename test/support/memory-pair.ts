import { NATIONAL_DEFAULT } from '../../src/domain/deadlines/presets.js';
import { type Calendar } from '../../src/domain/deadlines/calendar.js';
import { type Letter, otherRole, type Role } from '../../src/domain/messages/index.js';
import { type Actor } from '../../src/domain/shared/actor.js';
import { sha256Base64url } from '../../src/domain/shared/canonical.js';
import { derivedId } from '../../src/domain/shared/ids.js';
import { addMs, type Instant } from '../../src/domain/shared/instant.js';
import { type Result } from '../../src/domain/shared/refusal.js';
import { type Case, type ClockRules, SHARED_CLOCKS, type SharedClock } from '../../src/domain/tracing/case.js';
import { type Command, type Facts } from '../../src/domain/tracing/command.js';
import { decide } from '../../src/domain/tracing/decide.js';
import { type CaseEvent } from '../../src/domain/tracing/event.js';
import { type OutgoingLetter, type Plan } from '../../src/domain/tracing/plan.js';
import { completeParts, recoveredPistol } from './weapons.js';

const CALENDARS: Readonly<Record<Role, Calendar>> = {
  requester: { country: 'XAA', version: 1, zone: 'Europe/Vienna', weekend: [6, 7], holidays: [] },
  responder: { country: 'USA', version: 1, zone: 'America/New_York', weekend: [6, 7], holidays: [] },
};
const STATES = { requester: 'XAA', responder: 'USA' } as const;
const RULES: ClockRules = {
  shared: Object.fromEntries(
    SHARED_CLOCKS.map((clock) => [clock, { ...NATIONAL_DEFAULT, standing: 'agreement' }]),
  ) as unknown as ClockRules['shared'] & Record<SharedClock, never>,
  local: NATIONAL_DEFAULT,
  calendars: CALENDARS,
};

export interface Side {
  kase: Case | undefined;
  events: CaseEvent[];
  /** Written, not yet received by the other side. */
  outbox: OutgoingLetter[];
}

/** Two nodes in memory that carry the same plans out; letters move when the test says so. */
export class MemoryPair {
  now: Instant = '2026-03-02T09:00:00.000Z';
  readonly sides: Readonly<Record<Role, Side>> = {
    requester: { kase: undefined, events: [], outbox: [] },
    responder: { kase: undefined, events: [], outbox: [] },
  };
  private count = 0;

  /** Without clocks a decision is many times cheaper: for tests that look at states alone. */
  private constructor(private readonly clocks: boolean) {}

  /** No case yet on either side. */
  static empty(clocks = true): MemoryPair {
    return new MemoryPair(clocks);
  }

  /** A case of the requester with everything that a request needs. */
  static drafted(clocks = true): MemoryPair {
    const pair = new MemoryPair(clocks);
    pair.must('requester', {
      type: 'open case',
      exercise: false,
      body: {
        ...completeParts('XAA'),
        weapon: recoveredPistol(),
        incident: { id: derivedId('incident'), item: 1, of: 1 },
      },
    });
    pair.must('requester', { type: 'record national check', check: { holder: 'own registry', result: 'no record' } });
    pair.must('requester', { type: 'choose addressee', partner: STATES.responder });
    return pair;
  }

  /** The same, asked and received. */
  static asked(clocks = true): MemoryPair {
    const pair = MemoryPair.drafted(clocks);
    pair.must('requester', { type: 'propose request' });
    pair.approve('requester');
    pair.must('requester', { type: 'send' });
    pair.deliver('requester');
    return pair;
  }

  kase(role: Role): Case {
    const { kase } = this.sides[role];
    if (kase === undefined) throw new Error(`the ${role} has no case`);
    return kase;
  }

  do(role: Role, command: Command, facts: Partial<Facts> = {}, actor: Actor = person('author')): Result<Plan> {
    this.count += 1;
    this.now = addMs(this.now, 60_000);
    const side = this.sides[role];
    const result = decide(
      side.kase,
      command,
      { ...this.facts(role), ...facts },
      {
        now: this.now,
        actor,
        commandId: derivedId('command', String(this.count)),
        jti: derivedId('jti', String(this.count)),
      },
    );
    if (result.ok) {
      side.kase = result.value.next;
      side.events.push(...result.value.events);
      for (const letter of result.value.messages) {
        side.outbox = side.outbox.filter((one) => one.seq !== letter.seq);
        side.outbox.push(letter);
      }
    }
    return result;
  }

  must(role: Role, command: Command, facts: Partial<Facts> = {}, actor?: Actor): Plan {
    const result = this.do(role, command, facts, actor);
    if (!result.ok)
      throw new Error(`${command.type}: ${result.code} ${result.rule ?? ''} ${JSON.stringify(result.reasons ?? [])}`);
    return result.value;
  }

  approve(role: Role): Plan {
    const { proposal } = this.kase(role);
    return this.must(
      role,
      { type: 'approve', digest: proposal?.digest ?? '', factsDigest: proposal?.factsDigest ?? '' },
      {},
      person('head', ['officer', 'supervisor', 'head of NPC']),
    );
  }

  write(role: Role, letter: Letter): Plan {
    return this.must(role, { type: 'write', letter } as Command);
  }

  /** Puts any letter of a side into its stream, past what its own people could write: what a partner's program might send. */
  force(role: Role, letter: Letter): void {
    const side = this.sides[role];
    const kase = this.kase(role);
    this.count += 1;
    const entry = {
      seq: kase.streams[role].length + 1,
      seen: kase.streams[otherRole(role)].length,
      jti: derivedId('jti', String(this.count)),
      letter,
      sentAt: this.now,
      standing: 'pending' as const,
    };
    this.must(role, {
      type: 'recover own letter',
      letter,
      seq: entry.seq,
      seen: entry.seen,
      jti: entry.jti,
      mid: midOf(entry.jti),
      sentAt: this.now,
      receivedAt: addMs(this.now, 1000),
      partner: STATES[otherRole(role)],
      thread: kase.thread,
      exercise: false,
    });
    side.outbox.push({
      ...entry,
      thread: kase.thread,
      partner: STATES[otherRole(role)],
      direction: role,
      exercise: false,
    });
  }

  /** The oldest undelivered letter of `from` arrives, and its receipt comes back unless it is lost. */
  deliver(from: Role, receipt = true): Plan | undefined {
    const side = this.sides[from];
    const letter = side.outbox.shift();
    if (letter === undefined) return undefined;
    const receivedAt = addMs(this.now, 1000);
    const mid = midOf(letter.jti);
    const standing = this.sides[otherRole(from)].kase?.streams[from].find((entry) => entry.seq === letter.seq);
    // A node takes one letter at one place: what it received first stands, and it says so.
    if (standing !== undefined && standing.jti !== letter.jti) {
      this.must(from, {
        type: 'record rejection',
        seq: letter.seq,
        jti: letter.jti,
        code: 'place-taken',
        ...(standing.mid === undefined ? {} : { standingMid: standing.mid }),
      });
      return undefined;
    }
    const plan = this.must(
      otherRole(from),
      {
        type: 'receive letter',
        incoming: {
          partner: STATES[from],
          thread: letter.thread,
          seq: letter.seq,
          seen: letter.seen,
          jti: letter.jti,
          mid,
          letter: letter.letter,
          sentAt: this.now,
          receivedAt,
          exercise: letter.exercise,
        },
      },
      this.newCase(otherRole(from)),
    );
    if (receipt)
      this.must(from, { type: 'record delivery', seq: letter.seq, jti: letter.jti, mid, receivedAt, flagged: false });
    return plan;
  }

  settle(order: readonly Role[] = ['requester', 'responder']): void {
    while (this.sides.requester.outbox.length + this.sides.responder.outbox.length > 0)
      for (const role of order) this.deliver(role);
  }

  private facts(role: Role): Facts {
    return {
      own: { state: STATES[role], exercise: false },
      singleOfficer: false,
      ...(this.clocks ? { rules: RULES } : {}),
      handling: completeParts('XAA').handling,
      partner: {
        state: STATES[otherRole(role)],
        version: 1,
        channel: 'node',
        pinned: true,
        suspended: false,
        highestLevel: 1,
        confidentialityAssessed: true,
      },
      ...this.newCase(role),
    };
  }

  private newCase(role: Role): Partial<Facts> {
    return {
      newCase: {
        caseId: derivedId('case', role),
        thread: derivedId('thread'),
        reference: `${STATES[role]}-2026-000001`,
        compartment: {
          owningAgencyId: derivedId('agency', role),
          sealed: false,
          namedPersonIds: [],
          conflictPersonIds: [],
        },
      },
    };
  }
}

export function midOf(jti: string): string {
  return sha256Base64url(jti);
}

export function person(id: string, roles: readonly ('officer' | 'supervisor' | 'head of NPC')[] = ['officer']): Actor {
  return {
    kind: 'person',
    id: derivedId('person', id),
    agencyId: derivedId('agency', 'requester'),
    via: 'session',
    credentialId: derivedId('session', id),
    roles: roles.map((role) => ({ role, agencyId: derivedId('agency', 'requester') })),
  };
}
