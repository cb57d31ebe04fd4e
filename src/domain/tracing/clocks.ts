import { type ClockEvent, type ClockKind, type ClockReading, readClock } from '../deadlines/clock.js';
import { instantAt } from '../deadlines/zone-time.js';
import { type Role } from '../messages/index.js';
import { type CalendarDate, type Instant } from '../shared/instant.js';
import { type Case, type ClockRules, type SharedClock, sharedOf } from './case.js';
import { type Proposal } from './proposal.js';
import { type PlannedClock } from './plan.js';
import { type ReadPlace, type Shared } from './shared-state.js';

/** Shared clocks run under the policy that both States know and the calendar of the side that must act; local ones under our own. */
type RunningClock = { readonly ordinal: number; readonly side: Role; readonly events: readonly ClockEvent[] } & (
  { readonly local: false; readonly clock: SharedClock } | { readonly local: true; readonly clock: ClockKind }
);
type SharedRun = Extract<RunningClock, { local: false }>;
type LocalRun = Extract<RunningClock, { local: true }>;
type LocalClock = (clock: ClockKind, ordinal: number, events: readonly ClockEvent[]) => LocalRun;

/** Every clock of a case. Pure: the same streams and rules give the same due times on both nodes, however they arrived. */
export function clocksOf(kase: Case): readonly PlannedClock[] {
  const { rules } = kase;
  if (rules === undefined) return [];
  const shared = sharedOf(kase);
  return [...sharedClocks(shared, rules), ...localClocks(kase, shared)].flatMap((clock) => plan(clock, rules, kase));
}

/** A clock of the request as it stood at the start, before any pause or extension: what both sides compare. */
export function firstReading(kase: Case, clock: SharedClock): ClockReading | undefined {
  const { rules } = kase;
  const request = sharedOf(kase).read.find((place) => place.entry.letter.kind === 'REQUEST');
  const start = timeOf(request);
  const term = rules?.shared[clock].terms[clock];
  return rules === undefined || start === undefined || term === undefined
    ? undefined
    : readClock([start], term, rules.calendars.responder);
}

/**
 * The ladder of a case that was keyed in begins when it was confirmed: its clocks count from the true days, and may be overdue at once, but
 * nobody is rung for what lay before a second person vouched for it.
 */
function rungFrom(vouchedAt: Instant | undefined, reading: ClockReading): ClockReading {
  return vouchedAt === undefined ? reading : { ...reading, steps: reading.steps.filter(({ at }) => at > vouchedAt) };
}

function plan(
  running: RunningClock,
  rules: ClockRules,
  { role: own, paper }: Pick<Case, 'role' | 'paper'>,
): PlannedClock[] {
  const vouchedAt = paper?.confirmed.at(-1)?.confirmedAt;
  const policy = running.local ? rules.local : rules.shared[running.clock];
  const term = policy.terms[running.clock];
  if (term === undefined) return [];
  const calendar = rules.calendars[running.local ? own : running.side];
  const reading = rungFrom(vouchedAt, readClock(running.events, term, calendar));
  return [
    {
      clock: running.clock,
      ordinal: running.ordinal,
      reading,
      policyId: policy.id,
      policyVersion: policy.version,
      calendarVersion: calendar.version,
      standing: policy.standing,
    },
  ];
}

/** The last moment of a named day where the side that must act keeps its clock. */
function endOfDay(date: CalendarDate, zone: string): Instant {
  return instantAt(Date.parse(`${date}T00:00:00.000Z`) + 86_400_000, zone);
}

const FINAL = ['ANSWER', 'REFUSE', 'NOT_ACCEPTED', 'FORWARD_NOTICE'] as const;

/** Clocks that count from the times in signed receipts. */
function sharedClocks(shared: Shared, rules: ClockRules): SharedRun[] {
  const stood = shared.read.filter((place) => !('without' in place.effect));
  const request = stood.find((place) => place.entry.letter.kind === 'REQUEST');
  const start = timeOf(request);
  if (request === undefined || start === undefined) return [];
  const ends = stood
    .filter((place) => place.state === 'withdrawn' || place.state === 'void')
    .flatMap((place) => at('cancel', place));
  return [
    {
      clock: 'acknowledge',
      ordinal: 1,
      side: 'responder',
      local: false,
      events: [start, ...acknowledged(stood), ...ends],
    },
    {
      clock: 'answer',
      ordinal: 1,
      side: 'responder',
      local: false,
      events: [start, ...answering(stood, rules.calendars.responder.zone), ...ends],
    },
    ...pairs('supply more', 'requester', stood, 'ASK_MORE', 'MORE', ends),
    ...pairs('clarify', 'responder', stood, 'CLARIFY', 'CLARIFICATION', ends),
    ...consents(stood, ends),
  ];
}

function timeOf(place: ReadPlace | undefined): ClockEvent | undefined {
  return place?.entry.receivedAt === undefined ? undefined : { type: 'start', at: place.entry.receivedAt };
}

function at(type: ClockEvent['type'], place: ReadPlace): ClockEvent[] {
  return place.entry.receivedAt === undefined ? [] : [{ type, at: place.entry.receivedAt }];
}

/** Any word of the responder shows that the request is in hand. */
function acknowledged(stood: readonly ReadPlace[]): ClockEvent[] {
  const first = stood.filter((place) => place.role === 'responder').flatMap((place) => at('meet', place));
  return first.slice(0, 1);
}

function answering(stood: readonly ReadPlace[], zone: string): ClockEvent[] {
  return stood.flatMap((place): ClockEvent[] => {
    const { letter } = place.entry;
    if (letter.kind === 'ASK_MORE') return at('pause', place);
    if (letter.kind === 'MORE') return at('resume', place);
    if (letter.kind === 'DELAY')
      return at('extend', place).map((event) => ({ ...event, until: endOfDay(letter.body.until, zone) }));
    const final =
      (FINAL as readonly string[]).includes(letter.kind) && !(letter.kind === 'ANSWER' && letter.body.part === 'part');
    return final ? at('meet', place) : [];
  });
}

function pairs(
  clock: SharedClock,
  side: Role,
  stood: readonly ReadPlace[],
  opens: string,
  meets: string,
  ends: readonly ClockEvent[],
): SharedRun[] {
  const clocks: SharedRun[] = [];
  for (const place of stood) {
    const open = clocks.at(-1);
    const running = open !== undefined && !open.events.some((event) => event.type === 'meet');
    if (place.entry.letter.kind === opens && !running) {
      const start = timeOf(place);
      if (start !== undefined) clocks.push({ clock, ordinal: clocks.length + 1, side, local: false, events: [start] });
    } else if (place.entry.letter.kind === meets && open !== undefined && running) {
      clocks[clocks.length - 1] = { ...open, events: [...open.events, ...at('meet', place)] };
    }
  }
  return clocks.map((one) => ({ ...one, events: [...one.events, ...ends] }));
}

/** One clock for each consent asked; the giver's calendar counts. */
function consents(stood: readonly ReadPlace[], ends: readonly ClockEvent[]): SharedRun[] {
  let ordinal = 0;
  return stood.flatMap((asked): SharedRun[] => {
    const { letter } = asked.entry;
    const start = timeOf(asked);
    if (letter.kind !== 'CONSENT_REQUEST' || start === undefined) return [];
    ordinal += 1;
    const decided = stood.find(
      (place) =>
        place.entry.letter.kind === 'CONSENT' &&
        place.entry.letter.body.consentId === letter.body.consentId &&
        place.role !== asked.role,
    );
    const side: Role = asked.role === 'requester' ? 'responder' : 'requester';
    return [
      {
        clock: 'consent',
        ordinal,
        side,
        local: false,
        events: [start, ...(decided === undefined ? [] : at('meet', decided)), ...ends],
      },
    ];
  });
}

/** Clocks of our own house: no partner sees them. */
function localClocks(kase: Case, shared: Shared): LocalRun[] {
  const own: LocalClock = (clock, ordinal, events) => ({ clock, ordinal, side: kase.role, local: true, events });
  return [
    // Nobody watches the post of a letter on paper.
    ...kase.streams[kase.role]
      .filter(({ paper }) => paper === undefined)
      .map((entry) =>
        own('deliver', entry.seq, [
          { type: 'start', at: entry.sentAt },
          ...(entry.receivedAt === undefined ? [] : [{ type: 'meet', at: entry.receivedAt } as const]),
          ...(entry.standing === 'rejected' ? [{ type: 'cancel', at: entry.sentAt } as const] : []),
        ]),
      ),
    ...approval(kase.proposal, own),
    ...kase.consultations.map((one) =>
      own(one.kind, one.ordinal, [
        { type: 'start', at: one.openedAt },
        ...(one.endedAt === undefined ? [] : [{ type: 'meet', at: one.endedAt } as const]),
      ]),
    ),
    ...kase.flags
      .filter((flag) => flag.code === 'correction to act on')
      .map((flag, index) =>
        own('correct', index + 1, [
          { type: 'start', at: flag.at },
          ...(flag.doneAt === undefined ? [] : [{ type: 'meet', at: flag.doneAt } as const]),
        ]),
      ),
    ...custody(kase, shared, own),
  ];
}

function approval(proposal: Proposal | undefined, own: LocalClock): LocalRun[] {
  if (proposal === undefined || proposal.needs === 'none') return [];
  return [
    own('approve', 1, [
      { type: 'start', at: proposal.at },
      ...(proposal.approval === undefined ? [] : [{ type: 'meet', at: proposal.approval.at } as const]),
    ]),
  ];
}

/** ITI 9: storage from the recovery on; disposal from the end of the trace on, standing still while a hold is open. */
function custody(kase: Case, shared: Shared, own: LocalClock): LocalRun[] {
  const { startedAt, storedAt, disposal } = kase.custody;
  if (startedAt === undefined) return [];
  const stored = own('custody', 1, [
    { type: 'start', at: startedAt },
    ...(storedAt === undefined ? [] : [{ type: 'meet', at: storedAt } as const]),
  ]);
  const over = shared.read.find((place) => place.state === 'withdrawn' || place.state === 'void');
  const from = kase.closing?.at ?? over?.entry.sentAt;
  if (from === undefined) return [stored];
  return [
    stored,
    own('disposal', 1, [
      { type: 'start', at: from },
      ...standstills(kase.holds, from),
      ...(disposal === undefined ? [] : [{ type: 'meet', at: disposal.at } as const]),
    ]),
  ];
}

/** Holds overlap, and some are older than the clock: it stands while at least one is open. */
function standstills(holds: Case['holds'], from: Instant): ClockEvent[] {
  const spans: { from: Instant; to: Instant | undefined }[] = [];
  for (const hold of [...holds].sort((a, b) => (a.placedAt < b.placedAt ? -1 : 1))) {
    const last = spans.at(-1);
    if (last !== undefined && (last.to === undefined || hold.placedAt <= last.to))
      last.to = later(last.to, hold.liftedAt);
    else spans.push({ from: hold.placedAt, to: hold.liftedAt });
  }
  return spans
    .filter((span) => span.to === undefined || span.to > from)
    .flatMap((span): ClockEvent[] => [
      { type: 'pause', at: span.from < from ? from : span.from },
      ...(span.to === undefined ? [] : [{ type: 'resume', at: span.to } as const]),
    ]);
}

function later(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  if (a === undefined || b === undefined) return undefined;
  return a > b ? a : b;
}
