import Holidays from 'date-holidays';
import { alpha2Of } from '../domain/directory/country-code.js';
import { type CalendarDate } from '../domain/shared/instant.js';

/** What `POST /api/directory/calendars/:country` takes, and, without `source`, the member `calendar` of `PUT /api/directory/own`. */
export interface CalendarDraft {
  readonly zone: string;
  /** ISO days, 1 Monday to 7 Sunday. */
  readonly weekend: readonly number[];
  readonly holidays: readonly CalendarDate[];
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate;
  readonly source: string;
}

const USAGE = 'npm run node -- calendar COUNTRY FIRST-YEAR [LAST-YEAR] [--region CODE]   (COUNTRY: ISO 3166-1 alpha-3)';
const DAY_MS = 86_400_000;

/** Prints a draft of dated holidays; nothing is stored. */
export function run(args: readonly string[]): Promise<number> {
  const wish = wishOf(args);
  const draft = wish === undefined ? undefined : draftCalendar(wish.country, wish.first, wish.last, wish.region);
  if (draft === undefined) {
    process.stderr.write(
      `${wish === undefined ? USAGE : `There are no holidays on file for ${wish.country}${wish.region === undefined ? '' : ` ${wish.region}`}.`}\n`,
    );
    return Promise.resolve(2);
  }
  process.stdout.write(`${JSON.stringify(draft, null, 2)}\n`);
  process.stderr.write(
    'This is a draft: rules of holidays change, and moon dates are announced late. Check it against the official list before you enter it.\n',
  );
  return Promise.resolve(0);
}

/** Undefined for a State, or a region of it, that the library does not know. Only public holidays: bank and school days are working days of an office. */
export function draftCalendar(
  country: string,
  first: number,
  last: number,
  region?: string,
): CalendarDraft | undefined {
  const code = alpha2Of(country);
  if (code === undefined || !(code in new Holidays().getCountries())) return undefined;
  if (region !== undefined && !(region in (regionsOf(code) ?? {}))) return undefined;
  const rules =
    region === undefined
      ? new Holidays(code, { types: ['public'] })
      : new Holidays(code, region, { types: ['public'] });
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const days = years.flatMap((year) => rules.getHolidays(year, 'en').flatMap(daysOf));
  const [validFrom, validTo] = [`${String(first)}-01-01`, `${String(last)}-12-31`];
  return {
    zone: rules.getTimezones()[0] ?? 'UTC',
    weekend: weekendOf(code),
    holidays: [...new Set(days)].filter((day) => day >= validFrom && day <= validTo).sort(),
    validFrom,
    validTo,
    source: `draft by date-holidays${region === undefined ? '' : `, region ${region}`}; to be checked`,
  };
}

/** The library answers undefined for a State without regions, whatever its types say. */
function regionsOf(code: string): Readonly<Record<string, string>> | undefined {
  return new Holidays().getStates(code);
}

/** A holiday of several days is every one of them. */
function daysOf(holiday: { readonly date: string; readonly start: Date; readonly end: Date }): readonly CalendarDate[] {
  const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00.000Z`);
  const count = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / DAY_MS));
  return Array.from({ length: count }, (_, i) => new Date(first + i * DAY_MS).toISOString().slice(0, 10));
}

/** By the run time's locale data (CLDR); Saturday and Sunday where it has none. */
function weekendOf(code: string): readonly number[] {
  const locale = new Intl.Locale(`und-${code}`) as Intl.Locale & { weekInfo?: WeekInfo; getWeekInfo?: () => WeekInfo };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.weekend ?? [6, 7];
}

interface WeekInfo {
  readonly weekend: readonly number[];
}

function wishOf(
  args: readonly string[],
): { country: string; first: number; last: number; region?: string } | undefined {
  const at = args.indexOf('--region');
  const region = at < 0 ? undefined : args[at + 1];
  const [country, from, to = from, ...more] = at < 0 ? args : args.filter((_, i) => i !== at && i !== at + 1);
  const years = [from, to].map((text) =>
    text !== undefined && /^(19|20|21)\d{2}$/.test(text) ? Number(text) : undefined,
  );
  const [first, last] = years;
  if (
    country === undefined ||
    first === undefined ||
    last === undefined ||
    last < first ||
    last - first > 20 ||
    more.length > 0 ||
    (at >= 0 && region === undefined)
  )
    return undefined;
  return { country, first, last, ...(region === undefined ? {} : { region }) };
}
