import { type Instant } from '../../domain/shared/instant.js';
import { type AnsweringView } from '../../tracing/cases/case-answering.service.js';
import { type FormState } from '../forms/form-state.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type LetterSection } from '../letters/letter-rows.js';
import { requestContent } from '../letters/request-content.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { candidateCard, type CandidateCard } from './candidate-card.js';
import { letterLinks, type LetterLink } from './letter-links.js';

export interface AnswerView extends View {
  readonly form: FormState;
  readonly id: string;
  readonly version: number;
  readonly subtitle: string;
  /** What stands at the top: the one thing to do next, or what is waited for. */
  readonly next: NextStep;
  readonly due: { readonly text: string; readonly time: ShownTime; readonly overdue: boolean } | undefined;
  readonly weapon: readonly LetterSection[];
  readonly request: readonly LetterSection[];
  readonly warnings: readonly string[];
  readonly comparing: boolean;
  readonly count: string;
  readonly candidates: readonly CandidateCard[];
  readonly places: readonly Place[];
  readonly truncated: boolean;
  readonly changed: boolean;
  readonly chosen: ChosenPanel | undefined;
  readonly letters: readonly LetterLink[];
}

/** A page of the list of records. */
export interface Place {
  readonly number: string;
  readonly href: string;
  readonly current: boolean;
}

export interface NextStep {
  readonly text: string;
  /** A form of one button, or a link to the next page. */
  readonly button?: { readonly action: string; readonly text: string };
  readonly link?: { readonly href: string; readonly text: string };
}

export interface ChosenPanel {
  readonly outcome: string;
  readonly by: string;
  readonly at: ShownTime;
  readonly alike: boolean;
  readonly gone: boolean;
  readonly nextState: string | undefined;
  /** To compose an answer of it, also once more. */
  readonly composeHref: string | undefined;
}

export interface AnswerInput {
  readonly answering: AnsweringView;
  readonly form: FormState;
  readonly now: Instant;
  readonly zones: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  /** Which page of the list, from 1. */
  readonly page: number;
}

const RECORDS_A_PAGE = 20;

/** A reference within a sentence: read from left to right, whatever the language around it (UAX 9: FSI, PDI). */
export function isolated(reference: string): string {
  return `\u2068${reference}\u2069`;
}

/** Where the matter stands for whoever answers, furthest first. */
export type Stage = 'waiting' | 'to send' | 'sent' | 'decided' | 'take up' | 'choose' | 'compose' | 'nothing';

export function answerView(words: Words, input: AnswerInput): AnswerView {
  const { answering, form } = input;
  const { view, matches } = answering;
  const { case: kase, shared } = view;
  const { request } = shared;
  const sections =
    request === undefined ? [] : requestContent(words, { ...request, weapon: shared.weapon ?? request.weapon });
  const stage = stageOf(answering);
  const choosing = view.commands.includes('choose record') && kase.accepted !== undefined;
  return {
    title: words.t('answering.title', { reference: isolated(kase.partnerReference ?? kase.reference) }),
    subtitle: words.t('answering.subtitle', {
      partner: words.country(kase.partner ?? ''),
      reference: isolated(kase.reference),
      state: words.term('caseState', view.state),
    }),
    back: { href: paths.caseView.to(kase.id), text: words.t('answering.toCase') },
    wide: true,
    form,
    id: kase.id,
    version: kase.version,
    next: nextStep(words, answering, stage),
    due: dueOf(words, input),
    weapon: sections.filter(({ title }) => title === words.t('letters.section.weapon')),
    request: sections.filter(({ title }) => title !== words.t('letters.section.weapon')),
    warnings: warningsOf(words, answering),
    comparing: choosing,
    count: words.t('answering.count', { count: matches.candidates.length }),
    ...cardsOf(words, input),
    truncated: matches.truncated,
    changed: choosing && answering.changed && kase.candidates !== undefined,
    chosen: chosenPanel(words, input),
    letters: letterLinks(words, view),
  };
}

function cardsOf(words: Words, { answering, page }: AnswerInput): Pick<AnswerView, 'candidates' | 'places'> {
  const { id, reference } = answering.view.case;
  const all = answering.matches.candidates;
  const pages = Math.max(1, Math.ceil(all.length / RECORDS_A_PAGE));
  const current = Math.min(Math.max(1, page), pages);
  const first = (current - 1) * RECORDS_A_PAGE;
  return {
    candidates: all
      .slice(first, first + RECORDS_A_PAGE)
      .map((found, i) => candidateCard(words, found, { rank: first + i + 1, caseId: id, reference })),
    places: Array.from({ length: pages > 1 ? pages : 0 }, (_, i) => ({
      number: words.number(i + 1),
      href: `${paths.answer.to(id)}?page=${String(i + 1)}#records`,
      current: i + 1 === current,
    })),
  };
}

export function stageOf({ view }: AnsweringView): Stage {
  const { case: kase, shared, commands } = view;
  if (kase.proposal !== undefined) return kase.proposal.approval === undefined ? 'waiting' : 'to send';
  if (shared.state === 'answered') return 'sent';
  if (shared.state === 'withdrawn' || shared.state === 'void' || view.state === 'closed') return 'nothing';
  if (kase.accepted === undefined && commands.includes('accept request')) return 'take up';
  if (shared.state === 'refused' && kase.chosen === undefined) return 'decided';
  if (!commands.includes('choose record')) return 'nothing';
  return kase.chosen === undefined ? 'choose' : 'compose';
}

/** The texts of each stage. */
const KEYS = {
  'waiting': 'waiting',
  'to send': 'toSend',
  'sent': 'sent',
  'decided': 'decided',
  'take up': 'takeUp',
  'choose': 'choose',
  'compose': 'compose',
  'nothing': 'nothing',
} as const satisfies Record<Stage, string>;

function nextStep(words: Words, { view }: AnsweringView, stage: Stage): NextStep {
  const { id, proposal } = view.case;
  const text = words.t(`answering.next.${KEYS[stage]}.text`, {
    kind: proposal === undefined ? '' : words.term('messageKind', proposal.letter.kind),
    receipt: words.t(`answering.receipt.${lastStanding(view)}`),
  });
  const link = (href: string): NextStep => ({
    text,
    link: { href, text: words.t(`answering.next.${KEYS[stage]}.action`) },
  });
  switch (stage) {
    case 'take up':
      return {
        text,
        button: { action: paths.answerAcceptance.to(id), text: words.t('answering.next.takeUp.action') },
      };
    case 'waiting':
    case 'to send':
      return link(paths.approve.to(id));
    case 'compose':
      return link(paths.answerComposition.to(id));
    case 'sent':
      return link(paths.caseView.to(id));
    case 'choose':
    case 'decided':
    case 'nothing':
      return { text };
  }
}

/** Of the last letter that we wrote: has it a receipt? */
function lastStanding({ case: kase, letters }: AnsweringView['view']): 'received' | 'pending' {
  const last = letters.findLast(({ role }) => role === kase.role);
  return last?.standing === 'received' ? 'received' : 'pending';
}

function dueOf(words: Words, { answering, now, zones }: AnswerInput): AnswerView['due'] {
  const running = answering.view.clocks.filter(
    ({ clock, reading }) => clock === 'answer' && reading.state === 'running',
  );
  const dueAt = running[0]?.reading.dueAt;
  if (dueAt === undefined) return undefined;
  return { text: words.distance(now, dueAt), time: words.dateTime(dueAt, zones), overdue: dueAt <= now };
}

function warningsOf(words: Words, { view }: AnsweringView): readonly string[] {
  const { request, weapon } = view.shared;
  if (request === undefined) return [];
  const changed = JSON.stringify(weapon) !== JSON.stringify(request.weapon);
  return [
    ...(request.urgency === 'urgent' ? [words.t('answering.warning.urgent')] : []),
    ...(request.doNotContactHolders === true ? [words.t('answering.warning.holders')] : []),
    ...(request.confidentiality.guaranteed ? [] : [words.t('answering.warning.confidentiality')]),
    ...(changed ? [words.t('answering.warning.weaponChanged')] : []),
  ];
}

function chosenPanel(words: Words, { answering, zones, names }: AnswerInput): ChosenPanel | undefined {
  const { chosen } = answering.view.case;
  if (chosen === undefined) return undefined;
  return {
    outcome: words.term('outcome', chosen.outcome),
    by: names.get(chosen.by) ?? '',
    at: words.dateTime(chosen.at, zones),
    alike: chosen.basis === 'look-alike',
    gone: answering.recordGone,
    nextState: chosen.nextState && words.country(chosen.nextState),
    composeHref: mayCompose(answering) ? paths.answerComposition.to(answering.view.case.id) : undefined,
  };
}

/** A final answer is the last; what it says is then corrected and not composed anew. */
function mayCompose({ view }: AnsweringView): boolean {
  return view.commands.includes('compose answer') && view.shared.state !== 'answered';
}
