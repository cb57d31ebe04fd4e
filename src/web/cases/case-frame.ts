import { type CaseReadingService } from '../../tracing/cases/case-reading.service.js';
import { type Result } from '../../domain/shared/refusal.js';
import { type Instant } from '../../domain/shared/instant.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { paths } from '../paths.js';

type Value<R> = R extends Promise<Result<infer T>> ? T : never;
/** A case as the reading service gives it to one person. */
export type CaseView = Value<ReturnType<CaseReadingService['view']>>;

/** What every page of a case has at hand. */
export interface OpenCase {
  readonly view: CaseView;
  /** Person id -> name, of everybody who stands in the case. */
  readonly names: ReadonlyMap<string, string>;
  readonly now: Instant;
  /** Capitals whose times are shown beside UTC. */
  readonly zones: readonly string[];
}

/** The head of every page of a case. */
export interface CaseFrame {
  readonly id: string;
  readonly reference: string;
  readonly partnerReference?: string;
  readonly partner: string;
  readonly role: string;
  readonly state: string;
  readonly colour: string;
  readonly urgent?: string;
  readonly exercise: boolean;
  readonly sealed: boolean;
  readonly assignee?: string;
  readonly tabs: readonly { readonly text: string; readonly href: string; readonly active: boolean }[];
}

export const CASE_TABS = ['overview', 'messages', 'timeline', 'chain', 'ledger'] as const;
export type CaseTab = (typeof CASE_TABS)[number];

const TAB_PATHS = {
  overview: paths.caseView,
  messages: paths.caseMessages,
  timeline: paths.caseTimeline,
  chain: paths.caseChain,
  ledger: paths.caseLedger,
} as const satisfies Record<CaseTab, unknown>;

export function caseFrame(words: Words, { view, names }: OpenCase, active?: CaseTab): CaseFrame {
  const { case: kase, state } = view;
  const urgency = requestOf(view).urgency;
  return {
    id: kase.id,
    reference: kase.reference,
    ...(kase.partnerReference === undefined ? {} : { partnerReference: kase.partnerReference }),
    partner: kase.partner === undefined ? words.t('cases.noPartner') : words.country(kase.partner),
    role: words.term('caseRole', kase.role),
    state: words.term('caseState', state),
    colour: COLOURS[state] ?? '',
    ...(urgency === 'urgent' ? { urgent: words.term('urgency', urgency) } : {}),
    exercise: kase.exercise,
    sealed: kase.compartment.sealed,
    ...(kase.assigneeId === undefined ? {} : { assignee: nameOf(words, names, kase.assigneeId) }),
    tabs: CASE_TABS.map((tab) => ({
      text: words.t(`cases.tab.${tab}`),
      href: TAB_PATHS[tab].to(kase.id),
      active: tab === active,
    })),
  };
}

/** What tells at a glance whether the matter waits, goes on or is over; the word stands beside it. */
const COLOURS: Partial<Record<CaseView['state'], string>> = {
  'undeliverable': 'govuk-tag--red',
  'more asked': 'govuk-tag--orange',
  'received': 'govuk-tag--yellow',
  'answered': 'govuk-tag--green',
  'answered in part': 'govuk-tag--green',
  'closed': 'govuk-tag--grey',
  'withdrawn': 'govuk-tag--grey',
  'void': 'govuk-tag--grey',
};

/** The request as this person may see it: as it stands, as it was sent, or as far as it is written. */
export function requestOf({
  case: kase,
  shared,
  letters,
}: CaseView): Partial<NonNullable<CaseView['shared']['request']>> {
  if (shared.request !== undefined) return shared.request;
  const sent = letters.find(({ kind, body }) => kind === 'REQUEST' && body !== undefined)?.body;
  return (sent as CaseView['shared']['request']) ?? kase.draft?.body ?? {};
}

export function nameOf(words: Words, names: OpenCase['names'], id: string): string {
  return names.get(id) ?? words.t('cases.somebody');
}

export function timeAt(words: Words, { zones }: OpenCase, at: Instant): ShownTime {
  return words.dateTime(at, zones);
}
