import { CLOCK_KINDS, type ClockKind } from '../../../domain/deadlines/clock.js';
import { wallAt } from '../../../domain/deadlines/zone-time.js';
import { type CalendarDate } from '../../../domain/shared/instant.js';
import { type DuePreview } from '../../../registries/directory/due-preview.service.js';
import { policyTitle } from '../../i18n/policy-words.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Fact } from '../table.view.js';
import { dayMark, dayName } from './calendar.view.js';
import { termText, urgencyText } from './clocks.view.js';

export interface PreviewQuestion {
  readonly country?: string;
  readonly urgency: 'routine' | 'urgent';
  readonly who: 'we' | 'they';
  readonly clock: ClockKind;
  readonly day: CalendarDate;
  readonly time: string;
}

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

export type DayKind = 'before' | 'counted' | 'free' | 'after';

interface ShownDay {
  readonly number: string;
  readonly kind: DayKind;
  /** For who does not see the colour. */
  readonly label: string;
  readonly mark?: 'start' | 'due';
}

interface PreviewView extends View {
  readonly states: readonly Choice[];
  readonly urgencies: readonly Choice[];
  readonly whos: readonly Choice[];
  readonly clocks: readonly Choice[];
  readonly day: string;
  readonly time: string;
  readonly facts: readonly Fact[];
  readonly head: readonly { readonly short: string; readonly long: string }[];
  readonly weeks: readonly (readonly ShownDay[])[];
  readonly truncated: boolean;
  readonly nothing: boolean;
}

const DAY_MS = 86_400_000;
/** Longer than this a picture of days says less than the date. */
const DAYS_MAX = 70;

export function previewView(
  words: Words,
  input: {
    readonly states: readonly string[];
    readonly question: PreviewQuestion;
    readonly preview?: DuePreview;
    readonly zone: string;
  },
): PreviewView {
  const { states, question, preview, zone } = input;
  const choice = (value: string, text: string, chosen: string | undefined): Choice => ({
    value,
    text,
    selected: value === chosen,
  });
  const days = preview === undefined ? undefined : daysOf(words, preview);
  return {
    title: words.t('clocks.preview'),
    back: { href: paths.clocks.to(), text: words.t('clocks.title') },
    states: states.map((state) => choice(state, words.country(state), question.country)),
    urgencies: (['routine', 'urgent'] as const).map((one) => choice(one, urgencyText(words, one), question.urgency)),
    whos: (['they', 'we'] as const).map((one) => choice(one, words.t(`clocks.who.${one}`), question.who)),
    clocks: CLOCK_KINDS.map((one) => choice(one, words.term('clock', one), question.clock)),
    day: question.day,
    time: question.time,
    facts: preview === undefined ? [] : factsOf(words, preview, zone),
    head: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ short: dayMark(words, day), long: dayName(words, day) })),
    weeks: days?.weeks ?? [],
    truncated: days?.truncated === true,
    nothing: question.country !== undefined && preview === undefined,
  };
}

function factsOf(words: Words, { policy, term, calendar, dueAt }: DuePreview, zone: string): readonly Fact[] {
  return [
    { name: words.t('clocks.fact.due'), time: words.dateTime(dueAt, [zone, calendar.zone]) },
    { name: words.t('clocks.fact.term'), text: termText(words, term) },
    {
      name: words.t('clocks.fact.policy'),
      text: policyTitle(words, policy),
      ...(policy.standing === 'published target' ? {} : { href: paths.policyView.to(policy.id) }),
      lines: [words.t(`clocks.policyStanding.${policy.standing}`)],
    },
    {
      name: words.t('clocks.fact.calendar'),
      text: words.country(calendar.country),
      href: paths.calendarView.to(calendar.country),
      lines: [calendar.zone],
    },
  ];
}

/** Whole weeks, Monday first, from the day of the start to the day of the due time at the place that must act. */
function daysOf(
  words: Words,
  { from, dueAt, calendar, term }: DuePreview,
): { readonly weeks: readonly (readonly ShownDay[])[]; readonly truncated: boolean } {
  const day = (at: string): number => Math.floor(wallAt(at, calendar.zone) / DAY_MS);
  // A term of working days ends with midnight: its last day is the one before.
  const [first, last] = [day(from), Math.max(day(from), day(new Date(Date.parse(dueAt) - 1).toISOString()))];
  const [begin, end] = [first - weekday(first) + 1, Math.min(last, first + DAYS_MAX)];
  const weeks: ShownDay[][] = [];
  for (let monday = begin; monday <= end; monday += 7)
    weeks.push(
      Array.from({ length: 7 }, (_, i) => {
        const number = monday + i;
        const kind = kindOf(number, { first, last, free: term.unit === 'working days' && isFree(number, calendar) });
        return shownDay(words, number, kind, number === first ? 'start' : number === last ? 'due' : undefined);
      }),
    );
  return { weeks, truncated: end < last };
}

function kindOf(day: number, { first, last, free }: { first: number; last: number; free: boolean }): DayKind {
  if (day < first) return 'before';
  if (day > last) return 'after';
  return free ? 'free' : 'counted';
}

function shownDay(words: Words, day: number, kind: DayKind, mark: ShownDay['mark']): ShownDay {
  const date = dateOf(day);
  const label = words.t(`clocks.day.${mark ?? kind}`, { date: words.date(date) });
  return { number: words.number(Number(date.slice(8))), kind, label, ...(mark === undefined ? {} : { mark }) };
}

const dateOf = (day: number): CalendarDate => new Date(day * DAY_MS).toISOString().slice(0, 10);
/** Day 0, 1 January 1970, was a Thursday: 4 in ISO 8601's count. */
const weekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
const isFree = (day: number, { weekend, holidays }: DuePreview['calendar']): boolean =>
  weekend.includes(weekday(day)) || holidays.includes(dateOf(day));
