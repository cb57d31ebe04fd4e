import { type PartnerState } from '../../../exchange/partner-state.queries.js';
import { type PartnerEntry } from '../../../registries/directory/directory.service.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type Cell, type TableView } from '../table.view.js';
import { ageText, checkTag, failureText } from './exchange-words.js';

export interface PartnersView extends View {
  readonly table: TableView;
  readonly waiting?: string;
  readonly mayPin: boolean;
}

export interface PartnersInput {
  readonly partners: readonly PartnerEntry[];
  /** Absent for who may not look at the exchange. */
  readonly states?: readonly PartnerState[];
  readonly openProposals: number;
  readonly mayPin: boolean;
  readonly zone: string;
}

export function partnersView(words: Words, input: PartnersInput): PartnersView {
  const { partners, states, openProposals, mayPin, zone } = input;
  const columns = states === undefined ? ['state', 'channel'] : ['state', 'reached', 'heard', 'queue'];
  return {
    title: words.t('partners.title'),
    wide: true,
    ...(openProposals === 0 ? {} : { waiting: words.t('partners.proposalsWaiting', { count: openProposals }) }),
    mayPin,
    table: {
      caption: words.t('partners.title'),
      columns: columns.map((column) => words.t(`partners.column.${column}`)),
      rows: partners.map((partner, i) => [
        nameOf(words, partner),
        ...(states === undefined
          ? [{ text: words.term('channelKind', partner.channel.kind) }]
          : exchangeOf(words, partner, states[i], zone)),
      ]),
      empty: words.t(mayPin ? 'partners.noneMayPin' : 'partners.none'),
    },
  };
}

function nameOf(words: Words, { country, suspended }: PartnerEntry): Cell {
  return {
    text: words.country(country),
    href: paths.partnerView.to(country),
    ...(suspended ? { tag: { text: words.t('partners.suspended'), colour: 'govuk-tag--red' as const } } : {}),
  };
}

function exchangeOf(
  words: Words,
  partner: PartnerEntry,
  state: PartnerState | undefined,
  zone: string,
): readonly Cell[] {
  const reached: Cell =
    partner.channel.kind === 'node'
      ? {
          tag: checkTag(words, state?.check),
          ...(state?.check === undefined ? {} : { lines: [words.timeIn(state.check.at, zone)] }),
        }
      : { text: words.term('channelKind', partner.channel.kind) };
  const heard = state?.lastHeardAt;
  return [
    reached,
    { text: heard === undefined ? words.t('partners.neverHeard') : words.timeIn(heard, zone) },
    queueOf(words, state, zone),
  ];
}

export function queueOf(words: Words, state: PartnerState | undefined, zone: string): Cell {
  if (state === undefined || state.waiting === 0) return { text: words.t('partners.nothingWaits') };
  const { oldestAgeMs, nextAt, lastError } = state;
  return {
    text: words.t('partners.waiting', { count: state.waiting }),
    lines: [
      ...(oldestAgeMs === undefined ? [] : [words.t('partners.oldest', { age: ageText(words, oldestAgeMs) })]),
      ...(lastError === undefined ? [] : [failureText(words, lastError)]),
      ...(nextAt === undefined || state.attempts === 0
        ? []
        : [words.t('partners.nextTry', { at: words.timeIn(nextAt, zone) })]),
    ],
  };
}
