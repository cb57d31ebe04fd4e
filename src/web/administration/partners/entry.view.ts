import { type MarkingPractice, type StateEntry } from '../../../domain/directory/entry.js';
import { judgeKey } from '../../../domain/directory/key-validity.js';
import { type Instant } from '../../../domain/shared/instant.js';
import { type Words } from '../../i18n/words.js';
import { paths } from '../../paths.js';
import { type Fact, type TagColour } from '../table.view.js';
import { inFours } from './exchange-words.js';

export interface ShownKey {
  readonly use: string;
  readonly kid: string;
  readonly tag: { readonly text: string; readonly colour: TagColour };
  readonly lines: readonly string[];
  /** Where it can be stopped; absent where it is stopped already, or this reader may not. */
  readonly revoke?: string;
}

export interface ShownContact {
  readonly kind: string;
  readonly facts: readonly Fact[];
}

/** What a State says about itself, as people read it. */
export interface EntryView {
  readonly facts: readonly Fact[];
  readonly contacts: readonly ShownContact[];
  readonly keys: readonly ShownKey[];
  readonly practices: readonly { readonly of: string; readonly shownAs: string; readonly source: string }[];
  readonly targets: readonly string[];
}

export interface EntryInput {
  readonly entry: StateEntry;
  readonly practices: readonly MarkingPractice[];
  readonly now: Instant;
  readonly zone: string;
  readonly mayRevoke: boolean;
}

export function entryView(words: Words, { entry, practices, now, zone, mayRevoke }: EntryInput): EntryView {
  const { country, version, authority, channel, calendar } = entry;
  const fact = (key: string, text: string): Fact => ({ name: words.t(`partners.fact.${key}`), text });
  return {
    facts: [
      fact('authority', authority),
      fact('version', words.number(version, { useGrouping: false })),
      {
        name: words.t('partners.fact.channel'),
        text: words.term('channelKind', channel.kind),
        lines: [channel.url ?? channel.address ?? ''].filter((one) => one !== ''),
      },
      {
        name: words.t('partners.fact.calendar'),
        text: words.t(calendar === undefined ? 'partners.noCalendar' : 'partners.seeCalendar'),
        href: paths.calendarView.to(country),
      },
    ],
    contacts: entry.contacts.map((contact) => ({
      kind: words.term('contactKind', contact.kind),
      facts: [
        fact('office', contact.office),
        ...(contact.telephone === undefined ? [] : [fact('telephone', contact.telephone)]),
        ...(contact.email === undefined ? [] : [fact('email', contact.email)]),
        ...(contact.post === undefined ? [] : [fact('post', contact.post)]),
        fact('languages', words.list(contact.languages.map((language) => languageName(words, language)))),
        ...(contact.hours === undefined ? [] : [fact('hours', `${contact.hours} (${contact.zone})`)]),
      ],
    })),
    keys: entry.keys.map((key) => keyOf(words, country, key, { now, zone, mayRevoke })).reverse(),
    practices: practices.map(({ of, shownAs, source, verified }) => ({
      of: words.term('markingSubject', of),
      shownAs,
      source: verified ? source : words.t('partners.unverified', { source }),
    })),
    targets: entry.targets.flatMap(({ urgency, terms, source }) =>
      terms.map(({ clock, amount, unit }) =>
        words.t('partners.target', {
          urgency: urgency === 'any' ? words.t('partners.anyUrgency') : words.term('urgency', urgency),
          clock: words.has(`vocabulary.clock.${clock}`) ? words.t(`vocabulary.clock.${clock}`) : clock,
          amount,
          unit: words.term('termUnit', unit),
          source,
        }),
      ),
    ),
  };
}

function keyOf(
  words: Words,
  country: string,
  key: StateEntry['keys'][number],
  { now, zone, mayRevoke }: Pick<EntryInput, 'now' | 'zone' | 'mayRevoke'>,
): ShownKey {
  const time = (at: Instant): string => words.timeIn(at, zone);
  const verdict = judgeKey(key, now, now);
  const standing = verdict.counts ? (verdict.warning === undefined ? 'valid' : 'expired') : verdict.why;
  const colour = {
    'valid': 'govuk-tag--green',
    'expired': 'govuk-tag--yellow',
    'revoked': 'govuk-tag--red',
    'not yet valid': 'govuk-tag--blue',
  } as const;
  return {
    use: words.term('keyUse', key.use),
    kid: inFours(key.kid),
    tag: { text: words.t(`partners.keyStanding.${standing}`), colour: colour[standing] },
    lines: [
      key.validTo === undefined
        ? words.t('partners.keyFrom', { from: time(key.validFrom) })
        : words.t('partners.keyBetween', { from: time(key.validFrom), to: time(key.validTo) }),
      ...(key.revokedAt === undefined
        ? []
        : [words.t('partners.keyRevoked', { at: time(key.revokedAt), reason: key.revokedReason ?? '' })]),
    ],
    ...(mayRevoke && key.revokedAt === undefined ? { revoke: paths.keyRevocation.to(country, key.use, key.kid) } : {}),
  };
}

function languageName(words: Words, code: string): string {
  return words.language(code);
}
