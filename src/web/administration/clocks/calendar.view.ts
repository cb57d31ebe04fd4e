import { type Calendar } from '../../../domain/deadlines/calendar.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Fact } from '../table.view.js';

interface CalendarView extends View {
  readonly country: string;
  readonly standing: string;
  readonly facts: readonly Fact[];
  readonly holidays: readonly string[];
  readonly mayEdit: boolean;
  readonly ours: boolean;
  readonly days: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
  readonly zone: string;
  readonly typed: string;
}

/** 5 January 1970 was a Monday. */
export function dayName(words: Words, isoDay: number): string {
  return words.weekday(new Date((isoDay + 3) * 86_400_000));
}

/** For the head of a narrow column: "Mon", or one letter where a language shortens no further. */
export function dayMark(words: Words, isoDay: number): string {
  const day = new Date((isoDay + 3) * 86_400_000);
  const short = words.weekday(day, 'short');
  return short.length > 4 ? words.weekday(day, 'narrow') : short;
}

export function calendarView(
  words: Words,
  input: { readonly calendar: Calendar; readonly ours: boolean; readonly mayEdit: boolean; readonly form: FormState },
): CalendarView {
  const { calendar, ours, mayEdit, form } = input;
  const { country, version, zone, weekend, holidays, validFrom, validTo } = calendar;
  const source = version > 0 ? 'published' : version < 0 ? 'ours' : 'plain';
  const fact = (key: string, text: string): Fact => ({ name: words.t(`clocks.fact.${key}`), text });
  return {
    title: words.t('clocks.calendarOf', { state: words.country(country) }),
    back: { href: paths.clocks.to(), text: words.t('clocks.title') },
    form,
    country,
    standing: words.t(`clocks.calendar.${source}`),
    facts: [
      fact('zone', zone),
      fact(
        'weekend',
        weekend.length === 0
          ? words.t('clocks.noWeekend')
          : words.list([...weekend].sort().map((day) => dayName(words, day))),
      ),
      ...(validFrom === undefined ? [] : [fact('validFrom', words.date(validFrom))]),
      ...(validTo === undefined ? [] : [fact('validTo', words.date(validTo))]),
      fact('holidays', words.t('clocks.holidayCount', { count: holidays.length })),
    ],
    holidays: holidays.map((day) => words.date(day)),
    // What a State published itself is not ours to change.
    mayEdit: mayEdit && (ours || source !== 'published'),
    ours,
    days: [1, 2, 3, 4, 5, 6, 7].map((day) => ({
      value: String(day),
      text: dayName(words, day),
      checked: form.checked('weekend', String(day), weekend.map(String)),
    })),
    zone: form.value('zone', zone),
    typed: form.value('holidays', holidays.join('\n')),
  };
}
