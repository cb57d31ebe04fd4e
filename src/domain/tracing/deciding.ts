import { type Letter, mayWrite, type MessageKind, otherRole, type Role } from '../messages/index.js';
import { digestOf } from '../shared/canonical.js';
import { derivedId } from '../shared/ids.js';
import { type Instant } from '../shared/instant.js';
import { type Refusal, refuse, type Result, succeed } from '../shared/refusal.js';
import { type Case, type CaseState, sharedOf, stateOf } from './case.js';
import { type ShownFacts } from './proposal.js';
import { clocksOf } from './clocks.js';
import { type ClockRules } from './case.js';
import { type Deciding, type Facts } from './command.js';
import { type CaseEvent } from './event.js';
import { evolve } from './evolve.js';
import { type FollowUp, type OutgoingLetter, type Plan } from './plan.js';
import { type Act, actOf, EFFECTS, type Shared } from './shared-state.js';
import { nextSeq, seenBy, type StreamEntry } from './stream.js';

/** What each decision of an existing case has at hand. */
export interface At {
  readonly kase: Case;
  readonly state: CaseState;
  readonly shared: Shared;
  readonly facts: Facts;
  readonly deciding: Deciding;
}

export function at(kase: Case, facts: Facts, deciding: Deciding): At {
  return { kase, state: stateOf(kase), shared: sharedOf(kase), facts, deciding };
}

interface More {
  readonly messages?: readonly OutgoingLetter[];
  readonly followUps?: readonly FollowUp[];
  readonly due?: Plan['due'];
  readonly without?: string;
}

/** Events become a plan: the case after them and all of its clocks. */
export function planned(kase: Case | undefined, events: readonly CaseEvent[], more: More = {}): Result<Plan> {
  const next = events.reduce<Case | undefined>(evolve, kase);
  if (next === undefined) throw new Error('a plan without a case');
  return succeed({
    events,
    next,
    messages: more.messages ?? [],
    deadlines: clocksOf(next),
    followUps: more.followUps ?? [],
    due: more.due ?? [],
    ...(more.without === undefined ? {} : { without: more.without }),
  });
}

/** One letter at the next place of our stream, with any events that go before it. */
export function writing(
  { kase, facts, deciding }: At,
  letter: Letter,
  more: More & { readonly before?: readonly CaseEvent[]; readonly rules?: ClockRules } = {},
): Result<Plan> {
  const { partner } = kase;
  // Nobody at the other end knows this thread.
  if (kase.paper !== undefined) return refuse('paper-case', { rule: 'begun on paper' });
  if (partner === undefined) return refuse('draft-blocked', { field: '/partner', rule: 'ITI 16' });
  if (facts.partner?.suspended === true) return refuse('partner-suspended', { rule: 'partner profile' });
  const seq = nextSeq(kase.streams, kase.role);
  const seen = seenBy(kase.streams, kase.role);
  const entry: StreamEntry = { seq, seen, jti: deciding.jti, letter, sentAt: deciding.now, standing: 'pending' };
  const message: OutgoingLetter = {
    jti: deciding.jti,
    thread: kase.thread,
    partner,
    direction: kase.role,
    seq,
    seen,
    letter,
    exercise: kase.exercise,
  };
  const written: CaseEvent = {
    type: 'letter written',
    entry,
    ...(more.rules === undefined ? {} : { rules: more.rules }),
  };
  return planned(kase, [...(more.before ?? []), written], { ...more, messages: [message] });
}

/** Would the letter have its effect now? The same table that reads incoming ones says so. */
export function effectRefusal(here: Pick<At, 'kase' | 'shared'>, letter: Letter): Refusal | undefined {
  return actRefusal(here, letter.kind, actOf(letter));
}

/** The same for a letter that is not written yet. */
export function actRefusal(
  { kase, shared }: Pick<At, 'kase' | 'shared'>,
  kind: MessageKind,
  act: Act,
): Refusal | undefined {
  if (!mayWrite(kase.role, kind)) return refuse('kind-not-of-role', { field: '/kind', rule: kind });
  const effect = EFFECTS[shared.state][act];
  return 'without' in effect ? refuse('letter-without-effect', { rule: effect.without }) : undefined;
}

/** Letters that point at an earlier one point at one that stands in this thread, on the right side. */
export function pointerRefusal({ kase, shared }: At, letter: Letter): Refusal | undefined {
  const theirs = kase.streams[otherRole(kase.role)];
  const has = (entries: readonly StreamEntry[], mid: string): boolean =>
    entries.some((entry) => entry.mid === mid && entry.standing === 'received');
  switch (letter.kind) {
    case 'CLARIFY':
    case 'CLARIFICATION':
      return has(theirs, letter.body.about) ? undefined : refuse('letter-unknown', { field: '/about' });
    case 'CONSENT_REQUEST':
      return has(theirs, letter.body.of) ? undefined : refuse('letter-unknown', { field: '/of' });
    case 'CORRECT':
      return has(kase.streams[kase.role], letter.body.corrects)
        ? undefined
        : refuse('letter-unknown', { field: '/corrects' });
    case 'CONSENT': {
      const asked = shared.consents[letter.body.consentId];
      const right =
        asked !== undefined && asked.asker !== kase.role && digestOf(asked.scope) === digestOf(letter.body.scope);
      return right ? undefined : refuse('consent-not-asked', { field: '/consentId', rule: 'ITI 15' });
    }
    case 'REQUEST':
    case 'ACKNOWLEDGE':
    case 'ASK_MORE':
    case 'MORE':
    case 'ANSWER':
    case 'DELAY':
    case 'RESTRICT':
    case 'REFUSE':
    case 'NOT_ACCEPTED':
    case 'FORWARD_NOTICE':
    case 'WITHDRAW':
    case 'FEEDBACK':
    case 'REMIND':
    case 'VOID':
    case 'PART':
      return undefined;
  }
}

/** The facts an approver is shown; where one of them changes, the approval is void. */
export function shownFactsOf({ kase, facts }: Pick<At, 'kase' | 'facts'>): ShownFacts {
  const { partner, record } = facts;
  return {
    partner:
      partner === undefined
        ? null
        : {
            state: partner.state,
            channel: partner.channel,
            pinned: partner.pinned,
            suspended: partner.suspended,
            highestLevel: partner.highestLevel,
          },
    record: record === undefined ? null : { id: record.firearmId, version: record.version },
    seen: seenBy(kase.streams, kase.role),
  };
}

export function factsDigestOf(here: Pick<At, 'kase' | 'facts'>): string {
  return digestOf(shownFactsOf(here));
}

export function followUpId({ kase, deciding }: Pick<At, 'kase' | 'deciding'>, kind: string): string {
  return derivedId(kase.id, String(kase.version), deciding.commandId, kind);
}

/** The id of the person who acts; the node's own acts bear its name. */
export function actorId(deciding: Deciding): string {
  return deciding.actor.id;
}

/** Letters come in the order of their places; those between were finally rejected and used their places up. */
export function usedUp(
  kase: Case,
  role: Role,
  { seq, sentAt }: { readonly seq: number; readonly sentAt: Instant },
): CaseEvent[] {
  const first = nextSeq(kase.streams, role);
  return Array.from({ length: Math.max(0, seq - first) }, (_, i): CaseEvent => {
    const jti = derivedId(kase.thread, role, String(first + i));
    const letter = { kind: 'VOID', body: { voids: jti, reason: 'finally rejected' } } as const;
    return {
      type: 'place used up',
      role,
      entry: { seq: first + i, seen: 0, jti, letter, sentAt, standing: 'rejected' },
    };
  });
}
