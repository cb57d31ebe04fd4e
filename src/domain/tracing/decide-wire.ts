import { mayWrite, otherRole, type Role } from '../messages/index.js';
import { type Instant } from '../shared/instant.js';
import { type Refusal, refuse, type Result, succeed } from '../shared/refusal.js';
import {
  type Case,
  type ClockRules,
  type Flag,
  type PartnerDue,
  SHARED_CLOCKS,
  type ToldWithConsent,
  type SharedClock,
  sharedOf,
} from './case.js';
import { firstReading } from './clocks.js';
import { type Deciding, type Facts, type Incoming, type OwnCommand, type SystemCommand } from './command.js';
import { at, type At, followUpId, planned } from './deciding.js';
import { derivedId } from '../shared/ids.js';
import { type CaseEvent } from './event.js';
import { evolve } from './evolve.js';
import { type DueNotice, type FollowUp, type Plan } from './plan.js';
import { nextSeq, type StreamEntry } from './stream.js';

type Of<T extends OwnCommand['type'] | SystemCommand['type']> = Extract<OwnCommand | SystemCommand, { type: T }>;

/**
 * A valid letter of a partner is a fact: every kind in every state gives a plan, at least "recorded, without effect". Refused, by a signed
 * final rejection, is only what cannot stand in this stream at all.
 */
export function receiveLetter(
  kase: Case | undefined,
  { incoming }: Of<'receive letter'>,
  facts: Facts,
  deciding: Deciding,
): Result<Plan> {
  const opening = kase === undefined ? openingOf(incoming, facts, deciding) : succeed<CaseEvent | undefined>(undefined);
  if (!opening.ok) return opening;
  const events: CaseEvent[] = opening.value === undefined ? [] : [opening.value];
  const before = events.reduce<Case | undefined>(evolve, kase);
  if (before === undefined) throw new Error('a letter without a case');
  const refusal = placeRefusal(before, incoming);
  if (refusal !== undefined) return refusal;
  const entry: StreamEntry = {
    seq: incoming.seq,
    seen: incoming.seen,
    jti: incoming.jti,
    mid: incoming.mid,
    letter: incoming.letter,
    sentAt: incoming.sentAt,
    standing: 'received',
    receivedAt: incoming.receivedAt,
  };
  events.push(...usedUp(before, incoming), { type: 'letter received', entry });
  const after = events.reduce<Case | undefined>(evolve, kase) ?? before;
  const read = sharedOf(after).read.find(
    (place) => place.role === otherRole(after.role) && place.entry.seq === incoming.seq,
  );
  if (read === undefined || 'without' in read.effect) {
    return planned(kase, events, {
      without: read !== undefined && 'without' in read.effect ? read.effect.without : 'waits for a letter it had seen',
    });
  }
  const here = at(after, facts, deciding);
  const consequence = consequenceOf(here, incoming);
  return planned(kase, [...events, ...consequence.events], {
    followUps: consequence.followUps,
    due: incoming.letter.kind === 'REQUEST' ? dueOf(after) : [],
  });
}

/** A thread begins with a REQUEST, or with the VOID that took its place. */
function openingOf(incoming: Incoming, facts: Facts, deciding: Deciding): Result<CaseEvent> {
  const { newCase } = facts;
  const opens = incoming.seq === 1 && (incoming.letter.kind === 'REQUEST' || incoming.letter.kind === 'VOID');
  if (!opens) return refuse('thread-begins-with-request', { rule: 'the wire' });
  if (newCase === undefined) throw new Error('opening a case takes its id and reference');
  return succeed({
    type: 'case opened',
    opened: {
      id: newCase.caseId,
      role: 'responder',
      own: facts.own.state,
      partner: incoming.partner,
      thread: incoming.thread,
      exercise: incoming.exercise,
      at: deciding.now,
      by: incoming.partner,
      reference: newCase.reference,
      compartment: newCase.compartment,
      ...(facts.rules === undefined ? {} : { rules: facts.rules }),
    },
  });
}

function placeRefusal(kase: Case, incoming: Incoming): Refusal | undefined {
  const role = otherRole(kase.role);
  if (incoming.partner !== kase.partner)
    return refuse('thread-of-another-pair', { rule: 'a thread is bound to the pair that opened it' });
  if (incoming.exercise !== kase.exercise)
    return refuse('exercise-differs', { rule: 'the exercise flag of the thread' });
  if (!mayWrite(role, incoming.letter.kind)) return refuse('kind-not-of-role', { rule: incoming.letter.kind });
  if (incoming.seen > kase.streams[kase.role].length)
    return refuse('seen-ahead', { field: '/seen', rule: 'seen names what the author has applied' });
  if (incoming.seq < nextSeq(kase.streams, role)) throw new Error('a letter is applied once, at its own place');
  return undefined;
}

/** Letters come in the order of their places; those between were finally rejected and used their places up. */
function usedUp(kase: Case, incoming: Incoming): CaseEvent[] {
  const role = otherRole(kase.role);
  const first = nextSeq(kase.streams, role);
  return Array.from({ length: incoming.seq - first }, (_, i): CaseEvent => {
    const jti = derivedId(kase.thread, role, String(first + i));
    return {
      type: 'place used up',
      entry: {
        seq: first + i,
        seen: 0,
        jti,
        letter: { kind: 'VOID', body: { voids: jti, reason: 'finally rejected' } },
        sentAt: incoming.sentAt,
        standing: 'rejected',
      },
    };
  });
}

interface Consequence {
  readonly events: readonly CaseEvent[];
  readonly followUps: readonly FollowUp[];
}
const NONE: Consequence = { events: [], followUps: [] };

/** What a letter that has its effect sets off on our side. */
function consequenceOf(here: At, incoming: Incoming): Consequence {
  const { letter } = incoming;
  const { kase } = here;
  switch (letter.kind) {
    case 'REQUEST':
    case 'MORE':
      return { events: [], followUps: [{ id: followUpId(here, 'match'), kind: 'match', caseId: kase.id }] };
    case 'FORWARD_NOTICE':
      return chained(
        here,
        letter.body.state,
        [`${incoming.partner} names ${letter.body.state}: ${letter.body.reason}`],
        incoming.mid,
      );
    case 'ANSWER':
      return letter.body.nextState === undefined
        ? NONE
        : chained(here, letter.body.nextState, told(letter.body.facts, letter.body.nextState), incoming.mid);
    case 'CORRECT':
      return {
        events: [flagged(here, 'correction to act on', letter.body.reason)],
        followUps: kase.role === 'responder' ? [{ id: followUpId(here, 'match'), kind: 'match', caseId: kase.id }] : [],
      };
    case 'WITHDRAW':
      return letter.body.erasePersons
        ? { events: [flagged(here, 'persons to erase', letter.body.reason)], followUps: [] }
        : NONE;
    case 'CONSENT':
      return consented(here, letter.body);
    case 'ACKNOWLEDGE':
    case 'ASK_MORE':
    case 'DELAY':
    case 'RESTRICT':
    case 'REFUSE':
    case 'NOT_ACCEPTED':
    case 'CLARIFY':
    case 'CLARIFICATION':
    case 'CONSENT_REQUEST':
    case 'FEEDBACK':
    case 'REMIND':
    case 'VOID':
    case 'PART':
      return NONE;
  }
}

function told(facts: readonly { field: string; value: string; on?: string }[], state: string): string[] {
  const lines = facts
    .filter((fact) => fact.field !== 'person')
    .map((fact) => `${fact.field}: ${fact.value}${fact.on === undefined ? '' : ` (${fact.on})`}`);
  return lines.length === 0 ? [`exported to ${state}`] : lines.slice(0, 50);
}

function flagged({ deciding }: At, code: Flag['code'], detail: string): CaseEvent {
  return { type: 'flag raised', flag: { code, at: deciding.now, detail } };
}

/** The answer leads on: the next request of the chain, and what was told waits for its giver's consent. */
function chained(here: At, state: string, facts: string[], mid: string): Consequence {
  const { kase, shared } = here;
  const known = kase.next.some((one) => one.state === state) || state === kase.own || state === kase.partner;
  if (kase.role !== 'requester' || known || shared.request === undefined || kase.partner === undefined) return NONE;
  return openingNext(here, state, [{ by: kase.partner, thread: kase.thread, answer: mid, facts, consent: 'missing' }]);
}

/** Makes the next case of a chain; its id derives from this one's event, so that doing it twice is doing it once. */
export function openingNext(here: At, state: string, told: readonly ToldWithConsent[]): Consequence {
  const { kase, shared } = here;
  if (shared.request === undefined) return NONE;
  const caseId = derivedId(kase.id, String(kase.version), 'next', state);
  const from = {
    caseId: kase.id,
    thread: kase.thread,
    by: kase.partner ?? kase.own,
    state,
    compartment: kase.compartment,
    exercise: kase.exercise,
    nationalCheck: kase.nationalCheck.length > 0 ? kase.nationalCheck : shared.request.nationalCheck,
    request: shared.request,
    told,
  };
  return {
    events: [{ type: 'next opened', caseId, state }],
    followUps: [{ id: followUpId(here, `open ${state}`), kind: 'open', caseId, from }],
  };
}

function consented(
  here: At,
  body: { consentId: string; decision: 'grant' | 'deny' | 'withdraw'; expires?: string },
): Consequence {
  const consent = here.shared.consents[body.consentId];
  if (consent === undefined || consent.scope.kind !== 'next State') return NONE;
  const { state } = consent.scope;
  const word = body.decision === 'grant' ? 'granted' : 'denied';
  const command: SystemCommand = {
    type: 'note consent',
    thread: here.kase.thread,
    consent: word,
    consentId: body.consentId,
    ...(body.expires === undefined ? {} : { expires: body.expires }),
  };
  return {
    events: [],
    followUps: here.kase.next
      .filter((one) => one.state === state)
      .map((one) => ({
        id: followUpId(here, `consent ${body.consentId} ${one.caseId}`),
        kind: 'command',
        caseId: one.caseId,
        command,
      })),
  };
}

/** What the accepted receipt of a REQUEST names: clocks under a policy that both know. Our own reminder is never sent. */
function dueOf(kase: Case): DueNotice[] {
  return (['acknowledge', 'answer'] as const).flatMap((clock): DueNotice[] => {
    const { rules } = kase;
    const dueAt = firstReading(kase, clock)?.dueAt;
    if (rules === undefined || dueAt === undefined || rules.shared[clock].standing === 'our reminder') return [];
    const calendar = rules.calendars.responder;
    return [
      {
        clock,
        policy: rules.shared[clock].id,
        policyVersion: rules.shared[clock].version,
        calendarVersion: calendar.version,
        zone: calendar.zone,
        dueAt,
      },
    ];
  });
}

/** The signed *received* receipt: the message stands, and the clocks have their time. */
export function recordDelivery(here: At, command: Of<'record delivery'>): Result<Plan> {
  const { kase, deciding } = here;
  const entry = kase.streams[kase.role].find((one) => one.seq === command.seq);
  if (entry === undefined) throw new Error('a receipt for a place that we never filled');
  if (entry.standing === 'received' && entry.jti === command.jti) return planned(kase, []);
  // The receipt of the very letter that we meant to give up: it stands, our VOID came too late.
  const restored: CaseEvent[] =
    entry.replaced?.jti === command.jti
      ? [{ type: 'rejection recorded', seq: entry.seq, jti: entry.jti, code: 'place-taken', standingMid: command.mid }]
      : [];
  if (entry.jti !== command.jti && restored.length === 0) return planned(kase, []);
  return planned(kase, [
    ...restored,
    { type: 'delivery recorded', seq: command.seq, jti: command.jti, mid: command.mid, receivedAt: command.receivedAt },
    ...(command.flagged
      ? [
          {
            type: 'flag raised',
            flag: { code: 'received outside the window', at: deciding.now, detail: command.receivedAt },
          } as const,
        ]
      : []),
  ]);
}

/** The signed *accepted* receipt of a REQUEST: the partner's own due times, compared with ours. */
export function recordAcceptance({ kase, deciding }: At, command: Of<'record acceptance'>): Result<Plan> {
  if (command.due.length === 0) return planned(kase, []);
  const due = command.due.map((one): PartnerDue => ({
    ...one,
    differs: isShared(one.clock) && firstReading(kase, one.clock)?.dueAt !== one.dueAt,
  }));
  const differing = due.filter((one) => one.differs);
  return planned(kase, [
    { type: 'partner due recorded', due },
    ...differing.map((one): CaseEvent => ({
      type: 'flag raised',
      flag: { code: 'due date differs', at: deciding.now, detail: `${one.clock}: ${one.dueAt} under ${one.policy}` },
    })),
  ]);
}

function isShared(clock: string): clock is SharedClock {
  return (SHARED_CLOCKS as readonly string[]).includes(clock);
}

/** A signed final rejection: its place is spent, and a person is told why. */
export function recordRejection({ kase, deciding }: At, command: Of<'record rejection'>): Result<Plan> {
  const entry = kase.streams[kase.role].find((one) => one.seq === command.seq);
  if (entry === undefined) throw new Error('a rejection for a place that we never filled');
  if (entry.jti !== command.jti || entry.standing === 'rejected') return planned(kase, []);
  return planned(kase, [
    {
      type: 'rejection recorded',
      seq: command.seq,
      jti: command.jti,
      code: command.code,
      ...(command.standingMid === undefined ? {} : { standingMid: command.standingMid }),
    },
    { type: 'flag raised', flag: { code: 'rejected by partner', at: deciding.now, detail: command.code } },
  ]);
}

export function recordUndeliverable({ kase }: At, command: Of<'record undeliverable'>): Result<Plan> {
  const pending = kase.streams[kase.role].some((entry) => entry.seq === command.seq && entry.standing === 'pending');
  return planned(kase, pending && !kase.undeliverable ? [{ type: 'undeliverable recorded', seq: command.seq }] : []);
}

/** After a restore: a letter of our own that a partner holds and we had lost. */
export function recoverOwnLetter(
  kase: Case | undefined,
  command: Of<'recover own letter'>,
  facts: Facts,
  deciding: Deciding,
): Result<Plan> {
  const role: Role = kase?.role ?? 'requester';
  const known = kase?.streams[role].find((entry) => entry.seq === command.seq);
  if (kase !== undefined && known !== undefined) {
    if (known.jti !== command.jti) return refuse('place-taken', { field: '/seq', rule: 'one letter at one place' });
    return known.standing === 'received'
      ? planned(kase, [])
      : planned(kase, [
          {
            type: 'delivery recorded',
            seq: command.seq,
            jti: command.jti,
            mid: command.mid,
            receivedAt: command.receivedAt,
          },
        ]);
  }
  const opening = kase === undefined ? recoveredOpening(command, facts) : [];
  const entry: StreamEntry = {
    seq: command.seq,
    seen: command.seen,
    jti: command.jti,
    mid: command.mid,
    letter: command.letter,
    sentAt: command.sentAt,
    standing: 'received',
    receivedAt: command.receivedAt,
  };
  const rules: ClockRules | undefined = command.letter.kind === 'REQUEST' ? facts.rules : undefined;
  return planned(kase, [
    ...opening,
    { type: 'letter written', entry, ...(rules === undefined ? {} : { rules }) },
    {
      type: 'flag raised',
      flag: { code: 'recovered', at: deciding.now, detail: `${command.letter.kind} at place ${String(command.seq)}` },
    },
  ]);
}

function recoveredOpening(command: Of<'recover own letter'>, facts: Facts): CaseEvent[] {
  const { newCase } = facts;
  if (newCase === undefined) throw new Error('opening a case takes its id and reference');
  const at: Instant = command.sentAt;
  const reference = command.letter.kind === 'REQUEST' ? command.letter.body.reference : newCase.reference;
  return [
    {
      type: 'case opened',
      opened: {
        id: newCase.caseId,
        role: 'requester',
        own: facts.own.state,
        partner: command.partner,
        thread: command.thread,
        exercise: command.exercise,
        at,
        by: 'recovery',
        reference,
        compartment: newCase.compartment,
      },
    },
  ];
}
