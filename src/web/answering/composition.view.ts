import { INTENDED_USES, RECORD_FIELDS, REFUSAL_GROUNDS, RELEASES, TLP_LABELS } from '../../domain/messages/index.js';
import { levelReasons } from '../../domain/tracing/handling.js';
import { type CompositionView } from '../../tracing/cases/case-answering.service.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { factRows } from '../letters/answer-content.js';
import { type LetterRow } from '../letters/letter-rows.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { isolated } from './answer.view.js';

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint?: { readonly text: string };
}

export interface ComposeView extends View {
  readonly form: FormState;
  readonly id: string;
  readonly version: number;
  readonly subtitle: string;
  readonly outcome: string;
  readonly basis: string;
  readonly alike: boolean;
  readonly parts: readonly Choice[];
  readonly levels: readonly Choice[];
  /** Levels that the law refuses for this partner, and why. */
  readonly refused: readonly string[];
  readonly highest: string;
  readonly persons: boolean;
  /** What the record tells from each level on. */
  readonly told: readonly { readonly title: string; readonly rows: readonly LetterRow[] }[];
  readonly fields: readonly Choice[];
  readonly heldFields: readonly string[];
  readonly heldGround: string;
  readonly grounds: readonly Choice[];
  readonly purposes: readonly Choice[];
  readonly chosenPurposes: readonly string[];
  readonly recipients: string;
  readonly releases: readonly Choice[];
  readonly onwardRelease: string;
  readonly evidenceUse: string;
  readonly deleteBy: string;
  readonly labels: readonly Choice[];
  readonly label: string;
  /** What was composed before and is not put forward yet. */
  readonly previewHref: string | undefined;
}

const LEVELS = [0, 1, 2] as const;

export function composeView(words: Words, composition: CompositionView, form: FormState, kept: boolean): ComposeView {
  const { view, facts, restricted } = composition;
  const { case: kase, shared } = view;
  const { chosen } = kase;
  const offered = shared.request?.handling;
  const judged = LEVELS.map((level) => ({ level, against: refusalOf(words, composition, level) }));
  const allowed = judged.filter(({ against }) => against === '').map(({ level }) => level);
  const known = new Set(facts.map(({ field }) => field));
  return {
    title: words.t('answering.compose.title'),
    back: { href: paths.answer.to(kase.id), text: words.t('answering.toComparison') },
    form,
    id: kase.id,
    version: kase.version,
    subtitle: words.t('answering.approval.subtitle', {
      partner: words.country(kase.partner ?? ''),
      reference: isolated(kase.reference),
    }),
    outcome: chosen === undefined ? '' : words.term('outcome', chosen.outcome),
    basis: words.term('matchBasis', chosen?.basis ?? 'none'),
    alike: chosen?.basis === 'look-alike',
    parts: (['final', 'part'] as const).map((part) => ({ value: part, text: words.term('answerPart', part) })),
    levels: allowed.map((level) => ({
      value: String(level),
      text: words.t(`letters.level.${String(level)}`),
      hint: { text: words.t(`answering.compose.follows.${String(level)}`) },
    })),
    refused: judged
      .filter(({ against }) => against !== '')
      .map(({ level, against }) =>
        words.t('answering.compose.refused', { level: words.t(`letters.level.${String(level)}`), why: against }),
      ),
    // Persons are told by choice and never by leaving things as they are.
    highest: String(allowed.findLast((level) => level < 2) ?? 0),
    persons: allowed.includes(2),
    told: LEVELS.map((level) => ({
      title: words.t(`answering.compose.told.${String(level)}`),
      rows: factRows(
        words,
        facts.filter((fact) => fact.level === level),
      ),
    })).filter(({ rows }) => rows.length > 0),
    fields: RECORD_FIELDS.filter((field) => known.has(field)).map((field) => ({
      value: field,
      text: words.term('recordField', field),
    })),
    heldFields: restricted?.fields ?? [],
    heldGround: restricted?.ground ?? '',
    grounds: words.terms('refusalGround', REFUSAL_GROUNDS),
    purposes: words.terms(
      'intendedUse',
      offered === undefined || offered.purposes.length === 0 ? INTENDED_USES : offered.purposes,
    ),
    chosenPurposes: offered?.purposes ?? [],
    recipients: (offered?.recipients ?? []).join('\n'),
    releases: words.terms('release', RELEASES),
    onwardRelease: offered?.onwardRelease ?? composition.handling.onwardRelease,
    evidenceUse: offered?.evidenceUse ?? composition.handling.evidenceUse,
    deleteBy: offered?.deleteBy ?? '',
    labels: TLP_LABELS.map((label) => ({ value: label, text: label })),
    label: composition.handling.label ?? '',
    previewHref: kept ? paths.answerPreview.to(kase.id, 'answer') : undefined,
  };
}

/** Why the law refuses a level for this partner, whatever would be written; empty where it does not. */
function refusalOf(words: Words, { partner, view }: CompositionView, level: 0 | 1 | 2): string {
  const { request } = view.shared;
  if (request === undefined) return '';
  const written = { legalBasis: 'to be written', necessity: 'to be written' };
  return levelReasons({ asked: level, partner, confidentiality: request.confidentiality, ...written })
    .map((reason) => words.reason(reason))
    .join(' ');
}
