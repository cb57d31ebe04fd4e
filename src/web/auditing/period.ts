import { addMs, isInstant, type Instant } from '../../domain/shared/instant.js';

/** Days as a form of the browser names them, both included. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

export interface Span {
  readonly from?: Instant;
  readonly until?: Instant;
}

const DAY_MS = 86_400_000;

/** The texts of an address; a value that came twice counts once. */
export function textsOf(query: unknown): (name: string) => string {
  const values = (query ?? {}) as Readonly<Record<string, unknown>>;
  return (name) => {
    const [first] = [values[name]].flat();
    return typeof first === 'string' ? first.trim().slice(0, 200) : '';
  };
}

/** A day that does not exist is left out, as an empty one. */
export function periodOf(text: (name: string) => string): Period {
  return { from: dayOf(text('from')), until: dayOf(text('until')) };
}

/** The last days up to and with today. */
export function lastDays(now: Instant, days: number): Period {
  return { from: addMs(now, -(days - 1) * DAY_MS).slice(0, 10), until: now.slice(0, 10) };
}

export function spanOf({ from, until }: Period): Span {
  return {
    ...(from === '' ? {} : { from: startOf(from) }),
    ...(until === '' ? {} : { until: addMs(startOf(until), DAY_MS) }),
  };
}

const startOf = (day: string): Instant => `${day}T00:00:00.000Z`;

function dayOf(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isInstant(startOf(text)) ? text : '';
}

/** An address with the filters that are set. */
export function addressOf(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams(
    Object.entries(values).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
}
