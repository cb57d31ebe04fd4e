import {
  type Body,
  CONSENT_DECISIONS,
  NOT_ACCEPTED_REASONS,
  OUTCOMES,
  RECORD_FIELDS,
  REFUSAL_GROUNDS,
} from '../../domain/messages/index.js';
import { type CaseView } from '../../tracing/cases/case-answering.service.js';
import { type FormState } from '../forms/form-state.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { letterContent, scopeText } from '../letters/letter-content.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { isolated } from './answer.view.js';
import { type Choice } from './composition.view.js';
import { type LetterSlug } from './letter-links.js';
import { describedWeapon, type DescribedWeapon } from './request-correction.js';
import { type StateChoice } from './state-choices.service.js';

export interface LetterFormView extends View {
  readonly form: FormState;
  readonly id: string;
  readonly slug: LetterSlug;
  readonly subtitle: string;
  readonly hint: string;
  /** One row for each question; a form that came back has as many as it had. */
  readonly rows: readonly number[];
  readonly grounds: readonly Choice[];
  readonly fields: readonly Choice[];
  readonly reasons: readonly Choice[];
  readonly states: readonly StateChoice[];
  /** Earlier letters that this one points at. */
  readonly about: readonly Choice[];
  readonly consents: readonly ConsentAsked[];
  readonly decisions: readonly Choice[];
  readonly outcomes: readonly Choice[];
  /** What whoever asked corrects; absent for whoever answers. */
  readonly weapon: DescribedWeapon | undefined;
  readonly today: string;
}

export interface ConsentAsked extends Choice {
  readonly decided: string | undefined;
}

export interface LetterFormInput {
  readonly view: CaseView;
  readonly slug: LetterSlug;
  readonly form: FormState;
  readonly states: readonly StateChoice[];
  readonly today: string;
  readonly zones: readonly string[];
}

const QUESTIONS = 5;

export function letterFormView(words: Words, input: LetterFormInput): LetterFormView {
  const { view, slug, form } = input;
  const { case: kase } = view;
  return {
    title: words.t(`answering.letter.${textOf(slug, kase.role)}.title`),
    back:
      kase.role === 'responder'
        ? { href: paths.answer.to(kase.id), text: words.t('answering.toComparison') }
        : { href: paths.caseView.to(kase.id), text: words.t('answering.toCase') },
    form,
    id: kase.id,
    slug,
    subtitle: words.t('answering.approval.subtitle', {
      partner: words.country(kase.partner ?? ''),
      reference: isolated(kase.reference),
    }),
    hint: words.t(`answering.letter.${textOf(slug, kase.role)}.hint`),
    rows: Array.from({ length: QUESTIONS }, (_, i) => i),
    grounds: words.terms('refusalGround', REFUSAL_GROUNDS),
    fields: words.terms('recordField', RECORD_FIELDS),
    reasons: words.terms('notAccepted', NOT_ACCEPTED_REASONS),
    states: input.states,
    about: aboutChoices(words, input),
    consents: slug === 'consent' ? consentsAsked(words, view) : [],
    decisions: CONSENT_DECISIONS.map((one) => ({ value: one, text: words.term('consentDecision', one) })),
    outcomes: words.terms('outcome', OUTCOMES),
    weapon: slug === 'correction' && kase.role === 'requester' ? describedWeapon(words, view) : undefined,
    today: input.today,
  };
}

/** Whoever asked corrects a request, whoever answers an answer: the same letter, in other words. */
function textOf(slug: LetterSlug, role: CaseView['case']['role']): string {
  return slug === 'correction' && role === 'requester' ? 'requestCorrection' : slug;
}

const CORRECTED: Readonly<Record<CaseView['case']['role'], readonly string[]>> = {
  requester: ['REQUEST', 'MORE'],
  responder: ['ANSWER'],
};

/** A clarification points at their question; a correction at what we told. */
function aboutChoices(words: Words, { view, slug, zones }: LetterFormInput): readonly Choice[] {
  const { case: kase, letters } = view;
  const wanted = letters.filter(({ role, kind, standing, mid }) => {
    if (standing !== 'received' || mid === undefined) return false;
    if (slug === 'clarification') return role !== kase.role && kind === 'CLARIFY';
    return slug === 'correction' && role === kase.role && CORRECTED[role].includes(kind);
  });
  return wanted.toReversed().map((letter) => ({
    value: letter.mid ?? '',
    text: words.t('answering.letterOf', {
      kind: words.term('messageKind', letter.kind),
      date: timeText(words.dateTime(letter.sentAt, zones)),
    }),
    ...(letter.kind === 'CLARIFY' && letter.body !== undefined
      ? { hint: { text: (letter.body as Body<'CLARIFY'>).question } }
      : {}),
  }));
}

function consentsAsked(words: Words, { case: kase, shared, letters }: CaseView): readonly ConsentAsked[] {
  return Object.entries(shared.consents)
    .filter(([, { asker }]) => asker !== kase.role)
    .map(([id, consent]) => ({
      value: id,
      text: scopeText(words, consent.scope),
      hint: { text: whatText(words, letters, id) },
      decided: consent.decision === 'asked' ? undefined : words.term('consentDecision', consent.decision),
    }));
}

/** What they said that they would pass on, and for what. */
function whatText(words: Words, letters: CaseView['letters'], id: string): string {
  const asked = letters.find(
    ({ kind, body }) => kind === 'CONSENT_REQUEST' && (body as Body<'CONSENT_REQUEST'> | undefined)?.consentId === id,
  );
  if (asked?.body === undefined) return '';
  const body = asked.body as Body<'CONSENT_REQUEST'>;
  const sections = letterContent(words, { kind: 'CONSENT_REQUEST', body });
  return sections
    .flatMap(({ rows }) => rows)
    .slice(1, 3)
    .map(({ label, lines }) => `${label}: ${lines.map(({ text }) => text).join(' ')}`)
    .join(' · ');
}

function timeText(time: ShownTime): string {
  return time.lines[0]?.text ?? '';
}
