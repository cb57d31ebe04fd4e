import { type Mark, type Weapon } from '../messages/index.js';
import { type CalendarDate } from '../shared/instant.js';
import { type HolderCheck } from './case.js';

/** What is known besides the marks: earlier links of the trail, and the seats of a brand. */
export interface RouteInput {
  readonly own: string;
  readonly weapon: Weapon;
  readonly nationalCheck: readonly HolderCheck[];
  /** States on the trail, from answers or papers, with what happened there. */
  readonly trail: readonly { readonly state: string; readonly event: string; readonly on?: CalendarDate }[];
  /** A maker's countries: a hint, never a route of its own (domain 4). */
  readonly makeCountries: readonly string[];
}

export interface RouteSuggestion {
  readonly state: string;
  readonly standing: 'route' | 'hint';
  readonly reasons: readonly string[];
}

export interface Route {
  /** In the order in which to ask. */
  readonly suggestions: readonly RouteSuggestion[];
  /** Marks of one kind that name different States: all are shown and a person chooses. */
  readonly conflicts: readonly string[];
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
  const found: { state: string; reason: string; standing: RouteSuggestion['standing'] }[] = [];
  const later = input.weapon.marks.filter(
    (mark) => (LATER_MARKS as readonly string[]).includes(mark.kind) && mark.country !== undefined,
  );
  for (const [i, mark] of [...later].sort((a, b) => (b.year ?? 0) - (a.year ?? 0)).entries()) {
    found.push({
      state: mark.country ?? '',
      standing: 'route',
      reason: `mark of ${mark.kind}${mark.year === undefined ? '' : ` of ${String(mark.year)}`}: ${i === 0 ? 'the latest in time' : 'an earlier one'}`,
    });
  }
  const trail = [...input.trail].sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? 1 : -1));
  for (const mark of input.weapon.marks.filter(
    (one) => one.kind === 'country of manufacture' && one.country !== undefined,
  )) {
    found.push({ state: mark.country ?? '', standing: 'route', reason: 'country of manufacture as marked' });
  }
  for (const link of trail)
    found.push({
      state: link.state,
      standing: 'route',
      reason: `on the trail: ${link.event}${link.on === undefined ? '' : ` on ${link.on}`}`,
    });
  for (const state of input.makeCountries)
    found.push({
      state,
      standing: 'hint',
      reason: `${input.weapon.make ?? 'the maker'} makes there: a hint, not a route`,
    });
  return {
    suggestions: gather(found, input.own),
    conflicts: conflictsOf(input.weapon.marks),
    homeFirst: input.nationalCheck.length === 0,
  };
}

function gather(
  found: readonly { state: string; reason: string; standing: RouteSuggestion['standing'] }[],
  own: string,
): RouteSuggestion[] {
  const states = [...new Set(found.map((one) => one.state))].filter((state) => state !== own);
  return states.map((state) => {
    const mine = found.filter((one) => one.state === state);
    return {
      state,
      standing: mine.some((one) => one.standing === 'route') ? 'route' : 'hint',
      reasons: mine.map((one) => one.reason),
    };
  });
}

function conflictsOf(marks: readonly Mark[]): string[] {
  return ['country of manufacture', 'import'].flatMap((kind) => {
    const countries = [
      ...new Set(marks.filter((mark) => mark.kind === kind && mark.country !== undefined).map((mark) => mark.country)),
    ];
    return countries.length > 1 ? [`marks of ${kind} name ${countries.join(' and ')}`] : [];
  });
}
