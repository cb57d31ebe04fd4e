import { type Mark, type Weapon } from '../messages/index.js';
import { type CalendarDate } from '../shared/instant.js';
import { type Saying } from '../shared/saying.js';
import { type HolderCheck } from './case.js';

/** What is known besides the marks: earlier links of the trail, and the seats of a brand. */
export interface RouteInput {
  readonly own: string;
  readonly weapon: Weapon;
  readonly nationalCheck: readonly HolderCheck[];
  /** States on the trail, from answers or papers, with what happened there. */
  readonly trail: readonly TrailLink[];
  /** A maker's countries: a hint, never a route of its own (domain 4). */
  readonly makeCountries: readonly string[];
}

export interface TrailLink {
  readonly state: string;
  readonly event: string;
  readonly on?: CalendarDate;
  /** Where the event is no word of the lifecycle. */
  readonly says?: RouteSaying;
}

export const ROUTE_SAYINGS = [
  'mark-latest',
  'mark-latest-of-year',
  'mark-earlier',
  'mark-earlier-of-year',
  'manufacture-as-marked',
  'on-the-trail',
  'on-the-trail-since',
  'named-in-an-answer',
  'named-by',
  'makes-there',
  'maker-makes-there',
  'marks-conflict',
] as const;
/** `kind` names a mark, `on` is a date, `state` and `states` are codes; `event` is of the lifecycle where it is one of its words. */
export type RouteSaying = Saying<(typeof ROUTE_SAYINGS)[number]>;

export interface RouteSuggestion {
  readonly state: string;
  readonly standing: 'route' | 'hint';
  readonly reasons: readonly string[];
  /** The same by their codes, in the same order. */
  readonly why: readonly RouteSaying[];
}

interface Found {
  readonly state: string;
  readonly reason: string;
  readonly says: RouteSaying;
  readonly standing: RouteSuggestion['standing'];
}

export interface Route {
  /** In the order in which to ask. */
  readonly suggestions: readonly RouteSuggestion[];
  /** Marks of one kind that name different States: all are shown and a person chooses. */
  readonly conflicts: readonly string[];
  readonly conflictsWhy: readonly RouteSaying[];
  readonly homeFirst: boolean;
}

/** Marks that a later State put on; the latest in time says whom to ask first. */
const LATER_MARKS = [
  'import',
  'State stock',
  'force or unit',
  'confiscation',
  'deactivation',
] as const satisfies readonly Mark['kind'][];

/** Whom to ask, with reasons: the State of the latest mark, then the country of manufacture as marked, then every State on the trail. */
export function routeOf(input: RouteInput): Route {
  const found: Found[] = [];
  const later = input.weapon.marks.filter(
    (mark) => (LATER_MARKS as readonly string[]).includes(mark.kind) && mark.country !== undefined,
  );
  for (const [i, mark] of [...later].sort((a, b) => (b.year ?? 0) - (a.year ?? 0)).entries()) {
    found.push({
      state: mark.country ?? '',
      standing: 'route',
      reason: `mark of ${mark.kind}${mark.year === undefined ? '' : ` of ${String(mark.year)}`}: ${i === 0 ? 'the latest in time' : 'an earlier one'}`,
      says: markSaying(mark, i === 0 ? 'mark-latest' : 'mark-earlier'),
    });
  }
  const trail = [...input.trail].sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? 1 : -1));
  for (const mark of input.weapon.marks.filter(
    (one) => one.kind === 'country of manufacture' && one.country !== undefined,
  )) {
    found.push({
      state: mark.country ?? '',
      standing: 'route',
      reason: 'country of manufacture as marked',
      says: { code: 'manufacture-as-marked' },
    });
  }
  for (const link of trail)
    found.push({
      state: link.state,
      standing: 'route',
      reason: `on the trail: ${link.event}${link.on === undefined ? '' : ` on ${link.on}`}`,
      says: link.says ?? trailSaying(link),
    });
  for (const state of input.makeCountries)
    found.push({
      state,
      standing: 'hint',
      reason: `${input.weapon.make ?? 'the maker'} makes there: a hint, not a route`,
      says:
        input.weapon.make === undefined
          ? { code: 'makes-there' }
          : { code: 'maker-makes-there', values: { make: input.weapon.make } },
    });
  const conflicts = conflictsOf(input.weapon.marks);
  return {
    suggestions: gather(found, input.own),
    conflicts: conflicts.map(({ kind, states }) => `marks of ${kind} name ${states.join(' and ')}`),
    conflictsWhy: conflicts.map(({ kind, states }) => ({
      code: 'marks-conflict',
      values: { kind, states: states.join(' ') },
    })),
    homeFirst: input.nationalCheck.length === 0,
  };
}

function trailSaying({ event, on }: TrailLink): RouteSaying {
  return on === undefined
    ? { code: 'on-the-trail', values: { event } }
    : { code: 'on-the-trail-since', values: { event, on } };
}

function markSaying({ kind, year }: Mark, code: 'mark-latest' | 'mark-earlier'): RouteSaying {
  // A year is a name of a time, not a number to be grouped.
  return year === undefined
    ? { code, values: { kind } }
    : { code: `${code}-of-year`, values: { kind, year: String(year) } };
}

function gather(found: readonly Found[], own: string): RouteSuggestion[] {
  const states = [...new Set(found.map((one) => one.state))].filter((state) => state !== own);
  return states.map((state) => {
    const mine = found.filter((one) => one.state === state);
    return {
      state,
      standing: mine.some((one) => one.standing === 'route') ? 'route' : 'hint',
      reasons: mine.map((one) => one.reason),
      why: mine.map((one) => one.says),
    };
  });
}

function conflictsOf(marks: readonly Mark[]): { kind: Mark['kind']; states: string[] }[] {
  return (['country of manufacture', 'import'] as const).flatMap((kind) => {
    const named = marks.filter((mark) => mark.kind === kind).flatMap((mark) => mark.country ?? []);
    const states = [...new Set(named)];
    return states.length > 1 ? [{ kind, states }] : [];
  });
}
