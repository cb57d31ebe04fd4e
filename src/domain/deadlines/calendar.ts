import { addMs, msBetween, type CalendarDate, type Instant } from '../shared/instant.js';
import { type Term, type TermUnit } from './term.js';
import { addMonths, instantAt, wallAt, type WallMs } from './zone-time.js';

/** The working calendar of one State, as its directory entry lists it. */
export interface Calendar {
  /** ISO 3166-1 alpha-3. */
  readonly country: string;
  readonly version: number;
  /** IANA name: `Europe/Vienna`. */
  readonly zone: string;
  /** ISO days of the week, 1 Monday to 7 Sunday, on which no work is done. */
  readonly weekend: readonly number[];
  readonly holidays: readonly CalendarDate[];
  readonly validFrom?: CalendarDate;
  readonly validTo?: CalendarDate;
}

/**
 * One way of counting time. A span is in milliseconds of the line's own: of elapsed time for hours, of wall-clock time for calendar
 * days and months, of wall-clock time within working days for working days. A day is 24 wall-clock hours, also where clocks change.
 */
export interface TimeLine {
  /** What the line counts between two instants; 0 where `to` is not later. */
  elapsed(from: Instant, to: Instant): number;
  /** The first instant, not before `from`, at which the line has counted `span`. */
  advance(from: Instant, span: number): Instant;
  /** The span of `amount` units counted from `from`. Months differ in length, hence `from`. */
  span(from: Instant, amount: number): number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A calendar without a working day in this many days is a defect of its list, not a deadline in the far future. */
const MAX_IDLE_DAYS = 366;

/**
 * When `term`, counted from `from`, ends.
 * - hours: elapsed time, whatever clocks show;
 * - calendar days: the same wall-clock time that many days later, so that a day of 23 or 25 hours is still one day;
 * - months: the same day of the month and time, held at the last day of a shorter month;
 * - working days: only working days count; what comes in on a free day counts from the next working day's beginning, and a term that is used
 *   up by whole days ends with the last of them.
 */
export function addTerm(from: Instant, term: Term, calendar: Calendar): Instant {
  const line = timeLine(term.unit, calendar);
  return line.advance(from, line.span(from, term.amount));
}

export function timeLine(unit: TermUnit, calendar: Calendar): TimeLine {
  return LINES[unit](calendar);
}

const LINES = {
  'hours': () => elapsedLine,
  'calendar days': ({ zone }) => wallLine(zone, everyDay, (_, amount) => amount * DAY_MS),
  'months': ({ zone }) => wallLine(zone, everyDay, (wall, amount) => addMonths(wall, amount) - wall),
  'working days': (calendar) => wallLine(calendar.zone, workingDays(calendar), (_, amount) => amount * DAY_MS),
} as const satisfies Record<TermUnit, (calendar: Calendar) => TimeLine>;

const elapsedLine: TimeLine = {
  elapsed: (from, to) => Math.max(0, msBetween(from, to)),
  advance: (from, span) => addMs(from, Math.ceil(span)),
  span: (_, amount) => checked(amount) * HOUR_MS,
};

/** Which days of a zone count, by their number since 1970-01-01. `null`: all of them. */
type CountedDays = ((day: number) => boolean) | null;
const everyDay: CountedDays = null;

function wallLine(zone: string, counts: CountedDays, span: (wall: WallMs, amount: number) => number): TimeLine {
  const wall = remembered((at) => wallAt(at, zone));
  return {
    elapsed: (from, to) => (to <= from ? 0 : countedBetween(wall(from), wall(to), counts)),
    advance: (from, needed) => {
      if (needed <= 0) return from;
      const end = instantAt(advanced(wall(from), needed, counts), zone);
      return end < from ? from : end;
    },
    span: (from, amount) => span(wall(from), checked(amount)),
  };
}

/** A reading asks for the same few instants again and again, and the rules of a zone are slow to ask. */
function remembered(look: (at: Instant) => WallMs): (at: Instant) => WallMs {
  const known = new Map<Instant, WallMs>();
  return (at) => {
    const found = known.get(at) ?? look(at);
    known.set(at, found);
    return found;
  };
}

function countedBetween(from: WallMs, to: WallMs, counts: CountedDays): number {
  if (counts === null) return Math.max(0, to - from);
  let sum = 0;
  for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++) {
    if (counts(day)) sum += Math.min(to, (day + 1) * DAY_MS) - Math.max(from, day * DAY_MS);
  }
  return sum;
}

function advanced(from: WallMs, needed: number, counts: CountedDays): WallMs {
  if (counts === null) return from + needed;
  let left = needed;
  let idle = 0;
  for (let day = Math.floor(from / DAY_MS); ; day++) {
    const begin = Math.max(from, day * DAY_MS);
    const room = counts(day) ? (day + 1) * DAY_MS - begin : 0;
    if (room > 0 && left <= room) return begin + left;
    left -= room;
    idle = room > 0 ? 0 : idle + 1;
    if (idle > MAX_IDLE_DAYS) throw new RangeError(`the calendar has no working day in ${String(MAX_IDLE_DAYS)} days`);
  }
}

function workingDays({ weekend, holidays }: Calendar): CountedDays {
  const free = new Set(holidays.map((date) => Date.parse(`${date}T00:00:00.000Z`) / DAY_MS));
  // Day 0, 1 January 1970, was a Thursday: 4 in ISO 8601's count.
  return (day) => !free.has(day) && !weekend.includes(((((day + 3) % 7) + 7) % 7) + 1);
}

function checked(amount: number): number {
  if (!Number.isInteger(amount) || amount < 0) throw new RangeError('a term is a whole number of units, not negative');
  return amount;
}
