import { type Instant } from '../shared/instant.js';
import { timeLine, type Calendar, type TimeLine } from './calendar.js';
import { type Term } from './term.js';

export { TERM_UNITS, type Term, type TermUnit } from './term.js';

/** What a trace is waiting for. Each clock of a case stands alone; a second round of the same wait is a new clock with its own number. */
export const CLOCK_KINDS = [
  'deliver',
  'acknowledge',
  'answer',
  'supply more',
  'clarify',
  'consent',
  'correct',
  'approve',
  'consult',
  'record holder',
  'custody',
  'disposal',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

export interface ClockEvent {
  readonly type: 'start' | 'pause' | 'resume' | 'extend' | 'meet' | 'cancel';
  readonly at: Instant;
  /** Of `extend`: the new due time. */
  readonly until?: Instant;
}

export const STEP_PERCENTS = [50, 80, 100, 150] as const;
export type StepPercent = (typeof STEP_PERCENTS)[number];

export interface ClockStep {
  readonly percent: StepPercent;
  readonly at: Instant;
}

export interface ClockReading {
  readonly state: 'running' | 'paused' | 'met' | 'cancelled' | 'not started';
  readonly startedAt?: Instant;
  /** Absent while paused or not started. */
  readonly dueAt?: Instant;
  readonly endedAt?: Instant;
  /** Ended, paused or extended after it was due; a running clock is judged against now by `isOverdue`. */
  readonly breached: boolean;
  /** In order of time. A clock that stands (paused, met, cancelled) lists the steps it has passed; the others have no time. */
  readonly steps: readonly ClockStep[];
}

/**
 * Reads a clock from the set of its events. The order and the number of times they are handed in do not matter: they are sorted by time,
 * and at one instant by the order of `RANK`. Two pauses are one pause; what comes before the start or after the end is without effect, but an
 * act that meets or cancels ends the clock also where it comes before the start.
 *
 * A pause moves the due time by what it took in the clock's own units: what was left when it began (working time, wall-clock time, elapsed
 * time) is what is left when it ends. Months have no parts, so a pause within them counts in wall-clock time. An extension names the new due
 * time; it never shortens, and one that comes during a pause is the least that the resumed clock has.
 */
export function readClock(events: readonly ClockEvent[], term: Term, calendar: Calendar): ClockReading {
  const line = timeLine(term.unit, calendar);
  let run = IDLE;
  for (const event of [...events].sort(byTime)) {
    if (run.endedAt !== undefined) break;
    run = ON[event.type](run, event, { line, term });
  }
  return readingOf(run, line);
}

/** Has a running clock come to its due time? An act at that very instant is still in time. */
export function isOverdue(reading: ClockReading, now: Instant): boolean {
  return reading.state === 'running' && reading.dueAt !== undefined && now >= reading.dueAt;
}

/** The fold's state. A stretch is a time in which the clock runs; the last one has no end while it does. */
interface Run {
  readonly stretches: readonly { readonly from: Instant; readonly to?: Instant }[];
  /** The due time as it stands, or stood when the pause began. */
  readonly due?: Instant;
  /** Own units left, while paused. */
  readonly left?: number;
  readonly ended?: 'met' | 'cancelled';
  readonly endedAt?: Instant;
  readonly breached: boolean;
}

interface Way {
  readonly line: TimeLine;
  readonly term: Term;
}

const IDLE: Run = { stretches: [], breached: false };

/** At one instant a clock starts before anything else, resumes after it pauses (no clock stands still for ever by a tie), and is met before it is cancelled. */
const RANK = { start: 0, extend: 1, pause: 2, resume: 3, meet: 4, cancel: 5 } as const satisfies Record<
  ClockEvent['type'],
  number
>;

function byTime(a: ClockEvent, b: ClockEvent): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : RANK[a.type] - RANK[b.type];
}

const ON = {
  start: (run, { at }, { line, term }) =>
    run.due !== undefined
      ? run
      : { ...run, stretches: [{ from: at }], due: line.advance(at, line.span(at, term.amount)) },
  pause: (run, { at }, { line }) =>
    run.due === undefined || run.left !== undefined ? run : { ...stopped(run, at), left: line.elapsed(at, run.due) },
  resume: (run, { at }, { line }) => {
    if (run.due === undefined || run.left === undefined) return run;
    const { left, ...rest } = run;
    // A clock that was late before the pause stays late: its due time does not come back.
    const due = left === 0 && run.breached ? run.due : later(run.due, line.advance(at, left));
    return { ...rest, stretches: [...run.stretches, { from: at }], due };
  },
  extend: (run, { at, until }) => {
    if (until === undefined) throw new TypeError('an extension names the new due time');
    if (run.due === undefined || until <= run.due) return run;
    return { ...run, due: until, breached: run.breached || (run.left === undefined && at > run.due) };
  },
  meet: (run, { at }) => ({ ...stopped(run, at), ended: 'met', endedAt: at }),
  cancel: (run, { at }) => ({ ...stopped(run, at), ended: 'cancelled', endedAt: at }),
} as const satisfies Record<ClockEvent['type'], (run: Run, event: ClockEvent, way: Way) => Run>;

function stopped(run: Run, at: Instant): Run {
  if (run.due === undefined || run.left !== undefined) return run;
  const last = run.stretches.at(-1);
  const stretches = last === undefined ? [] : [...run.stretches.slice(0, -1), { ...last, to: at }];
  return { ...run, stretches, breached: run.breached || at > run.due };
}

function readingOf(run: Run, line: TimeLine): ClockReading {
  const startedAt = run.stretches[0]?.from;
  const state = run.ended ?? (run.due === undefined ? 'not started' : run.left === undefined ? 'running' : 'paused');
  const dueAt = state !== 'paused' && run.left === undefined ? run.due : undefined;
  return {
    state,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(run.endedAt === undefined ? {} : { endedAt: run.endedAt }),
    breached: run.breached,
    steps: stepsOf(run, line),
  };
}

/** When the running stretches together have used up each share of the whole, counted in own units. */
function stepsOf(run: Run, line: TimeLine): ClockStep[] {
  const whole = wholeOf(run, line);
  return STEP_PERCENTS.flatMap((percent) => {
    const at = percent === 100 && run.left === undefined ? run.due : reachedAt(run, line, (whole * percent) / 100);
    const stood = run.stretches.at(-1)?.to;
    return at === undefined || (stood !== undefined && at > stood) ? [] : [{ percent, at }];
  });
}

/** Own units from start to due, pauses left out. */
function wholeOf({ stretches, due, left }: Run, line: TimeLine): number {
  if (due === undefined) return 0;
  const used = stretches.reduce(
    (sum, { from, to }) => sum + line.elapsed(from, to !== undefined && to < due ? to : due),
    0,
  );
  const stood = stretches.at(-1)?.to;
  return used + (left ?? (stood === undefined ? 0 : line.elapsed(stood, due)));
}

function reachedAt({ stretches }: Run, line: TimeLine, share: number): Instant | undefined {
  let left = share;
  for (const { from, to } of stretches) {
    const used = to === undefined ? Infinity : line.elapsed(from, to);
    if (left <= used) return line.advance(from, left);
    left -= used;
  }
  return undefined;
}

function later(a: Instant, b: Instant): Instant {
  return a < b ? b : a;
}
