import { Value } from 'typebox/value';
import { type FieldRule, type FieldSaying } from '../shared/field-rules.js';
import { type Blocker, refuse, succeed, type Result } from '../shared/refusal.js';
import { isInstant } from '../shared/instant.js';
import { sayingOf } from '../shared/schema-saying.js';
import { checkCountry } from './country-code.js';
import {
  KEY_CURVES,
  StateEntry,
  type Contact,
  type DatedCalendar,
  type DirectoryKey,
  type MarkingPractice,
} from './entry.js';
import { thumbprint } from './fingerprint.js';

export interface EntryRules {
  readonly exercise: boolean;
  /** Nodes of an exercise on one machine talk over plain HTTP; nobody else does. */
  readonly plainHttp: boolean;
  /** The clocks a target may name, for our own entry; a partner with a newer program may name clocks that this one does not know. */
  readonly clocks?: readonly string[];
}

/** Judges an entry from a file or a form; answers all that is wrong at once. Refusals: `entry-invalid` with its reasons, and those of `checkCountry`. */
export function checkEntry(value: unknown, rules: EntryRules): Result<StateEntry> {
  const form = formOf(value);
  if (form.length > 0) return refusal(form);
  const entry = value as StateEntry;
  const country = checkCountry(entry.country, { exercise: rules.exercise, field: '/country' });
  if (!country.ok) return country;
  const wrong = [
    ...channelOf(entry, rules),
    ...entry.contacts.flatMap((contact, i) => contactOf(contact, `/contacts/${String(i)}`)),
    ...keysOf(entry.keys),
    ...entry.markingPractices.flatMap((practice, i) => practiceOf(practice, `/markingPractices/${String(i)}`)),
    ...(entry.calendar === undefined ? [] : calendarOf(entry.calendar, '/calendar')),
    ...targetsOf(entry.targets, rules.clocks),
  ];
  return wrong.length > 0 ? refusal(wrong) : succeed(entry);
}

/** Also for a calendar that is put in locally. */
export function calendarOf(calendar: DatedCalendar, at: string): readonly Blocker[] {
  return [
    ...zoneOf(calendar.zone, `${at}/zone`),
    ...calendar.holidays.flatMap((day, i) => dateOf(day, `${at}/holidays/${String(i)}`)),
    ...spanOf(calendar.validFrom, calendar.validTo, at),
    ...(new Set(calendar.weekend).size === calendar.weekend.length
      ? []
      : [blocker(`${at}/weekend`, 'each day once', 'A day stands twice.', 'distinct')]),
  ];
}

/** A date that the calendar has: 31 February is refused. */
export function dateOf(date: string, field: string): readonly Blocker[] {
  return isInstant(`${date}T00:00:00.000Z`)
    ? []
    : [blocker(field, 'an existing date YYYY-MM-DD', 'This day does not exist.', 'date')];
}

function formOf(value: unknown): readonly Blocker[] {
  if (Value.Check(StateEntry, value)) return [];
  // A closed object reports an unknown member twice; the one that names the member itself is kept.
  return Value.Errors(StateEntry, value)
    .filter((error) => error.keyword !== 'additionalProperties')
    .slice(0, 50)
    .map((error) =>
      blocker(
        error.instancePath,
        `schema: ${error.keyword}`,
        error.keyword === 'boolean' ? 'This field is not known here.' : error.message,
        sayingOf(error),
      ),
    );
}

function channelOf(entry: StateEntry, rules: EntryRules): readonly Blocker[] {
  const { kind, url, address } = entry.channel;
  const wrong: Blocker[] = [];
  if ((kind === 'node') !== (url !== undefined))
    wrong.push(
      blocker(
        '/channel/url',
        'url goes with the kind node',
        'A node has an address, the other channels have none.',
        'node-address-missing',
      ),
    );
  if ((kind === 'mail') !== (address !== undefined))
    wrong.push(
      blocker(
        '/channel/address',
        'address goes with the kind mail',
        'A channel by mail has an address, the others have none.',
        'mail-address-missing',
      ),
    );
  if (url !== undefined) wrong.push(...urlOf(url, rules.plainHttp));
  if (kind === 'node' && !(['signing', 'sealing'] as const).every((use) => entry.keys.some((key) => key.use === use))) {
    wrong.push(
      blocker(
        '/keys',
        'a node has a signing and a sealing key',
        'A node without keys can neither be believed nor written to.',
        'node-keys',
      ),
    );
  }
  return wrong;
}

/** Only an origin with an optional path: the host is the directory's, so nothing in it may carry a sign-in or choose another target. */
function urlOf(text: string, plainHttp: boolean): readonly Blocker[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const fine =
    url !== undefined &&
    (url.protocol === 'https:' || (plainHttp && url.protocol === 'http:')) &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === '';
  return fine
    ? []
    : [
        blocker(
          '/channel/url',
          plainHttp ? 'http(s), no sign-in, query or fragment' : 'https, no sign-in, query or fragment',
          'This is not an address of a node.',
          'node-address',
        ),
      ];
}

function keysOf(keys: readonly DirectoryKey[]): readonly Blocker[] {
  const names = keys.map((key) => `${key.use} ${key.kid}`);
  return keys.flatMap((key, i) => {
    const at = `/keys/${String(i)}`;
    const wrong: Blocker[] = [];
    if (key.jwk.crv !== KEY_CURVES[key.use])
      wrong.push(
        blocker(
          `${at}/jwk/crv`,
          `RFC 8037: ${key.use} is ${KEY_CURVES[key.use]}`,
          'The curve does not fit the use.',
          'key-form',
        ),
      );
    // 32 bytes leave two bits of the last character unused: any other spelling would be a second name of one key.
    if (Buffer.from(key.jwk.x, 'base64url').toString('base64url') !== key.jwk.x)
      wrong.push(
        blocker(
          `${at}/jwk/x`,
          'canonical base64url (RFC 4648 3.5)',
          'This is not the one spelling of the key.',
          'key-form',
        ),
      );
    if (thumbprint(key.jwk) !== key.kid)
      wrong.push(blocker(`${at}/kid`, 'RFC 7638 thumbprint', 'The kid does not name this key.', 'key-form'));
    if (names.indexOf(`${key.use} ${key.kid}`) !== i)
      wrong.push(blocker(at, 'each key once', 'This key stands twice.', 'distinct'));
    for (const name of ['validFrom', 'validTo', 'revokedAt'] as const) {
      const value = key[name];
      if (value !== undefined && !isInstant(value))
        wrong.push(blocker(`${at}/${name}`, 'RFC 3339 in UTC with milliseconds', 'This time does not exist.', 'time'));
    }
    if (key.validTo !== undefined && key.validTo <= key.validFrom)
      wrong.push(
        blocker(`${at}/validTo`, 'after validFrom', 'The key ends before it begins.', 'ends-before-it-begins'),
      );
    return wrong;
  });
}

function contactOf(contact: Contact, at: string): readonly Blocker[] {
  const reachable = contact.email !== undefined || contact.telephone !== undefined || contact.post !== undefined;
  return [
    ...zoneOf(contact.zone, `${at}/zone`),
    ...(reachable
      ? []
      : [
          blocker(
            at,
            'ITI 25, 31: a point of contact can be reached',
            'Neither e-mail, telephone nor post is given.',
            'reachable',
          ),
        ]),
    ...(contact.email === undefined || /^[^\s@]+@[^\s@]+$/.test(contact.email)
      ? []
      : [blocker(`${at}/email`, 'an e-mail address', 'This is not an e-mail address.', 'email')]),
  ];
}

function practiceOf(practice: MarkingPractice, at: string): readonly Blocker[] {
  return spanOf(practice.from, practice.to, at, ['from', 'to']);
}

function targetsOf(targets: StateEntry['targets'], clocks: readonly string[] | undefined): readonly Blocker[] {
  return targets.flatMap((target, i) => {
    const at = `/targets/${String(i)}`;
    const doubled = targets.findIndex((other) => other.urgency === target.urgency) !== i;
    const wrong = doubled
      ? [blocker(`${at}/urgency`, 'one list per urgency', 'This urgency stands twice.', 'distinct')]
      : [];
    return [
      ...wrong,
      ...target.terms.flatMap((term, j) =>
        known(term.clock, clocks, `${at}/terms/${String(j)}/clock`, 'a clock of this house'),
      ),
    ];
  });
}

function spanOf(
  from: string | undefined,
  to: string | undefined,
  at: string,
  names: readonly [string, string] = ['validFrom', 'validTo'],
): readonly Blocker[] {
  const wrong = [
    ...(from === undefined ? [] : dateOf(from, `${at}/${names[0]}`)),
    ...(to === undefined ? [] : dateOf(to, `${at}/${names[1]}`)),
  ];
  return from !== undefined && to !== undefined && to < from
    ? [
        ...wrong,
        blocker(`${at}/${names[1]}`, `not before ${names[0]}`, 'It ends before it begins.', 'ends-before-it-begins'),
      ]
    : wrong;
}

/** By name: an offset such as +01:00 knows no summer time, and not every run time takes it. */
function zoneOf(zone: string, field: string): readonly Blocker[] {
  const unknown = [blocker(field, 'IANA time zone', 'This time zone is not known.', 'zone')];
  if (!/^[A-Za-z]/.test(zone)) return unknown;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone === '' ? unknown : [];
  } catch {
    return unknown;
  }
}

function known(word: string, list: readonly string[] | undefined, field: string, rule: string): readonly Blocker[] {
  return list === undefined || list.includes(word)
    ? []
    : [blocker(field, rule, 'This word is not in the list.', 'choose')];
}

function blocker(field: string, rule: string, text: string, says: FieldRule | FieldSaying): Blocker {
  return { code: 'field-invalid', field, rule, text, says: typeof says === 'string' ? { code: says } : says };
}

function refusal(reasons: readonly Blocker[]): Result<never> {
  const first = reasons[0];
  return refuse('entry-invalid', {
    ...(first?.field === undefined ? {} : { field: first.field }),
    ...(first === undefined ? {} : { rule: first.rule }),
    reasons,
  });
}
