import { mayWrite, otherRole } from '../messages/index.js';
import { type Refusal, refuse, type Result, succeed } from '../shared/refusal.js';
import { type Case, sharedOf } from './case.js';
import { firstReading } from './clocks.js';
import { type Deciding, type Facts, type Incoming, type SystemCommand } from './command.js';
import { consequenceOf } from './consequences.js';
import { at, planned, usedUp } from './deciding.js';
import { type CaseEvent } from './event.js';
import { evolve } from './evolve.js';
import { type DueNotice, type Plan } from './plan.js';
import { nextSeq, type StreamEntry } from './stream.js';

type Of<T extends SystemCommand['type']> = Extract<SystemCommand, { type: T }>;

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
  events.push(...usedUp(before, otherRole(before.role), incoming), { type: 'letter received', entry });
  const after = events.reduce<Case | undefined>(evolve, kase) ?? before;
  const read = sharedOf(after).read.find(
    (place) => place.role === otherRole(after.role) && place.entry.seq === incoming.seq,
  );
  if (after.purgedAt !== undefined) return planned(kase, events, { without: 'purged' });
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
