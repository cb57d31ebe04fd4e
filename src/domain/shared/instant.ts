/**
 * A point in time as the instruments, the wire and the rows write it: RFC 3339 in UTC with milliseconds,
 * `2026-11-24T04:09:58.123Z`. One spelling only, so that strings compare in the order of time.
 */
export type Instant = string;

/** A calendar date without a time, `YYYY-MM-DD`. */
export type CalendarDate = string;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export function instantOf(date: Date): Instant {
  return date.toISOString();
}

/** Is `text` the one canonical spelling of an existing instant (31 February is not)? */
export function isInstant(text: string): text is Instant {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
}

/** An existing day, not the 31st of February. */
export function isCalendarDate(text: string): text is CalendarDate {
  return isInstant(`${text}T00:00:00.000Z`);
}

export function addMs(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** Milliseconds from `from` to `to`; negative where `to` is earlier. */
export function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}
