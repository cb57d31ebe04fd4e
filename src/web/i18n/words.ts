import { alpha2Of, findCountry } from '../../domain/directory/country-code.js';
import { msBetween, type CalendarDate, type Instant } from '../../domain/shared/instant.js';
import { LIFECYCLE_EVENTS } from '../../domain/messages/vocabulary.js';
import { type FieldSaying } from '../../domain/shared/field-rules.js';
import { REASON_CODES } from '../../domain/shared/reason-codes.js';
import { type Blocker } from '../../domain/shared/refusal.js';
import { type Saying } from '../../domain/shared/saying.js';
import { type RouteSaying } from '../../domain/tracing/route.js';
import { Formats } from './formats.js';
import { isolate } from './isolation.js';
import { directionOf, type Locale } from './locales.js';
import { type MessageValues, type Texts } from './message-values.js';
import { type VocabularyName } from './vocabularies.js';

/** One moment as people of several places read it. */
export interface ShownTime {
  readonly instant: Instant;
  /** Always first: UTC; then each zone that was asked for. */
  readonly lines: readonly { readonly zone: string; readonly text: string }[];
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Everything that a page says in one language: texts, closed lists, dates, numbers, names of States. */
export class Words {
  readonly dir: 'ltr' | 'rtl';
  private readonly formats: Formats;

  constructor(
    readonly locale: Locale,
    private readonly catalogue: Texts,
  ) {
    this.dir = directionOf(locale);
    this.formats = new Formats(locale);
  }

  t(key: string, values: MessageValues = {}): string {
    return this.catalogue.text(this.locale, key, values);
  }

  has(key: string): boolean {
    return this.catalogue.has(this.locale, key);
  }

  /** A member of one of the domain's closed lists. */
  term(list: VocabularyName, member: string): string {
    return this.t(`vocabulary.${list}.${member}`);
  }

  /** The list as a form offers it. */
  terms(list: VocabularyName, members: readonly string[]): readonly { value: string; text: string }[] {
    return members.map((member) => ({ value: member, text: this.term(list, member) }));
  }

  /** The ledger's word for an act. One that an older or newer build wrote has no text here: its own name stands. */
  act(act: string): string {
    const key = `auditActs.${act.replaceAll('.', '/')}`;
    return this.has(key) ? this.t(key) : act;
  }

  refusal(code: string): string {
    return this.t(`errors.${code}`);
  }

  /** A reason of several, by its code; one of form says which rule is broken. */
  reason(blocker: Blocker): string {
    if (blocker.code === 'page-words') return blocker.text;
    if (blocker.says !== undefined) return this.rule(blocker.says);
    return (REASON_CODES as readonly string[]).includes(blocker.code)
      ? this.t(`blockers.${blocker.code}`, this.named(blocker.values))
      : this.refusal(blocker.code);
  }

  /** What a field is asked for. */
  rule({ code, values }: FieldSaying): string {
    return this.t(`rules.${code}`, this.named(values));
  }

  /** Why a State is to be asked. */
  why({ code, values }: RouteSaying): string {
    return this.t(`routes.${code}`, this.named(values));
  }

  /** What a sentence names, as it reads in this language. */
  private named(values: Saying['values'] = {}): MessageValues {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, this.namedAs(name, value)]));
  }

  private namedAs(name: string, value: string | number): string | number {
    if (typeof value === 'number') return name === 'number' ? this.number(value, { useGrouping: false }) : value;
    if (name === 'kind') return this.term('markKind', value);
    if (name === 'event' && (LIFECYCLE_EVENTS as readonly string[]).includes(value))
      return this.term('lifecycle', value);
    if (name === 'on') return this.date(value);
    if (name === 'state' || name === 'successor') return this.country(value);
    return name === 'states' ? this.list(value.split(' ').map((code) => this.country(code))) : value;
  }

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    return this.formats.numberFormat(options).format(value);
  }

  date(date: CalendarDate): string {
    const format = this.formats.dateFormat({ dateStyle: 'long', timeZone: 'UTC' });
    return this.apart(format.format(new Date(`${date}T00:00:00Z`)));
  }

  /** UTC, and the time in each zone: the two capitals' where a clock is shown. */
  dateTime(instant: Instant, zones: readonly string[] = []): ShownTime {
    const places = ['UTC', ...new Set(zones.filter((zone) => zone !== 'UTC'))];
    return { instant, lines: places.map((zone) => ({ zone, text: this.timeIn(instant, zone) })) };
  }

  timeIn(instant: Instant, zone = 'UTC'): string {
    const format = this.formats.dateFormat({
      dateStyle: 'medium',
      timeStyle: 'short',
      hourCycle: 'h23',
      timeZone: zone,
    });
    return this.apart(`${format.format(new Date(instant))} ${placeOf(this.locale, zone)}`);
  }

  /** "in 3 days", "2 hours ago". */
  distance(from: Instant, to: Instant): string {
    const ms = msBetween(from, to);
    const [unit, size] = unitOf(Math.abs(ms));
    return this.formats.distanceFormat().format(Math.trunc(ms / size), unit);
  }

  /** The State of an ISO 3166-1 alpha-3 code; user-assigned and withdrawn codes have the name of the law's own list. */
  country(code: string): string {
    const country = findCountry(code);
    // A code that is used in practice alone (XKX) has its region in the tables of the languages: the same two letters.
    const region = country?.standing === 'practice' ? code.slice(0, 2) : alpha2Of(code);
    if (region !== undefined) return this.formats.names('region').of(region) ?? code;
    if (country?.standing === 'exercise') return this.t('layout.exerciseState', { code });
    return country?.standing === 'withdrawn' ? this.t(`formerStates.${code}`) : code;
  }

  list(items: readonly string[]): string {
    return this.formats.listFormat().format(items.map((item) => this.apart(item)));
  }

  /** What stands beside other text, so that neither turns the other round. */
  private apart(text: string): string {
    return this.dir === 'rtl' ? isolate(text) : text;
  }

  /** A language by its BCP 47 tag. */
  language(tag: string): string {
    return this.formats.names('language').of(tag) ?? tag;
  }

  /** "Monday" for a date that is one. */
  weekday(date: Date, weekday: 'long' | 'short' | 'narrow' = 'long'): string {
    return this.formats.dateFormat({ weekday, timeZone: 'UTC' }).format(date);
  }

  /** Two texts in the order of this language's alphabet: negative, zero or positive. */
  compare(one: string, other: string): number {
    return this.formats.alphabet().compare(one, other);
  }
}

function unitOf(ms: number): readonly [Intl.RelativeTimeFormatUnit, number] {
  if (ms >= DAY_MS) return ['day', DAY_MS];
  return ms >= HOUR_MS ? ['hour', HOUR_MS] : ['minute', MINUTE_MS];
}

const places = new Map<string, string>();

/** A zone as people call it: by its city in English, in which the names of zones are; else as the language names the time of the place. */
function placeOf(locale: Locale, zone: string): string {
  if (zone === 'UTC') return zone;
  if (locale === 'en') return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  const key = `${locale} ${zone}`;
  const known = places.get(key);
  if (known !== undefined) return known;
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'shortGeneric' }).formatToParts(0);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  places.set(key, name);
  return name;
}
