import { OUTCOMES, type Outcome } from '../../domain/messages/index.js';
import { RECORD_OUTCOMES } from '../../domain/tracing/decide-answer.js';
import { type CaseView, type RecordBeside } from '../../tracing/cases/case-answering.service.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { factRows } from '../letters/answer-content.js';
import { section, type LetterSection } from '../letters/letter-rows.js';
import { weaponContent } from '../letters/request-content.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { type StateChoice } from './state-choices.service.js';
import { numberPair, type NumberPair } from './candidate-card.js';

export interface RecordChoiceView extends View {
  readonly form: FormState;
  readonly id: string;
  readonly version: number;
  readonly firearmId: string | undefined;
  readonly pair: NumberPair | undefined;
  readonly alike: boolean;
  readonly weapon: readonly LetterSection[];
  readonly record: readonly LetterSection[];
  readonly outcomes: readonly OutcomeChoice[];
  readonly suggested: string;
  readonly nextState: string;
  readonly states: readonly StateChoice[];
  /** Holders at home who were asked and have not answered. */
  readonly waitingFor: readonly string[];
}

export interface OutcomeChoice {
  readonly value: Outcome;
  readonly text: string;
  readonly hint: { readonly text: string };
}

/** Said by the asker or by the node itself, never by whoever answers. */
const NEVER_CHOSEN: readonly Outcome[] = ['withdrawn'];

export function recordChoiceView(
  words: Words,
  found: { readonly view: CaseView; readonly record?: RecordBeside['record'] },
  form: FormState,
  states: readonly StateChoice[],
): RecordChoiceView {
  const { view, record } = found;
  const { case: kase, shared } = view;
  const weapon = shared.weapon ?? shared.request?.weapon;
  const asked = weapon?.marks.find(({ kind }) => kind === 'serial')?.text ?? '';
  const choices = (record === undefined ? noRecordOutcomes() : RECORD_OUTCOMES).map((value) => ({
    value,
    text: words.term('outcome', value),
    hint: { text: words.t(`answering.outcome.${value}`) },
  }));
  return {
    title: words.t(record === undefined ? 'answering.none.title' : 'answering.confirm.title'),
    back: { href: paths.answer.to(kase.id), text: words.t('answering.toComparison') },
    wide: true,
    form,
    id: kase.id,
    version: kase.version,
    firearmId: record?.firearmId,
    pair: record === undefined ? undefined : numberPair(words, asked, record.differences),
    alike: record?.basis === 'look-alike',
    weapon: weapon === undefined ? [] : weaponContent(words, weapon),
    record: record === undefined ? [] : section(words.t('letters.section.facts'), factRows(words, record.facts)),
    outcomes: choices,
    suggested: record?.suggests ?? '',
    nextState: record?.exportedTo ?? '',
    states,
    waitingFor: kase.consultations
      .filter(({ kind, endedAt }) => kind === 'record holder' && endedAt === undefined)
      .map(({ withWhom }) => withWhom),
  };
}

function noRecordOutcomes(): readonly Outcome[] {
  const withRecord: readonly Outcome[] = RECORD_OUTCOMES;
  return OUTCOMES.filter((one) => !withRecord.includes(one) && !NEVER_CHOSEN.includes(one));
}
