import { digestOf } from '../shared/canonical.js';
import { type Instant } from '../shared/instant.js';
import { type Result } from '../shared/refusal.js';
import { type Case, type PartnerDue, SHARED_CLOCKS, type SharedClock } from './case.js';
import { firstReading } from './clocks.js';
import { type SystemCommand } from './command.js';
import { type At, planned } from './deciding.js';
import { type CaseEvent } from './event.js';
import { evolve } from './evolve.js';
import { type Plan } from './plan.js';

type Of<T extends SystemCommand['type']> = Extract<SystemCommand, { type: T }>;

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
  const events: CaseEvent[] = [
    ...restored,
    { type: 'delivery recorded', seq: command.seq, jti: command.jti, mid: command.mid, receivedAt: command.receivedAt },
  ];
  if (command.flagged)
    events.push({
      type: 'flag raised',
      flag: { code: 'received outside the window', at: deciding.now, detail: command.receivedAt },
    });
  // The two receipts of a request may overtake each other: whichever comes second brings the comparison.
  const after = events.reduce<Case | undefined>(evolve, kase) ?? kase;
  return planned(kase, [...events, ...compared(after, kase.partnerDue, deciding.now)]);
}

/** The signed *accepted* receipt of a REQUEST: the partner's own due times, compared with ours. */
export function recordAcceptance({ kase, deciding }: At, command: Of<'record acceptance'>): Result<Plan> {
  return planned(kase, compared(kase, command.due, deciding.now));
}

/** What differs is shown to a person; what cannot be compared yet does not differ. Empty where nothing is new. */
function compared(kase: Case, told: readonly Omit<PartnerDue, 'differs'>[], now: Instant): CaseEvent[] {
  const due = told.map(({ clock, dueAt, policy }): PartnerDue => {
    const ours = isShared(clock) ? firstReading(kase, clock)?.dueAt : undefined;
    return { clock, dueAt, policy, differs: ours !== undefined && ours !== dueAt };
  });
  if (digestOf(due) === digestOf(kase.partnerDue)) return [];
  const differing = due.filter((one) => one.differs);
  return [
    { type: 'partner due recorded', due },
    ...differing.map((one): CaseEvent => ({
      type: 'flag raised',
      flag: { code: 'due date differs', at: now, detail: `${one.clock}: ${one.dueAt} under ${one.policy}` },
    })),
  ];
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
