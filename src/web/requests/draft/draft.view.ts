import { type PersonActor } from '../../../domain/shared/actor.js';
import { type Blocker } from '../../../domain/shared/refusal.js';
import { type BlockerCode } from '../../../domain/tracing/blockers.js';
import { type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { row } from '../../letters/letter-rows.js';
import { checkRow } from '../../letters/request-content.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { cardOf, commonCards, weaponCards, type SummaryCard } from '../summary.js';
import { type StepName } from '../steps/step.js';
import { type DraftCase } from './draft-cases.service.js';

export interface DraftView extends View {
  readonly reference: string;
  readonly version: string;
  readonly state: 'draft' | 'proposed' | 'approved';
  readonly stateText: string;
  readonly stateColour: string;
  /** Whose approval is waited for: did this person ask for it? */
  readonly mine: boolean;
  readonly mayPropose: boolean;
  readonly changes: boolean;
  readonly blockers: readonly { readonly text: string; readonly href: string }[];
  readonly count: string;
  /** Of the button that asks for approval: why it cannot be pressed yet. */
  readonly button: Readonly<Record<string, string>>;
  /** Who at home has the record, where the trace may end here. */
  readonly foundAtHome?: { readonly href: string; readonly holders: string };
  readonly home: readonly SummaryCard[];
  readonly weapon: readonly SummaryCard[];
  readonly common: readonly SummaryCard[];
  readonly caseHref: string;
  readonly incidentHref?: string;
  readonly approveHref: string;
  readonly exercise: boolean;
}

const COLOURS = {
  draft: 'govuk-tag--blue',
  proposed: 'govuk-tag--yellow',
  approved: 'govuk-tag--green',
} as const satisfies Record<DraftView['state'], string>;

/** The page that mends what a blocker names; what no page of the request mends leads to the case. */
const MENDS: Readonly<Record<BlockerCode, StepName | 'nationalCheck' | 'addressee' | 'case'>> = {
  'ground-missing': 'grounds',
  'law-missing': 'grounds',
  'circumstances-missing': 'circumstances',
  'recovery-missing': 'find',
  'weapon-missing': 'weapon',
  'mark-missing': 'serial',
  'intended-use-missing': 'use',
  'confidentiality-missing': 'confidentiality',
  'handling-missing': 'handling',
  'incident-missing': 'case',
  'urgency-reason-missing': 'urgency',
  'recovery-in-the-future': 'find',
  'recovered-elsewhere': 'find',
  'national-check-missing': 'nationalCheck',
  'addressee-missing': 'addressee',
  'addressee-is-own': 'addressee',
  'addressee-unknown': 'addressee',
  'addressee-not-pinned': 'addressee',
  'addressee-suspended': 'addressee',
  'consent-missing': 'case',
  'exercise-differs': 'case',
};

export function draftView(words: Words, found: DraftCase, actor: PersonActor, form: FormState): DraftView {
  const { case: kase, parts, blockers, commands } = found;
  const changes = commands.includes('edit draft');
  const hrefOf = (step: StepName): string | undefined => (changes ? paths.draftStep.to(kase.id, step) : undefined);
  const state = found.state as DraftView['state'];
  return {
    title: words.t('requests.draft.title'),
    reference: kase.reference,
    back: { href: paths.caseView.to(kase.id), text: words.t('requests.draft.toCase') },
    form,
    version: String(kase.version),
    state,
    stateText: words.term('caseState', state),
    stateColour: COLOURS[state],
    mine: kase.proposal?.by === actor.id,
    mayPropose: state === 'draft' && commands.includes('propose request'),
    changes,
    blockers: blockers.map((one) => ({ text: words.reason(one), href: mendOf(kase.id, one) })),
    count: words.t('requests.draft.blockers', { count: blockers.length }),
    button: blockers.length > 0 ? { 'aria-describedby': 'why-not' } : {},
    ...homeEnding(words, found),
    home: [checkCard(words, found), addresseeCard(words, found)],
    weapon: weaponCards(words, parts, hrefOf),
    common: commonCards(words, parts, hrefOf),
    caseHref: paths.caseView.to(kase.id),
    ...(parts.incident === undefined ? {} : { incidentHref: paths.incidentView.to(parts.incident.id) }),
    approveHref: paths.approve.to(kase.id),
    exercise: kase.exercise,
  };
}

function mendOf(id: string, { code }: Blocker): string {
  const page = (MENDS as Readonly<Record<string, (typeof MENDS)[BlockerCode]>>)[code] ?? 'case';
  if (page === 'case') return paths.caseView.to(id);
  return page === 'nationalCheck' || page === 'addressee' ? paths[page].to(id) : paths.draftStep.to(id, page);
}

function checkCard(words: Words, { case: kase, commands }: DraftCase): SummaryCard {
  const rows = [
    ...kase.nationalCheck.flatMap((check) => checkRow(words, check)),
    ...row(words.t('requests.home.parallel'), kase.draft?.parallelReason),
  ];
  const change = commands.includes('record national check') ? paths.nationalCheck.to(kase.id) : undefined;
  return cardOf(words, 'nationalCheck', rows, change);
}

/** Also later than the page that recorded the check led there. */
function homeEnding(words: Words, { case: kase, commands }: DraftCase): Pick<DraftView, 'foundAtHome'> {
  const holders = kase.nationalCheck.filter(({ result }) => result === 'record found');
  if (holders.length === 0 || !commands.includes('close') || !commands.includes('edit draft')) return {};
  const named = words.list(holders.map(({ holder }) => words.term('nationalHolder', holder)));
  return { foundAtHome: { href: paths.foundAtHome.to(kase.id), holders: named } };
}

function addresseeCard(words: Words, { case: kase, commands }: DraftCase): SummaryCard {
  const rows = row(words.t('requests.step.addressee'), kase.partner && words.country(kase.partner));
  return cardOf(
    words,
    'addressee',
    rows,
    commands.includes('choose addressee') ? paths.addressee.to(kase.id) : undefined,
  );
}
